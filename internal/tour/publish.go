package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// best are the pictures that the README and docs/ show, by step and theme.
var best = []struct{ step, theme, name string }{
	{"list", "light", "window-light.png"},
	{"list", "dark", "window-dark.png"},
	{"wide", "light", "window-wide.png"},
	{"add", "light", "window-add.png"},
	{"signin-device", "dark", "window-device.png"},
	{"formats", "light", "window-formats.png"},
	{"narrow", "dark", "window-narrow.png"},
}

// publish copies the best pictures of a tour.
func publish(from, to string) error {
	for _, b := range best {
		found, err := filepath.Glob(filepath.Join(from, b.theme, "[0-9][0-9]-"+b.step+".png"))
		if err != nil || len(found) != 1 {
			return fmt.Errorf("the tour took no picture of %s in the %s theme", b.step, b.theme)
		}
		picture, err := os.ReadFile(found[0])
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, b.name), picture, 0o644); err != nil {
			return err
		}
		say("took a picture of the window: %s", filepath.Join(to, b.name))
	}
	return nil
}
