package autostart

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/authfob/authfob/whole"
)

// file is a place that is one file of its own.
type file struct {
	path string
	// text writes the file; parse reads one.
	text  func(argv []string) string
	parse func(text string) entry
}

// entry is what a file says.
type entry struct {
	command string // as it is written there
	program string // its first word, as a path
	off     string // what switches it off, or ""
}

// maxEntry bounds the file, in bytes.
const maxEntry = 64 << 10

func (f file) read(argv []string) (State, bool, error) {
	s := State{Place: f.path}
	b, err := whole.Read(f.path, maxEntry)
	if errors.Is(err, fs.ErrNotExist) {
		return s, false, nil
	}
	if err != nil {
		return s, false, fmt.Errorf("%s cannot be read: %v", f.path, err)
	}
	s.there = true
	e := f.parse(string(b))
	s.Command, s.Program, s.Off = e.command, e.program, e.off
	s.On = s.Command != "" && s.Off == ""
	return s, len(argv) > 0 && string(b) == f.text(argv), nil
}

func (f file) write(argv []string) error {
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return err
	}
	return whole.Write(f.path, []byte(f.text(argv)), 0o644)
}

func (f file) remove() error {
	err := os.Remove(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
