package main

import (
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"slices"
	"strings"
)

// keyboard does in the window, by keys alone, what a person does: search, copy
// as a header, rename, remove and undo.
func (d *demo) keyboard(ctx context.Context) error {
	const was, is = "Nightly import", "Night shift"
	if err := until(ctx, "the demo's window", func() (bool, error) { return d.window(ctx) != "", nil }); err != nil {
		return err
	}
	if err := d.keys(ctx, "windowfocus", "--sync", d.window(ctx), "key", "Home", "ctrl+f", "type", "nightly"); err != nil {
		return err
	}
	if err := d.keys(ctx, "key", "Return", "Home", "ctrl+Return"); err != nil {
		return err
	}
	if err := until(ctx, "the header on the clipboard", func() (bool, error) { return d.pastesHeaderOf(ctx, was) }); err != nil {
		return err
	}
	say("window: searched, and copied as a header, by keys; xclip pasted it")
	if err := d.keys(ctx, "key", "F2", "type", is); err != nil {
		return err
	}
	if err := d.keys(ctx, "key", "Return"); err != nil {
		return err
	}
	if err := until(ctx, "the new name", func() (bool, error) { return d.has(ctx, is) }); err != nil {
		return err
	}
	if err := d.keys(ctx, "key", "Escape", "Delete", "ctrl+z"); err != nil {
		return err
	}
	there, err := d.has(ctx, is)
	if err == nil && !there {
		err = errors.New("what was removed did not come back")
	}
	if err == nil {
		say("window: renamed in place, removed and brought back, by keys")
	}
	return err
}

// keys has xdotool do what it is told.
func (d *demo) keys(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, "xdotool", args...)
	cmd.Env = d.desk.env
	_, err := cmd.Output()
	return explain("xdotool", err)
}

// pastesHeaderOf reports whether the account's token is on the clipboard, as a header.
func (d *demo) pastesHeaderOf(ctx context.Context, account string) (bool, error) {
	token, err := d.authfob(ctx, "token", account, "--cached")
	if err != nil {
		return false, err
	}
	paste := exec.CommandContext(ctx, "xclip", "-out", "-selection", "clipboard")
	paste.Env = d.desk.env
	got, _ := paste.Output() // it fails while there is nothing
	return string(got) == "Authorization: Bearer "+token, nil
}

// has reports whether there is an account of that name.
func (d *demo) has(ctx context.Context, name string) (bool, error) {
	out, err := d.authfob(ctx, "list", "--json")
	if err != nil {
		return false, err
	}
	var accounts []struct{ Name string }
	if err := json.NewDecoder(strings.NewReader(out)).Decode(&accounts); err != nil {
		return false, err
	}
	return slices.ContainsFunc(accounts, func(a struct{ Name string }) bool { return a.Name == name }), nil
}
