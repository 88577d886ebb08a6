package window

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/lock"
	"github.com/authfob/authfob/ui/words"
)

// vaultStage is the settings' page about a real vault with one account, under a
// passphrase; without one, about a vault as the keyring has it.
func vaultStage(t *testing.T, mode string, width, height float32, real bool) (*stage, *store.Vault) {
	t.Helper()
	v, err := store.Open(filepath.Join(t.TempDir(), "vault"), given("PASSPHRASE_0"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	if real {
		if err := v.Add(t.Context(), auth.Record{Account: auth.Account{ID: auth.NewAccountID(), Name: "one", Grant: auth.AuthorizationCode}}); err != nil {
			t.Fatal(err)
		}
	}
	s := newStage(t, mode, width, height, fakes.Accounts(), func(c *Config) {
		keep(c)
		c.Folders, c.OpenPath = lock.Folders{Vault: "/home/ada/.local/share/authfob/vault", Config: "/home/ada/.config/authfob"}, func(string) error { return nil }
		c.CopySecret = func(context.Context, auth.Secret) error { return nil }
		c.Vault = realControl(v)
		if !real {
			since := fakes.Noon.Add(-40 * 24 * time.Hour)
			c.Vault.Keyring = func(context.Context) string { return "GNOME Keyring" }
			c.Vault.State = func() (vault.State, error) {
				return vault.State{Exists: true, Accounts: 8, Under: vault.Keyring, Since: &since, RecoveryCode: true, CodeSince: &since}, nil
			}
		}
	})
	s.prefs.Show()
	s.Turn(words.Now().Settings.Vault)
	s.Queue.Await(t, "reading the vault", func() bool { return s.Shows(words.Now().Vault.Rotate) })
	return s, v
}

func given(pass string) store.Passphrase {
	return store.Passphrase{Ask: func(context.Context, bool) (auth.Secret, error) { return auth.NewSecret(pass), nil }}
}

// realControl is a control over a vault, as the program has it.
func realControl(v *store.Vault) *vault.Control {
	say := func(pass auth.Secret) store.Passphrase { return given(pass.Reveal()) }
	return &vault.Control{
		State: func() (vault.State, error) {
			d, err := v.Describe()
			return vault.State{Exists: d.Exists, Accounts: d.Accounts, Under: d.Way, RecoveryCode: d.Code, Resealing: d.Resealing}, err
		},
		Confirm:       func(ctx context.Context, pass auth.Secret) error { return v.UnlockWith(ctx, say(pass)) },
		UsePassphrase: func(ctx context.Context, pass auth.Secret) error { return v.Protect(ctx, say(pass)) },
		UseKeyFile:    func(ctx context.Context, path string) error { return v.Protect(ctx, store.KeyFile{Path: path}) },
		NewKeyFile:    store.NewKeyFile,
		NewCode:       store.NewRecoveryCode, SetCode: v.SetRecoveryCode, RemoveCode: v.RemoveRecoveryCode, Reseal: v.Reseal,
		Rotate: func(ctx context.Context, pass, code auth.Secret) error { return v.Rotate(ctx, say(pass), code) },
	}
}

// The passphrase is changed by who knows the one until now.
func TestChangeThePassphrase(t *testing.T) {
	s, v := vaultStage(t, kit.ThemeLight, 700, 800, true)
	w := words.Now()
	s.TapButton(w.Vault.Change)
	s.Below(w.Vault.PassNow).SetText("wrong")
	s.Below(w.Vault.PassNew).SetText("PASSPHRASE_1")
	s.Below(w.Protect.Again).SetText("PASSPHRASE_2")
	s.TapButton(w.Vault.PassDo)
	if !s.Shows(w.Protect.Differs) {
		t.Error("two different ones were taken")
	}
	s.Below(w.Protect.Again).SetText("PASSPHRASE_1")
	s.TapButton(w.Vault.PassDo)
	s.Queue.Await(t, "refusing", func() bool { return s.Shows("This is not the vault's passphrase") })
	s.Below(w.Vault.PassNow).SetText("PASSPHRASE_0")
	s.TapButton(w.Vault.PassDo)
	s.Queue.Await(t, "changing", func() bool { return s.Shows(w.Vault.NowPassphrase) && len(s.Sheets) == 1 })
	if err := v.UnlockWith(t.Context(), given("PASSPHRASE_1")); err != nil {
		t.Error(err)
	}
}

// A recovery code counts once the person says that it is written down, and can
// be printed.
func TestMakeARecoveryCode(t *testing.T) {
	s, v := vaultStage(t, kit.ThemeLight, 700, 800, true)
	w := words.Now()
	s.TapButton(w.Vault.CodeMake)
	s.TapButton(w.Vault.CodeDo)
	if d, _ := v.Describe(); d.Code {
		t.Fatal("it counts before it is written down")
	}
	s.TapButton(w.Vault.CodePrint)
	file := filepath.Join(t.TempDir(), "code.html")
	s.Below(w.Vault.FilePath).SetText(file)
	s.TapButton(w.Vault.SheetDo)
	s.Queue.Await(t, "saving", func() bool { return s.Shows(file) })
	s.Key("Return")
	for _, o := range s.Objects() {
		if c, ok := o.(*kit.Check); ok && c.Text == w.Vault.CodeWritten {
			test.Tap(c)
		}
	}
	s.TapButton(w.Vault.CodeDo)
	s.Queue.Await(t, "setting it", func() bool { return s.Shows(w.Vault.NowCode) })
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(page), "<code>")
	code, _, _ = strings.Cut(code, "</code>")
	if err := v.UnlockWith(t.Context(), store.Recovery{Code: auth.NewSecret(code)}); err != nil {
		t.Errorf("what was printed is %q: %v", code, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the page is %v, %v", info, err)
	}
	s.TapButton(w.Vault.CodeRemove)
	s.TapButton(w.Vault.CodeRemoveDo)
	s.Queue.Await(t, "removing it", func() bool { return s.Shows(w.Vault.NowNoCode) })
}

// The key is replaced under the passphrase that was checked first.
func TestReplaceTheKey(t *testing.T) {
	s, v := vaultStage(t, kit.ThemeLight, 700, 800, true)
	w := words.Now()
	s.TapButton(w.Vault.Rotate)
	s.Below(w.Lock.Passphrase).SetText("PASSPHRASE_0 mistyped")
	s.TapButton(w.Vault.RotateDo)
	s.Queue.Await(t, "refusing", func() bool { return s.Shows("This is not the vault's passphrase") })
	before, err := v.RootKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.Below(w.Lock.Passphrase).SetText("PASSPHRASE_0")
	s.TapButton(w.Vault.RotateDo)
	s.Queue.Await(t, "replacing", func() bool { return s.Shows(w.Vault.NowKey) })
	after, err := v.RootKey(t.Context())
	if err != nil || after.Equal(before) {
		t.Errorf("the key is the one before, or %v", err)
	}
	if err := v.UnlockWith(t.Context(), given("PASSPHRASE_0")); err != nil {
		t.Error(err)
	}
}

func TestUseAKeyFile(t *testing.T) {
	s, v := vaultStage(t, kit.ThemeLight, 360, 800, true)
	w := words.Now()
	s.TapButton(w.Vault.UseKeyFile)
	file := filepath.Join(t.TempDir(), "key")
	s.Below(w.Vault.FilePath).SetText(file)
	s.TapButton(w.Vault.FileDo)
	s.Queue.Await(t, "missing the file", func() bool { return s.Shows("does not exist") })
	for _, o := range s.Objects() {
		if c, ok := o.(*kit.Check); ok && c.Text == w.Vault.FileNew {
			test.Tap(c)
		}
	}
	s.TapButton(w.Vault.FileDo)
	s.Queue.Await(t, "moving", func() bool { return s.Shows(w.Vault.KeyFile) && len(s.Sheets) == 1 })
	if err := v.UnlockWith(t.Context(), store.KeyFile{Path: file}); err != nil {
		t.Error(err)
	}
}

// While the vault is locked nothing of its key can be changed.
func TestLockedVaultIsNotChanged(t *testing.T) {
	s, _ := vaultStage(t, kit.ThemeLight, 700, 800, true)
	s.setAccounts(locked(), auth.ErrLocked, true)
	s.prefs.Show()
	s.Turn(words.Now().Settings.Vault)
	s.Queue.Await(t, "reading the vault", func() bool { return s.Shows(words.Now().Vault.LockedNote) })
	for _, l := range s.Labels() {
		if slices.Contains([]string{words.Now().Vault.Change, words.Now().Vault.Rotate, words.Now().Vault.CodeMake}, l) {
			t.Errorf("%q is offered", l)
		}
	}
}

func TestVaultThatCannotBeRead(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 700, 800, fakes.Accounts(), func(c *Config) {
		keep(c)
		c.Vault = &vault.Control{State: func() (vault.State, error) { return vault.State{}, errors.New("the header is damaged") }}
	})
	s.prefs.Show()
	s.Turn(words.Now().Settings.Vault)
	s.Queue.Await(t, "saying so", func() bool { return s.Shows("The header is damaged") })
}

func TestPictureOfVaultSettings(t *testing.T) {
	w := words.Now().Vault
	for _, c := range []struct {
		name, mode    string
		width, height float32
		do            func(*stage)
	}{
		{"vault", kit.ThemeLight, 700, 900, func(*stage) {}},
		{"vault-narrow", kit.ThemeDark, 360, 900, func(*stage) {}},
		{"vault-passphrase", kit.ThemeLight, 480, 620, func(s *stage) {
			s.TapButton(w.UsePassphrase)
			s.Below(w.PassNew).SetText("purple lamp anchor bicycle")
		}},
		{"vault-code", kit.ThemeDark, 360, 700, func(s *stage) {
			s.config.Vault.NewCode = func() auth.Secret { return auth.NewSecret("7K3QF-9XW2M-ABCDE-FGHJK-MNPQR-STVWX-T4HB0") }
			s.TapButton(w.CodeReplace)
		}},
		{"vault-file", kit.ThemeLight, 360, 640, func(s *stage) { s.TapButton(w.UseKeyFile) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := vaultStage(t, c.mode, c.width, c.height, false)
			s.Queue.Await(t, "naming the keyring", func() bool { return s.Shows("GNOME Keyring") })
			c.do(s)
			s.picture(c.name)
		})
	}
}
