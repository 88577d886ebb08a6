//go:build linux

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
	"github.com/authfob/authfob/store/keyring"
)

func init() { children["desktop"] = childDesktop }

// childDesktop does what a program in a desktop session does: args are the
// vault's directory, what to do and a name. It prints the names and reason that
// came of it.
func childDesktop(args []string) error {
	ctx := context.Background()
	v, err := Open(args[0], Keyring{})
	if err != nil {
		return err
	}
	switch args[1] {
	case "add":
		err = v.Add(ctx, newRecord(args[2]))
		fmt.Printf("add %q", reasonOf(err))
	case "rekey":
		err = v.Protect(ctx, Keyring{})
		fmt.Printf("rekey %q", reasonOf(err))
	case "rotate":
		err = v.rotateAll(ctx, Keyring{}, auth.Secret{})
		fmt.Printf("rotate %q", reasonOf(err))
	case "move": // to a passphrase and back
		if err = v.Protect(ctx, saying("correct horse")); err == nil {
			err = v.Protect(ctx, Keyring{})
		}
		fmt.Printf("move %q", reasonOf(err))
	case "keep": // the vault is open, and stays so until the test is done
		if _, err = v.List(ctx); err == nil {
			fmt.Println("open")
			err = v.KeepKey(ctx, Keyring{Settles: 500 * time.Millisecond})
		}
	case "list":
		var l auth.Listing
		l, err = v.List(ctx)
		slices.SortFunc(l.Records, func(a, b auth.Record) int { return strings.Compare(a.Account.Name, b.Account.Name) })
		for _, r := range l.Records {
			fmt.Printf("%s ", r.Account.Name)
		}
		for _, a := range l.Locked {
			fmt.Printf("(%s) ", a.Name)
		}
		fmt.Printf("%q", reasonOf(err))
	}
	if err != nil && !errors.Is(err, auth.ErrLocked) {
		return err
	}
	return nil
}

// desktop is a session and a vault in it.
type desktop struct {
	testenv.Session
	vault string
}

func newDesktop(t *testing.T, s testenv.Session) desktop {
	return desktop{s, filepath.Join(t.TempDir(), "vault")}
}

func (d desktop) want(t *testing.T, want string, args ...string) {
	t.Helper()
	if got := run(t, d.Env, "desktop", append([]string{d.vault}, args...)...); got != want {
		t.Errorf("%v: got %s, want %s", args, got, want)
	}
}

func (d desktop) header(t *testing.T) string {
	return string(read(t, filepath.Join(d.vault, headerName)))
}

// The life of a vault under a real GNOME keyring. (requirements 51, 54)
func TestKeyring(t *testing.T) {
	d := newDesktop(t, testenv.Keyring(t, true))
	d.want(t, `""`, "list") // an empty home needs no key
	d.want(t, `add ""`, "add", "one")
	d.want(t, `add ""`, "add", "two")
	d.want(t, `one two ""`, "list")
	items := d.Items(t, keyring.Service)
	if len(items) != 1 || !strings.HasPrefix(items[0], "vault-kek.") {
		t.Fatalf("the keyring holds %q, want one key", items)
	}
	before := d.header(t)
	d.Lock(t)
	d.want(t, `(one) (two) "keyring_locked"`, "list")
	d.want(t, `add "keyring_locked"`, "add", "three")
	if d.header(t) != before {
		t.Error("the header changed while the keyring was locked")
	}
}

// The keyring's key is replaced by a new one, which is there before the old one
// goes.
func TestKeyringKeyIsReplaced(t *testing.T) {
	d := newDesktop(t, testenv.Keyring(t, true))
	d.want(t, `add ""`, "add", "one")
	seen := d.Items(t, keyring.Service)
	for _, how := range []string{"rekey", "rotate", "move"} {
		d.want(t, how+` ""`, how)
		items := d.Items(t, keyring.Service)
		if len(items) != 1 || slices.Contains(seen, items[0]) {
			t.Fatalf("after %s the keyring holds %q; there were %q", how, items, seen)
		}
		seen = append(seen, items...)
		d.want(t, `one ""`, "list")
	}
	before := d.header(t)
	d.Lock(t)
	d.want(t, `rekey "keyring_locked"`, "rekey")
	if d.header(t) != before {
		t.Error("the header changed while the keyring was locked")
	}
}

func TestKeyMissingOrDamaged(t *testing.T) {
	d := newDesktop(t, testenv.Keyring(t, true))
	d.want(t, `add ""`, "add", "one")
	before, item := d.header(t), d.Items(t, keyring.Service)[0]
	for value, want := range map[string]string{
		"":            `(one) "key_damaged"`,
		"afk1.cut":    `(one) "key_damaged"`,
		"another's":   `(one) "key_damaged"`,
		"afk1.A.AAAA": `(one) "key_damaged"`,
	} {
		d.Tool(t, value, "store", "--label=x", "service", keyring.Service, "username", item)
		d.want(t, want, "list")
		d.want(t, `add "key_damaged"`, "add", "two")
	}
	d.Tool(t, "", "clear", "service", keyring.Service, "username", item)
	d.want(t, `(one) "key_missing"`, "list")
	d.want(t, `add "key_missing"`, "add", "two")
	if items := d.Items(t, keyring.Service); d.header(t) != before || len(items) != 0 {
		t.Errorf("a new key was made for an old vault: %q", items)
	}
}

// Without a keyring, nothing is written at all. (requirement 52)
func TestNoKeyring(t *testing.T) {
	for what, s := range map[string]testenv.Session{
		"no bus":            {Env: testenv.NoBus(t.TempDir())},
		"a bus without any": testenv.Bus(t),
		"a keyring, locked": testenv.Keyring(t, false),
	} {
		d := newDesktop(t, s)
		want := `add "no_keyring"`
		if strings.HasSuffix(what, "locked") {
			want = `add "keyring_locked"`
		}
		d.want(t, want, "add", "one")
		if _, err := os.Lstat(filepath.Join(d.vault, headerName)); err == nil {
			t.Errorf("%s: a vault was made", what)
		}
		if records, _ := filepath.Glob(filepath.Join(d.vault, "acct", "*")); len(records) > 0 {
			t.Errorf("%s: accounts were written: %v", what, records)
		}
	}
}

// Two first starts at once make one key.
func TestFirstStartsMakeOneKey(t *testing.T) {
	d := newDesktop(t, testenv.Keyring(t, true))
	var all sync.WaitGroup
	for _, name := range []string{"one", "two", "three", "four"} {
		cmd, out := start(t, d.Env, "desktop", d.vault, "add", name)
		all.Go(func() { // waited for below
			if told := lines(out); cmd.Wait() != nil || told[0] != `add ""` {
				t.Errorf("%v", told)
			}
		})
	}
	all.Wait()
	d.want(t, `four one three two ""`, "list")
	if items := d.Items(t, keyring.Service); len(items) != 1 {
		t.Errorf("the keyring holds %q, want one key", items)
	}
}

// A new key that the keyring forgets after some seconds, as KWallet does when it
// ends, is put there again by a process that has the vault open.
func TestKeyThatTheKeyringForgets(t *testing.T) {
	s := testenv.Bus(t)
	f := testenv.StartSecretService(t, s, testenv.Secrets{})
	d := newDesktop(t, s)
	d.want(t, `add ""`, "add", "one")
	_, out := start(t, d.Env, "desktop", d.vault, "keep")
	if line, _ := out.ReadString('\n'); line != "open\n" {
		t.Fatalf("the vault is not open: %s", line)
	}
	f.Spoil(nil)
	testenv.Await(t, "the key to be put into the keyring again", func() bool { return f.Made() == 2 && f.Items() == 1 })
	d.want(t, `one ""`, "list")
}

// What each condition of a keyring is called. (requirement 54)
func TestKeyringConditions(t *testing.T) {
	for what, c := range map[string]struct {
		is   testenv.Secrets
		want string
	}{
		"dismissed": {testenv.Secrets{Locked: true, Prompt: "dismissed"}, `(one) "keyring_locked"`},
		"answered":  {testenv.Secrets{Locked: true}, `one ""`},
		"empty":     {testenv.Secrets{Empty: true}, `(one) "key_damaged"`},
		"gone":      {testenv.Secrets{DiesIn: "SearchItems"}, `(one) "no_keyring"`},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s := testenv.Bus(t)
			f := testenv.StartSecretService(t, s, testenv.Secrets{})
			d := newDesktop(t, s)
			d.want(t, `add ""`, "add", "one")
			f.Behave(c.is)
			d.want(t, c.want, "list")
		})
	}
	t.Run("no wallet", func(t *testing.T) {
		s := testenv.Bus(t)
		testenv.StartSecretService(t, s, testenv.Secrets{NoWallet: true})
		newDesktop(t, s).want(t, `add "no_collection"`, "add", "one")
	})
}
