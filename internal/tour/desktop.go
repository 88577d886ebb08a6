package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// desktop is a virtual display with a window manager and a session bus.
type desktop struct {
	home    string   // stands in for the person's home, so that theirs is left alone
	env     []string // of the programs on it
	running []*exec.Cmd
	visited int // addresses that were taken from it
}

// xdgOpen stands in for the system's opener: it notes the address, which the
// tour's Chromium then visits.
const xdgOpen = `#!/bin/sh
printf '%s\n' "$1" >>"$HOME/opened"
`

// start starts what a desktop needs. Each program is stopped by close.
func (d *desktop) start(ctx context.Context) (err error) {
	if d.home, err = os.MkdirTemp("", "authfob-tour-"); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(d.home, "xdg-open"), []byte(xdgOpen), 0o700); err != nil {
		return err
	}
	d.env = append(os.Environ(), "WAYLAND_DISPLAY=", "LIBGL_ALWAYS_SOFTWARE=1", "LC_ALL=en_US.UTF-8", "PATH="+d.home+":"+os.Getenv("PATH"))
	for _, name := range []string{"HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"} {
		d.env = append(d.env, name+"="+d.home)
	}
	display, err := d.startTelling(ctx, "Xvfb", "-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "2600x1640x24")
	if err != nil {
		return err
	}
	bus, err := d.startTelling(ctx, "dbus-daemon", "--session", "--nofork", "--print-address=3")
	if err != nil {
		return err
	}
	d.env = append(d.env, "DISPLAY=:"+display, "DBUS_SESSION_BUS_ADDRESS="+bus)
	if err := d.run(exec.CommandContext(ctx, "openbox")); err != nil {
		return err
	}
	say("started a virtual display (:%s), a window manager and a session bus", display)
	return nil
}

// startTelling starts a program that writes a line to file descriptor 3 as
// soon as it is ready, and returns the line.
func (d *desktop) startTelling(ctx context.Context, name string, args ...string) (string, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer r.Close()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.ExtraFiles = []*os.File{w}
	err = d.run(cmd)
	_ = w.Close()
	if err != nil {
		return "", err
	}
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("%s ended before it was ready", name)
	}
	return strings.TrimSpace(line), nil
}

// command is a program on the desktop that runs for a moment.
func (d *desktop) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = d.env
	return cmd
}

// run starts a program on the desktop. Its end is asked for politely, and then
// not.
func (d *desktop) run(cmd *exec.Cmd) error {
	cmd.Env = slices.Concat(d.env, cmd.Env)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%v (see scripts/packages.txt)", err)
	}
	d.running = append(d.running, cmd)
	return nil
}

// opened is the address that was opened last, "" where it was taken already.
func (d *desktop) opened() (string, error) {
	all, err := os.ReadFile(filepath.Join(d.home, "opened"))
	if err != nil && !os.IsNotExist(err) {
		return "", err
	}
	lines := strings.Split(string(all), "\n")
	if n := len(lines) - 1; n > d.visited {
		return lines[n-1], nil
	}
	return "", nil
}

// take is opened, once.
func (d *desktop) take() (string, error) {
	address, err := d.opened()
	if err == nil && address == "" {
		err = errors.New("no address was opened")
	}
	d.visited++
	return address, err
}

// close stops the programs, the last one first, and leaves nothing behind.
func (d *desktop) close() {
	for i := len(d.running) - 1; i >= 0; i-- {
		cmd := d.running[i]
		_ = cmd.Process.Signal(syscall.SIGTERM) // it may have ended
		kill := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		kill.Stop()
	}
	d.running = nil
	_ = os.RemoveAll(d.home)
}
