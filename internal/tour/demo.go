package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"

	"github.com/authfob/authfob/internal/webdriver"
)

// demo is a running `authfob demo`, with its window in one theme.
type demo struct {
	desk    *desktop
	browser *webdriver.Browser
	program string
	theme   string
	scale   int    // pixels a unit of the window's sizes
	window  string // its X11 ID
	issuer  string
	home    string
	keyFile string
	stderr  bytes.Buffer // to be read when the demo has ended
}

// startDemo starts the demo and reads from its first lines where it is.
func startDemo(ctx context.Context, desk *desktop, program, theme string, scale int) (*demo, error) {
	cmd := exec.CommandContext(ctx, program, "demo")
	cmd.Env = []string{"FYNE_THEME=" + theme, "FYNE_SCALE=" + strconv.Itoa(scale)}
	d := &demo{desk: desk, program: program, theme: theme, scale: scale}
	cmd.Stderr = &d.stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := desk.run(cmd); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for d.issuer == "" || d.home == "" || d.keyFile == "" {
		if !lines.Scan() {
			_ = cmd.Wait()
			return nil, errors.New("the demo ended before it said where it is: " + d.stderr.String())
		}
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch name {
		case "issuer":
			d.issuer = value
		case "home":
			d.home = value
		case "key file":
			d.keyFile = value
		}
	}
	say("started the demo: an authorization server at %s, a vault in %s", d.issuer, d.home)
	return d, nil
}

// command is `authfob ARGUMENTS` in the demo's home.
func (d *demo) command(ctx context.Context, args ...string) *exec.Cmd {
	return d.desk.command(ctx, d.program, append([]string{"--home", d.home, "--vault-key-file", d.keyFile}, args...)...)
}

// authfob runs a command to its end and returns what it printed.
func (d *demo) authfob(ctx context.Context, args ...string) (string, error) {
	out, err := d.command(ctx, args...).Output()
	return strings.TrimSpace(string(out)), explain("authfob "+args[0], err)
}

// explain adds what a program said on stderr to the error of its run.
func explain(what string, err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("%s: %v: %s", what, err, strings.TrimSpace(string(exit.Stderr)))
	}
	return err
}
