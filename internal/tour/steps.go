package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// account is what the tour links at the command line.
const account = "Tour"

// commands is what the tour does at the command line.
func (d *demo) commands(ctx context.Context) error {
	for _, step := range []func(context.Context) error{d.list, d.link, d.signIn, d.renew, d.copyAndPaste} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) list(ctx context.Context) error {
	states, err := d.accounts(ctx)
	if err != nil {
		return err
	}
	fresh := 0
	for _, s := range states {
		if s == "fresh" {
			fresh++
		}
	}
	say("authfob list: %d sample accounts, %d of them fresh", len(states), fresh)
	return nil
}

func (d *demo) link(ctx context.Context) error {
	_, err := d.authfob(ctx, "add", account, "--issuer", d.issuer, "--grant", "authorization_code", "--client-id", "demo-desktop",
		"--scope", "openid profile offline_access api:read")
	if err == nil {
		say("authfob add: linked %q by its issuer", account)
	}
	return err
}

// signIn does what a person does: it opens the address that authfob gives in a
// browser, and chooses somebody on the demo's login page.
func (d *demo) signIn(ctx context.Context) error {
	cmd := d.command(ctx, "signin", account, "--print-url", "--timeout", "1m")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() { _ = cmd.Process.Kill() }() // it has ended, unless the browser failed
	address, err := printedURL(bufio.NewScanner(stderr))
	if err != nil {
		return err
	}
	if err := d.browser.Open(ctx, address); err != nil {
		return err
	}
	if err := d.browser.Click(ctx, "button[value=ada]"); err != nil {
		return err
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("authfob signin: %v", err)
	}
	say("authfob signin: Chromium opened the demo's login page, Ada signed in, the loopback redirect came back")
	return nil
}

// printedURL finds the address among the lines that signin prints.
func printedURL(lines *bufio.Scanner) (string, error) {
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "http") {
			return lines.Text(), nil
		}
	}
	return "", errors.New("authfob signin printed no address")
}

func (d *demo) renew(ctx context.Context) error {
	before, err := d.authfob(ctx, "token", account)
	if err != nil {
		return err
	}
	say("authfob token: a token of %d characters", len(before))
	after, err := d.authfob(ctx, "token", account, "--renew")
	if err != nil {
		return err
	}
	if after == before || after == "" {
		return errors.New("authfob token --renew did not bring a new token")
	}
	say("authfob token --renew: another token of %d characters", len(after))
	return nil
}

// copyAndPaste copies through the tray, and reads the clipboard as any program
// that pastes does.
func (d *demo) copyAndPaste(ctx context.Context) error {
	if _, err := d.authfob(ctx, "copy", account); err != nil {
		return err
	}
	want, err := d.authfob(ctx, "token", account, "--cached")
	if err != nil {
		return err
	}
	got, err := d.paste(ctx)
	if err != nil {
		return err
	}
	if got != want {
		return errors.New("what is on the clipboard is not the account's token")
	}
	say("authfob copy: the token is on the clipboard; xclip pasted the same one")
	return nil
}

// until polls until done, for as long as ctx lasts.
func until(ctx context.Context, what string, done outcome) error {
	ctx, cancel := context.WithTimeout(ctx, patience/8)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		if ok, err := done(ctx); ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited in vain for %s", what)
		case <-tick.C:
		}
	}
}
