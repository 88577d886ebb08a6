package window

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/lock"
	"github.com/authfob/authfob/ui/words"
)

// inTheWay is an error of the vault as the page reads it.
type inTheWay struct{ what, do string }

func (e inTheWay) Error() string { return e.what }
func (e inTheWay) Hint() string  { return e.do }
func (inTheWay) Unwrap() error   { return auth.ErrLocked }

// lockedStage is a window whose vault does not open.
func lockedStage(t *testing.T, mode string, width float32, why vault.Why, err error, more ...func(*vault.Control)) *stage {
	t.Helper()
	s := newStage(t, mode, width, 560, nil, func(c *Config) {
		c.Unlock = func(context.Context, auth.Secret) error { return errors.New("wrong") }
		c.Folders, c.OpenPath = lock.Folders{Vault: "/home/ada/vault"}, func(string) error { return nil }
		c.Vault = &vault.Control{
			Why:    func(error) vault.Why { return why },
			State:  func() (vault.State, error) { return vault.State{Exists: true, Accounts: 3, RecoveryCode: true}, nil },
			Unlock: func(context.Context) error { return err },
		}
		for _, m := range more {
			m(c.Vault)
		}
	})
	s.setAccounts(locked(), err, true)
	s.Queue.Drain()
	return s
}

// Whatever keeps the vault shut, the page says what and has a way out.
func TestLockPageHasAWayOut(t *testing.T) {
	w := words.Now()
	again, code, over, folder, unlock := w.Common.Retry, w.Lock.UseCode, w.Lock.StartOver, w.Settings.OpenFolder, w.Lock.Unlock
	shut := inTheWay{"your keyring is locked", "Unlock it and try again."}
	for _, c := range []struct {
		why  vault.Why
		err  error
		says string
		want []string
	}{
		{vault.WhyPassphrase, auth.ErrPassphrase, w.Lock.Text, []string{unlock, code, over}},
		{vault.WhyLocked, auth.ErrLocked, w.Lock.Title, []string{unlock, code}},
		{vault.WhyShut, shut, "Your keyring is locked", []string{again, code}},
		{vault.WhySilent, shut, "Unlock it and try again.", []string{again, code}},
		{vault.WhyNoKeyring, shut, "", []string{again, code, over}},
		{vault.WhyKeyLost, shut, "", []string{again, code, over}},
		{vault.WhyOtherKey, shut, "", []string{again, code}},
		{vault.WhyKeyFile, shut, "", []string{again, code, over}},
		{vault.WhyDamaged, shut, "", []string{again, folder, over}},
		{vault.WhyNewer, shut, "", []string{again, folder}},
		{vault.WhyUnsafeFolder, shut, "", []string{again, folder}},
		{vault.WhyOther, auth.ErrLocked, "", []string{again}},
	} {
		t.Run(string(c.why), func(t *testing.T) {
			s := lockedStage(t, kit.ThemeLight, 360, c.why, c.err)
			s.Queue.Await(t, "offering the code", func() bool { return !slices.Contains(c.want, code) || slices.Contains(s.Labels(), code) })
			if diff := cmp.Diff(c.want, s.Labels()); diff != "" {
				t.Errorf("the ways out (-want +got):\n%s", diff)
			}
			if s.page != pageLocked || !s.Shows(c.says) {
				t.Errorf("page %q says\n%s", s.page, s.Texts())
			}
		})
	}
}

// A keyring that keeps the person waiting is named at once, and no longer when
// it has answered. Without a recovery code none is offered.
func TestKeyringAsks(t *testing.T) {
	waits := make(chan bool)
	s := newStage(t, kit.ThemeLight, 480, 560, nil, func(c *Config) {
		c.Waits = waits
		c.Vault = &vault.Control{
			Why:   func(error) vault.Why { return vault.WhyShut },
			State: func() (vault.State, error) { return vault.State{Exists: true}, nil },
		}
	})
	s.loaded = false
	s.setAccounts(nil, nil, false)
	if s.page != pageLoading {
		t.Fatalf("before the vault was read the page is %q", s.page)
	}
	s.Tasks.Start(s.serveWaits)
	waits <- true
	s.Queue.Await(t, "asking", func() bool { return s.Shows(words.Now().Lock.Asks) })
	if got := s.Labels(); len(got) != 1 || got[0] != words.Now().Common.Retry {
		t.Errorf("the ways out are %q", got)
	}
	s.setAccounts(fakes.Accounts(), nil, true)
	if s.page != "" || !strings.Contains(s.banner.text, words.Now().Lock.Asks) {
		t.Errorf("with accounts the page is %q, the banner says %q", s.page, s.banner.text)
	}
	s.Tell("a dialog", "with words")
	if !s.Sheets[0].Notice.Visible() {
		t.Error("a dialog that is open says nothing of the keyring")
	}
	waits <- false
	s.Queue.Await(t, "answering", func() bool { return s.banner.text == "" && !s.Sheets[0].Notice.Visible() })
}

// realVault has one account under a key file that is lost, and a recovery code.
func realVault(t *testing.T) (*store.Vault, auth.Secret, string) {
	t.Helper()
	dir, key := filepath.Join(t.TempDir(), "vault"), filepath.Join(t.TempDir(), "key")
	if err := store.NewKeyFile(key); err != nil {
		t.Fatal(err)
	}
	v, err := store.Open(dir, store.KeyFile{Path: key})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	code := store.NewRecoveryCode()
	if err := v.Add(t.Context(), auth.Record{Account: auth.Account{ID: auth.NewAccountID(), Name: "one", Grant: auth.AuthorizationCode}}); err != nil {
		t.Fatal(err)
	}
	if err := v.SetRecoveryCode(t.Context(), code); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	lost, err := store.Open(dir, store.KeyFile{Path: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lost.Close() })
	return lost, code, dir
}

// over has the window's control do what it does over a real vault.
func over(v *store.Vault) func(*vault.Control) {
	return func(c *vault.Control) {
		c.CheckCode, c.StartOver, c.Unlock = store.CheckRecoveryCode, v.StartOver, v.Unlock
		c.Recover = func(ctx context.Context, code auth.Secret) error {
			return v.UnlockWith(ctx, store.Recovery{Code: code})
		}
		c.UsePassphrase = func(ctx context.Context, pass auth.Secret) error {
			return v.Protect(ctx, store.Passphrase{Ask: func(context.Context, bool) (auth.Secret, error) { return pass, nil }})
		}
	}
}

// The recovery code opens a vault whose key is gone, and the person then puts
// it under a passphrase.
func TestRecoverARealVault(t *testing.T) {
	v, code, _ := realVault(t)
	_, err := v.List(t.Context())
	s := lockedStage(t, kit.ThemeLight, 360, vault.WhyKeyFile, err, over(v))
	w := words.Now()
	s.Queue.Await(t, "offering the code", func() bool { return slices.Contains(s.Labels(), w.Lock.UseCode) })
	s.TapButton(w.Lock.UseCode)
	field := s.Below(w.Recover.Title)
	field.SetText("12345-67890")
	s.TapButton(w.Recover.Do)
	s.Queue.Await(t, "telling a mistyped code", func() bool { return s.Shows("mistyped") })
	field.SetText(strings.ToLower(code.Reveal()))
	s.TapButton(w.Recover.Do)
	s.Queue.Await(t, "opening", func() bool { return s.Shows(w.Recover.NextText) })
	s.TapButton(w.Recover.Passphrase)
	s.Below(w.Vault.PassNew).SetText("PASSPHRASE_1")
	s.Below(w.Protect.Again).SetText("PASSPHRASE_1")
	s.TapButton(w.Vault.PassDo)
	s.Queue.Await(t, "saying so", func() bool { return s.Toast.Says == w.Vault.NowPassphrase })
	if d, err := v.Describe(); err != nil || d.Way != "passphrase" || !d.Code {
		t.Errorf("the vault is now %+v, %v", d, err)
	}
}

// Starting over has to be typed, and moves the vault aside.
func TestStartOverARealVault(t *testing.T) {
	v, _, dir := realVault(t)
	_, err := v.List(t.Context())
	s := lockedStage(t, kit.ThemeLight, 480, vault.WhyKeyFile, err, over(v))
	w := words.Now()
	s.TapButton(w.Lock.StartOver)
	s.Queue.Await(t, "counting", func() bool { return s.Shows("3 accounts") })
	typed := s.Below(w.StartOver.Type.With("word", w.StartOver.Word))
	typed.OnSubmitted("")
	typed.SetText("start")
	s.TapButton(w.StartOver.Do)
	if d, err := v.Describe(); err != nil || !d.Exists {
		t.Fatalf("it was not typed, and the vault is %+v, %v", d, err)
	}
	typed.SetText(" Start Over ")
	s.TapButton(w.StartOver.Do)
	s.Queue.Await(t, "moving", func() bool { return s.Shows(dir) })
	if d, err := v.Describe(); err != nil || d.Exists {
		t.Errorf("the vault is still %+v, %v", d, err)
	}
	if aside, _ := filepath.Glob(filepath.Join(dir, "vault*", "acct", "*.sec")); len(aside) != 1 {
		t.Errorf("aside are %v", aside)
	}
}

// Trying again in vain says so, and can be done once more.
func TestTryAgainInVain(t *testing.T) {
	s := lockedStage(t, kit.ThemeLight, 480, vault.WhyShut, inTheWay{"your keyring is locked", "Unlock it."})
	s.TapButton(words.Now().Common.Retry)
	s.Queue.Await(t, "saying so", func() bool { return s.Shows(words.Now().Lock.Still) })
	s.TapButton(words.Now().Common.Retry)
}

func TestPictureOfLockPage(t *testing.T) {
	lost := inTheWay{"the vault's key is not in this keyring", "Did you switch keyrings? Go back to the earlier one and try again, or start over: the old vault is then moved aside. Nothing was overwritten."}
	for _, c := range []struct {
		name, mode string
		width      float32
		why        vault.Why
		err        error
		do         func(*stage)
	}{
		{"lock-passphrase", kit.ThemeLight, 360, vault.WhyPassphrase, auth.ErrPassphrase, func(*stage) {}},
		{"lock-lost", kit.ThemeDark, 480, vault.WhyKeyLost, lost, func(*stage) {}},
		{"lock-asks", kit.ThemeLight, 480, vault.WhyShut, lost, func(s *stage) { s.setWaits(true) }},
		{"lock-recover", kit.ThemeDark, 360, vault.WhyKeyLost, lost, func(s *stage) { offered(s); s.TapButton(words.Now().Lock.UseCode) }},
		{"lock-startover", kit.ThemeLight, 480, vault.WhyKeyLost, lost, func(s *stage) {
			s.TapButton(words.Now().Lock.StartOver)
			s.Queue.Await(s.T, "counting", func() bool { return s.Shows("3 accounts") })
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := lockedStage(t, c.mode, c.width, c.why, c.err)
			c.do(s)
			s.Queue.Await(t, "offering the code", func() bool {
				return len(s.Sheets) > 0 || slices.Contains(s.Labels(), words.Now().Lock.UseCode)
			})
			s.picture(c.name)
		})
	}
}

// The keys of the list do nothing to accounts that are behind the lock page, and
// the passphrase can be typed at once.
func TestLockPageHasTheKeyboard(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list, func(c *Config) {
		c.Unlock = func(context.Context, auth.Secret) error { return nil }
	})
	s.focusList()
	s.selectOne(list[1].ID)
	s.setAccounts(locked(), auth.ErrPassphrase, true)
	s.Queue.Drain()
	if e, ok := s.Win.Canvas().Focused().(*kit.Entry); !ok || !e.Password {
		t.Errorf("a %T has the keyboard", s.Win.Canvas().Focused())
	}
	s.Win.Canvas().Unfocus()
	s.Key(fyne.KeyDown, fyne.KeySpace, fyne.KeyDelete, fyne.KeyF2, fyne.KeyReturn)
	if s.details.id != "" || len(s.removals) != 0 || s.renaming != nil || len(s.picked) != 0 {
		t.Error("a key did something to an account of a locked vault")
	}
	s.Key(fyne.KeyF1)
	if len(s.Sheets) != 1 {
		t.Error("the keys are not shown")
	}
}
