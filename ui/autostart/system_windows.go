package autostart

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

const (
	runKey = `Software\Microsoft\Windows\CurrentVersion\Run`
	// approvedKey is where Task Manager and Settings switch entries off.
	approvedKey = `Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run`
	runValue    = "Authfob"
	// maxCommand is the longest command of the Run key, in characters.
	maxCommand = 260
)

// registryValue is a value of the person's Run key.
type registryValue struct{}

func system() (place, error) { return registryValue{}, nil }

func (registryValue) read(argv []string) (State, bool, error) {
	s := State{Place: `HKEY_CURRENT_USER\` + runKey + `, ` + runValue}
	k, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return s, false, nil
	}
	if err != nil {
		return s, false, fmt.Errorf("%s cannot be read: %v", s.Place, err)
	}
	defer k.Close()
	s.Command, _, err = k.GetStringValue(runValue)
	if err != nil && !errors.Is(err, registry.ErrNotExist) {
		return s, false, fmt.Errorf("%s cannot be read: %v", s.Place, err)
	}
	s.there = err == nil
	if words, err := windows.DecomposeCommandLine(s.Command); err == nil && len(words) > 0 {
		s.Program = words[0]
	}
	if s.Command != "" && switchedOff() {
		s.Off = "Task Manager or Settings"
	}
	s.On = s.Command != "" && s.Off == ""
	return s, s.Command == windows.ComposeCommandLine(argv), nil
}

// switchedOff reads the first byte of the approval, which is odd for no.
func switchedOff() bool {
	k, err := registry.OpenKey(registry.CURRENT_USER, approvedKey, registry.QUERY_VALUE)
	if err != nil {
		return false
	}
	defer k.Close()
	b, _, err := k.GetBinaryValue(runValue)
	return err == nil && len(b) > 0 && b[0]&1 == 1
}

func (registryValue) write(argv []string) error {
	command := windows.ComposeCommandLine(argv)
	if len([]rune(command)) > maxCommand {
		return fmt.Errorf("the command is longer than the %d characters that Windows allows here: move the program or its folder to a shorter path", maxCommand)
	}
	k, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err != nil {
		return err
	}
	defer k.Close()
	if err := k.SetStringValue(runValue, command); err != nil {
		return err
	}
	return forget(approvedKey)
}

func (registryValue) remove() error {
	return errors.Join(forget(runKey), forget(approvedKey))
}

// forget deletes our value of a key.
func forget(path string) error {
	k, err := registry.OpenKey(registry.CURRENT_USER, path, registry.SET_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer k.Close()
	if err := k.DeleteValue(runValue); err != nil && !errors.Is(err, registry.ErrNotExist) {
		return err
	}
	return nil
}
