package window

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// locked are the accounts as a locked vault shows them.
func locked() []auth.Status {
	list := fakes.Accounts()
	for i := range list {
		list[i] = auth.Status{ID: list[i].ID, Name: list[i].Name, State: auth.StateLocked}
	}
	return list
}

// A lock during a sign-in ends it and closes what is open; the names of the
// accounts leave the screen with their countdowns. (requirement 62)
func TestLockClosesDialogs(t *testing.T) {
	ended := make(chan error, 1)
	s := signInStage(t, func(ctx context.Context, p auth.Prompt) error {
		p.ShowURL("https://login.example.com/authorize")
		<-ctx.Done()
		ended <- ctx.Err()
		return ctx.Err()
	})
	s.Queue.Await(t, "waiting", func() bool { return strings.Contains(s.Texts(), words.Now().SignIn.WaitingText) })
	s.Tell("title", "words")
	s.open(fakes.Accounts()[1].ID)
	s.setAccounts(locked(), auth.ErrPassphrase, true)
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the flow ended with %v", err)
	}
	s.Queue.Drain()
	if len(s.Sheets) != 0 || s.signing != nil || s.details.id != "" || s.page == "" {
		t.Errorf("%d dialogs, details of %q and page %q are left", len(s.Sheets), s.details.id, s.page)
	}
	if got := s.Texts(); strings.Contains(got, fakes.Accounts()[0].Name) {
		t.Errorf("a name is on screen:\n%s", got)
	}
	s.tick()
	s.Tell("asked on the locked page", "words")
	s.setAccounts(locked(), auth.ErrPassphrase, true)
	if len(s.Sheets) != 1 {
		t.Error("what was opened after the lock is closed by the next snapshot")
	}
}

// A vault that needs no passphrase is unlocked by a button.
func TestRetryUnlocks(t *testing.T) {
	tried := make(chan bool, 1)
	s := newStage(t, kit.ThemeLight, 480, 720, nil, func(c *Config) {
		c.Vault = &vault.Control{Unlock: func(context.Context) error { tried <- true; return nil }}
	})
	s.setAccounts(locked(), auth.ErrLocked, true)
	s.TapButton(words.Now().Common.Retry)
	<-tried
}
