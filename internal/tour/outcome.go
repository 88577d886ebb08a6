package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// outcome is what must be true once a step is done. It is asked again and again
// until it is.
type outcome func(context.Context) (bool, error)

// accounts are the states of all accounts in the vault, by name.
func (d *demo) accounts(ctx context.Context) (map[string]string, error) {
	out, err := d.authfob(ctx, "list", "--json")
	if err != nil {
		return nil, err
	}
	var list []struct{ Name, State string }
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		return nil, fmt.Errorf("list --json: %v", err)
	}
	states := map[string]string{}
	for _, a := range list {
		states[a.Name] = a.State
	}
	return states, nil
}

// is waits for an account's state; "" is one that is not there.
func (d *demo) is(name, state string) outcome {
	return func(ctx context.Context) (bool, error) {
		states, err := d.accounts(ctx)
		return states[name] == state, err
	}
}

// renamed waits for one account to be called like the other was.
func (d *demo) renamed(was, is string) outcome {
	return func(ctx context.Context) (bool, error) {
		states, err := d.accounts(ctx)
		return states[was] == "" && states[is] != "", err
	}
}

// pastes waits until a program that pastes gets the account's token, in its form.
func (d *demo) pastes(name, format string) outcome {
	return func(ctx context.Context) (bool, error) {
		want, err := d.command(ctx, "token", name, "--cached", "--format", format).Output()
		var exit *exec.ExitError
		if errors.As(err, &exit) { // it has none yet
			return false, nil
		}
		got, _ := d.paste(ctx) // it fails while there is nothing
		return len(want) > 0 && got == strings.TrimSuffix(string(want), "\n"), err
	}
}

// paste is what any program gets that pastes.
func (d *demo) paste(ctx context.Context) (string, error) {
	got, err := d.desk.command(ctx, "xclip", "-out", "-selection", "clipboard").Output()
	return string(got), explain("xclip", err)
}

// opensAPage waits until the window has the browser open an address.
func (d *demo) opensAPage(context.Context) (bool, error) {
	address, err := d.desk.opened()
	return address != "", err
}

// locked waits until the command line is refused, or no longer is.
func (d *demo) locked(want bool) outcome {
	return func(ctx context.Context) (bool, error) {
		err := d.command(ctx, "token", "AirMap pilot").Run()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			return false, err
		}
		const exitLocked = 6
		return want == (exit != nil && exit.ExitCode() == exitLocked) && (want || err == nil), nil
	}
}
