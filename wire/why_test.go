//go:build linux

package wire

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/store/keyring"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/vault"
)

// TestWhys brings real vaults into each state that keeps a person out, and asks
// what surfaces are told. The keyring is the session's: gnome-keyring, or none.
func TestWhys(t *testing.T) {
	none := testenv.NoBus(t.TempDir())
	for _, c := range []struct {
		name   string
		source store.KeySource // nil: the key file that the vault was made with
		do     func(t *testing.T, v *store.Vault, dir, key string)
		want   vault.Why
	}{
		{"locked", nil, func(t *testing.T, v *store.Vault, _, _ string) { must(t, v.Lock()) }, vault.WhyLocked},
		{"under a passphrase, locked", nil, func(t *testing.T, v *store.Vault, _, _ string) {
			must(t, v.Protect(t.Context(), given(auth.NewSecret("PASSPHRASE_1"))))
			must(t, v.Lock())
		}, vault.WhyPassphrase},
		{"nothing typed", store.Either{Passphrase: store.Passphrase{Ask: (&typedPassphrase{}).ask}}, func(t *testing.T, v *store.Vault, _, _ string) {
			must(t, v.Protect(t.Context(), given(auth.NewSecret("PASSPHRASE_1"))))
		}, vault.WhyPassphrase},
		{"no key file", nil, func(t *testing.T, _ *store.Vault, _, key string) { must(t, os.Remove(key)) }, vault.WhyKeyFile},
		{"another kind of key", store.Keyring{}, func(*testing.T, *store.Vault, string, string) {}, vault.WhyOtherKey},
		{"damaged", nil, func(t *testing.T, _ *store.Vault, dir, _ string) {
			for _, name := range []string{"vault.json", "vault.json.bak"} {
				must(t, os.WriteFile(filepath.Join(dir, name), []byte("{"), 0o600))
			}
		}, vault.WhyDamaged},
		{"newer", nil, func(t *testing.T, _ *store.Vault, dir, _ string) {
			text, err := os.ReadFile(filepath.Join(dir, "vault.json"))
			must(t, err)
			var h map[string]any
			must(t, json.Unmarshal(text, &h))
			h["format"] = 99
			newer, err := json.Marshal(h)
			must(t, err)
			must(t, os.WriteFile(filepath.Join(dir, "vault.json"), newer, 0o600))
		}, vault.WhyNewer},
		{"open to others", nil, func(t *testing.T, _ *store.Vault, dir, _ string) { must(t, os.Chmod(dir, 0o777)) }, vault.WhyUnsafeFolder},
	} {
		t.Run(c.name, func(t *testing.T) {
			setEnv(t, none)
			dir, key := filepath.Join(t.TempDir(), "vault"), filepath.Join(t.TempDir(), "key")
			must(t, store.NewKeyFile(key))
			v := opened(t, dir, store.KeyFile{Path: key})
			must(t, v.Add(t.Context(), auth.Record{Account: auth.Account{ID: auth.NewAccountID(), Name: "one"}}))
			c.do(t, v, dir, key)
			source := c.source
			if source == nil {
				source = store.KeyFile{Path: key}
			}
			other := opened(t, dir, source)
			_, err := other.List(t.Context())
			if got := control(other, cli.Options{}, nil).Why(err); got != c.want {
				t.Errorf("%v is %q, want %q", err, got, c.want)
			}
		})
	}
}

// TestKeyringWhys does so with a real keyring: it is emptied, locked with nobody
// to unlock it, and gone.
func TestKeyringWhys(t *testing.T) {
	session := testenv.Keyring(t, true)
	setEnv(t, session.Env)
	dir := filepath.Join(t.TempDir(), "vault")
	v := opened(t, dir, store.Keyring{})
	must(t, v.Add(t.Context(), auth.Record{Account: auth.Account{ID: auth.NewAccountID(), Name: "one"}}))
	if got := keyringName(t.Context()); got != "GNOME Keyring" {
		t.Errorf("the keyring is called %q", got)
	}
	want := func(name, dir string, want vault.Why) {
		t.Helper()
		other := opened(t, dir, store.Keyring{})
		_, err := other.List(t.Context())
		if got := why(err); got != want {
			t.Errorf("%s: %v is %q, want %q", name, err, got, want)
		}
	}
	kept := session.Items(t, keyring.Service)
	lost := filepath.Join(t.TempDir(), "vault")
	must(t, opened(t, lost, store.Keyring{}).Add(t.Context(), auth.Record{Account: auth.Account{ID: auth.NewAccountID(), Name: "two"}}))
	for _, item := range session.Items(t, keyring.Service) {
		if !slices.Contains(kept, item) {
			session.Tool(t, "", "clear", "service", keyring.Service, "username", item)
		}
	}
	want("emptied", lost, vault.WhyKeyLost)
	session.Lock(t)
	want("locked", dir, vault.WhyShut)
	t.Run("without a session", func(t *testing.T) {
		setEnv(t, testenv.NoBus(t.TempDir()))
		want("gone", dir, vault.WhyNoKeyring)
	})
}

func opened(t *testing.T, dir string, source store.KeySource) *store.Vault {
	t.Helper()
	v, err := store.Open(dir, source)
	must(t, err)
	t.Cleanup(func() { _ = v.Close() })
	return v
}

func setEnv(t *testing.T, env []string) {
	t.Helper()
	for _, e := range env {
		name, value, _ := strings.Cut(e, "=")
		t.Setenv(name, value)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
