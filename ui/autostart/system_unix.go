//go:build unix && !darwin

package autostart

func system() (place, error) { return xdg() }
