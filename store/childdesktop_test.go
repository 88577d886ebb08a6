package store

func childDesktop([]string) error { return nil }
