// Package autostart has the system start a program at login, in the person's
// own settings: an entry in the XDG autostart folder, a value of the Run key on
// Windows, a launch agent on macOS.
//
// It says what it found and what it wrote. It must never start or end a program
// itself, and never touch what applies to other users.
package autostart

import (
	"errors"
	"slices"
	"strings"
	"unicode"
)

// State is what the system does at login.
type State struct {
	On bool `json:"on"`
	// Place is the file or the registry value that says so, be it there or not.
	Place string `json:"place"`
	// Command is what Place starts, as it is written there; "" when it is not
	// there.
	Command string `json:"command,omitempty"`
	// Off says who switched it off although Place is there; "" otherwise.
	Off string `json:"switched_off_by,omitempty"`

	// Program is the path of the program in Command, as it is on disk.
	Program string `json:"-"`

	there bool // there is something to remove, be it no entry
}

// place is where one system keeps the entry.
type place interface {
	// read returns the state, and whether the entry is exactly that for argv.
	read(argv []string) (State, bool, error)
	write(argv []string) error
	// remove takes the entry away; it may not be there.
	remove() error
}

// Status says whether something is started at login.
func Status() (State, error) {
	p, err := system()
	if err != nil {
		return State{}, err
	}
	s, _, err := p.read(nil)
	return s, err
}

// On has argv, of which the first is the program's path, started at login.
// changed is false when it was so already.
func On(argv []string) (s State, changed bool, err error) {
	p, err := system()
	if err != nil {
		return State{}, false, err
	}
	return on(p, argv)
}

// Off undoes On, whatever program is started. changed is false when nothing was.
func Off() (s State, changed bool, err error) {
	p, err := system()
	if err != nil {
		return State{}, false, err
	}
	return off(p)
}

// errControl: no system's entry holds such an argument without loss.
var errControl = errors.New("the path of the program, or an option, has a line break or another control character")

func on(p place, argv []string) (State, bool, error) {
	if len(argv) == 0 || slices.ContainsFunc(argv, func(a string) bool { return strings.ContainsFunc(a, unicode.IsControl) }) {
		return State{}, false, errControl
	}
	s, same, err := p.read(argv)
	if err != nil || s.On && same {
		return s, false, err
	}
	if err := p.write(argv); err != nil {
		return s, false, err
	}
	s, same, err = p.read(argv)
	if err == nil && !(s.On && same) {
		err = errors.New("the entry was written to " + s.Place + " and does not read the same: something else changed it")
	}
	return s, true, err
}

func off(p place) (State, bool, error) {
	before, _, err := p.read(nil)
	if err != nil || !before.there {
		return before, false, err
	}
	if err := p.remove(); err != nil {
		return before, false, err
	}
	s, _, err := p.read(nil)
	return s, true, err
}
