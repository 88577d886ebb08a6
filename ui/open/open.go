// Package open shows web addresses in a browser. It is the one place in
// Authfob that starts a browser or anything else outside.
//
// It opens nothing but checked http and https addresses and Authfob's own
// folders, hands exactly one argument to one program, and never goes through a
// shell. (requirement 7)
package open

import (
	"errors"
	"os/exec"
	"runtime"
	"time"

	"github.com/pkg/browser"
)

// Why no browser could be opened. Surfaces name --print-url for both.
var (
	// ErrNoDisplay: this process has no desktop to show a browser on.
	ErrNoDisplay = errors.New("there is no desktop here to open a browser on: " +
		"use --print-url and open the address elsewhere")
	// ErrNoBrowser: no program that opens web addresses is installed.
	ErrNoBrowser = errors.New("no browser was found: install xdg-utils, name one with --browser, " +
		"or use --print-url and open the address elsewhere")
)

func init() {
	// What browsers print is not ours to show. Nil, unlike io.Discard, is no
	// pipe that a browser which stays would hold open.
	browser.Stdout, browser.Stderr = nil, nil
}

// Opener opens addresses with the system's browser, or with a command.
// The zero Opener is the system's browser.
type Opener struct {
	// Command is split into words as a shell would, and run without one, with
	// the address added as its last argument. "" is the system's browser.
	Command string
	// Watch is how long URL waits for the system's opener to fail; 0 is not at all.
	Watch time.Duration

	system func(url string) error                  // stands in for the system's browser in tests
	run    func(name string, args ...string) error // stands in for starting a program
}

// URL checks raw and opens it. It returns when the browser was started, and
// does not wait for it.
func (o Opener) URL(raw string) error {
	url, err := Check(raw)
	if err != nil {
		return err
	}
	if o.Command != "" {
		return o.command(url)
	}
	if o.system != nil {
		return o.system(url)
	}
	return o.bySystem(url)
}

// Program is what URL would start: a command's first word, the system's opener,
// or "" where that is part of the system. The error says why nothing would.
func (o Opener) Program() (string, error) {
	words, err := Split(o.Command)
	switch {
	case err != nil:
		return "", err
	case o.Command == "":
		return opener()
	case len(words) == 0:
		return "", errors.New("the browser command is empty")
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return "", errors.New("there is no program " + quoted(words[0]))
	}
	return path, nil
}

// command runs Command with url.
func (o Opener) command(url string) error {
	words, err := Split(o.Command)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return errors.New("the browser command is empty")
	}
	run := o.run
	if run == nil {
		run = start
	}
	return run(words[0], append(words[1:], url)...)
}

// start starts a program whose output goes nowhere.
func start(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.SysProcAttr = ownSession()
	if err := cmd.Start(); err != nil {
		// The error's own text could hold the address.
		return errors.New("could not start " + quoted(name) + ": is it installed, and is it a program?")
	}
	// Takes the exit code, so that no zombie stays. It ends with the browser,
	// which may outlive this process.
	go func() { _ = cmd.Wait() }()
	return nil
}

// system opens url with the browser that the person chose for this computer.
func (o Opener) bySystem(url string) error {
	if _, err := opener(); err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // returns at once there, and knows whether it worked
		return browser.OpenURL(url)
	}
	// Some openers are the browser itself and stay until it is closed. It ends
	// with the opener, which may outlive this process.
	ended := make(chan error, 1)
	go func() { ended <- browser.OpenURL(url) }()
	if o.Watch <= 0 {
		return nil
	}
	late := time.NewTimer(o.Watch)
	defer late.Stop()
	select {
	case err := <-ended:
		if err != nil { // its own words may hold the address
			return errors.New("the system has no browser that could be started")
		}
	case <-late.C:
	}
	return nil
}
