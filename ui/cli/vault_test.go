package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/wire"
)

// vaultDesk is a desk with one account.
func vaultDesk(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, demo.Knobs{})
	d.must("add", "work", "--issuer", d.server.URL(), "--client-id", "demo")
	return d
}

// under runs a command with another key than the desk's key file.
func (d *desk) under(stdin string, args ...string) result {
	d.t.Helper()
	return d.plainly(stdin, append([]string{"--home", d.home}, args...)...)
}

// plainly runs a command line as it stands.
func (d *desk) plainly(stdin string, args ...string) result {
	d.t.Helper()
	var out, errs bytes.Buffer
	app := wire.App()
	app.Stdin, app.Stdout, app.Stderr, app.Terminal = strings.NewReader(stdin), &out, &errs, false
	app.Getenv = func(string) string { return "" }
	code := cli.Run(d.t.Context(), app, args)
	return result{code, out.String(), errs.String()}
}

func (d *desk) vaultState() (s vault.State) {
	d.t.Helper()
	r := d.under("", "vault", "status", "--json")
	if err := json.Unmarshal([]byte(r.out), &s); err != nil || r.code != 0 {
		d.t.Fatalf("exit %d, %v\n%s%s", r.code, err, r.out, r.err)
	}
	return s
}

// id is that of the account called name.
func (d *desk) id(name string) string {
	d.t.Helper()
	var list []struct{ ID, Name string }
	if err := json.Unmarshal([]byte(d.must("list", "--json")), &list); err != nil {
		d.t.Fatal(err)
	}
	for _, a := range list {
		if a.Name == name {
			return a.ID
		}
	}
	d.t.Fatalf("there is no %s in %v", name, list)
	return ""
}

func want(t *testing.T, r result, code int, said string) {
	t.Helper()
	if r.code != code || !strings.Contains(r.out+r.err, said) {
		t.Errorf("exit %d, want %d and %q\n%s%s", r.code, code, said, r.out, r.err)
	}
}

// Locked is locked for every command, with the right key in hand too.
func TestLockAndUnlock(t *testing.T) {
	d := vaultDesk(t)
	id := d.id("work")
	if s := d.vaultState(); s.Locked || s.Under != vault.KeyFile || s.Accounts != 1 || !s.Exists || s.Since == nil {
		t.Errorf("the state is %+v", s)
	}
	d.must("lock")
	d.must("lock")
	want(t, d.run("", "token", "work"), 6, "authfob is locked")
	want(t, d.run("", "add", "other", "--issuer", d.server.URL(), "--client-id", "demo"), 6, "authfob unlock")
	want(t, d.run("", "show", "work"), 6, "locked")
	want(t, d.run("", "show", id), 6, "locked")
	if s := d.vaultState(); !s.Locked || s.LockedSince == nil {
		t.Errorf("the state is %+v", s)
	}
	want(t, d.under("", "vault", "status"), 0, "Locked:         yes, since 2")
	want(t, d.under("", "unlock", "--vault-key-file", d.file("other-key", "x")), 6, "")
	want(t, d.run("", "show", "work"), 6, "locked")
	d.must("unlock")
	d.must("show", "work")
	d.must("show", id)
}

// A lock on nothing would only keep the first account away.
func TestLockWithoutAVault(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	want(t, d.run("", "lock"), 0, "nothing to lock")
	d.must("add", "work", "--issuer", d.server.URL(), "--client-id", "demo")
}

// What the vault is under is changed from the command line, with secrets from
// files alone.
func TestVaultWays(t *testing.T) {
	d := vaultDesk(t)
	first, second := d.file("first", "correct horse\n"), d.file("second", "battery staple\n")
	want(t, d.run("", "vault", "passphrase"), 2, "--new-passphrase-file")
	want(t, d.run("", "vault", "passphrase", "--new-passphrase-file", first), 0, "")
	if s := d.vaultState(); s.Under != vault.Passphrase {
		t.Errorf("the state is %+v", s)
	}
	want(t, d.run("", "show", "work"), 6, "the vault is under a passphrase")
	want(t, d.under("", "show", "work", "--passphrase-file", first), 0, "work")
	want(t, d.under("battery staple", "vault", "passphrase", "--passphrase-file", first, "--new-passphrase-file", "-"), 0, "")
	want(t, d.under("", "show", "work", "--passphrase-file", first), 6, "not the vault's passphrase")
	want(t, d.under("", "vault", "rotate", "--passphrase-file", second, "--new-passphrase-file", second), 0, "")
	want(t, d.under("", "lock"), 0, "")
	want(t, d.under("", "unlock"), 6, "passphrase")
	want(t, d.under("", "unlock", "--passphrase-file", second), 0, "")
	want(t, d.under("", "vault", "key-file", d.key, "--passphrase-file", second), 0, "")
	want(t, d.run("", "vault", "rotate", "--new-passphrase-file", first), 2, "under no passphrase")
	want(t, d.run("", "show", "work"), 0, "work")
	want(t, d.run("", "vault"), 2, "status")
}

func TestRecoveryCode(t *testing.T) {
	d := vaultDesk(t)
	made := d.run("", "vault", "recovery-code")
	want(t, made, 0, "not shown again")
	code := strings.TrimSuffix(made.out, "\n")
	if len(code) != 41 || strings.Contains(made.err, code) {
		t.Fatalf("the code reads %q", made.out)
	}
	if err := os.Remove(d.key); err != nil {
		t.Fatal(err)
	}
	want(t, d.run("", "show", "work"), 6, "does not exist")
	pass := d.file("pass", "correct horse")
	want(t, d.under("", "vault", "recover"), 2, "--code-file")
	want(t, d.under("00000", "vault", "recover", "--code-file", "-"), 6, "mistyped")
	want(t, d.under(code, "vault", "recover", "--code-file", "-"), 6, "") // no keyring and no passphrase
	want(t, d.under(strings.ToLower(code), "vault", "recover", "--code-file", "-", "--new-passphrase-file", pass), 0, "under the new passphrase")
	want(t, d.under("", "show", "work", "--passphrase-file", pass), 0, "work")

	want(t, d.under("", "lock"), 0, "")
	want(t, d.under(code, "unlock", "--code-file", "-"), 0, "")

	rotated := d.under("", "vault", "rotate", "--passphrase-file", pass, "--new-passphrase-file", pass)
	want(t, rotated, 0, "not shown again")
	want(t, d.under(code, "unlock", "--code-file", "-"), 6, "newer code has replaced")
	want(t, d.under(rotated.out, "unlock", "--code-file", "-"), 0, "")
	want(t, d.under("", "vault", "recovery-code", "--remove", "--passphrase-file", pass), 0, "")
	want(t, d.under(rotated.out, "unlock", "--code-file", "-"), 6, "no recovery code")
}

// At a terminal a person is asked, and changes nothing by mistake.
func TestVaultAsks(t *testing.T) {
	d := vaultDesk(t)
	var asked []string
	ask := func(answers []string, stdin string, args ...string) result {
		var out, errs bytes.Buffer
		app := wire.App()
		app.Stdin, app.Stdout, app.Stderr, app.Terminal = strings.NewReader(stdin), &out, &errs, true
		app.Getenv = func(string) string { return "" }
		app.ReadPassword = func(_ context.Context, prompt string) (auth.Secret, error) {
			asked = append(asked, prompt)
			if len(answers) == 0 {
				return auth.Secret{}, errors.New("asked too often")
			}
			answer := answers[0]
			answers = answers[1:]
			return auth.NewSecret(answer), nil
		}
		code := cli.Run(d.t.Context(), app, append([]string{"--home", d.home, "--vault-key-file", d.key}, args...))
		return result{code, out.String(), errs.String()}
	}
	want(t, ask([]string{"one", "two"}, "", "vault", "passphrase"), 1, "not the same; nothing was changed")
	want(t, ask([]string{""}, "", "vault", "passphrase"), 1, "protects nothing; nothing was changed")
	want(t, ask(nil, "n\n", "vault", "start-over"), 1, "nothing was moved")
	want(t, d.run("", "vault", "start-over"), 2, "--yes")
	want(t, d.run("", "show", "work"), 0, "work")
	want(t, ask(nil, "Yes\n", "vault", "start-over"), 0, "The old vault is in")
	if out := d.must("list", "--json"); strings.TrimSpace(out) != "[]" {
		t.Errorf("after starting over: %s", out)
	}
	want(t, d.under("", "vault", "status"), 0, "There is no vault yet")
	if len(asked) != 3 {
		t.Errorf("asked %q", asked)
	}
}
