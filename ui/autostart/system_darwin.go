package autostart

func system() (place, error) { return launchAgent() }
