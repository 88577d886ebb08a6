package window

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

func TestSealedVaultOffersToTryAgain(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, nil)
	s.setAccounts(nil, auth.ErrLocked, true)
	if !strings.Contains(s.texts(), "The vault is locked") || !strings.Contains(s.texts(), "Nothing was lost") {
		t.Fatalf("the page says\n%s", s.texts())
	}
	s.tapButton(words.Now().Common.Retry)
	s.ui.await(t, "reading again", func() bool {
		s.agent.mu.Lock()
		defer s.agent.mu.Unlock()
		return slices.Contains(s.agent.calls, "Load")
	})
}

func TestAddingWithoutAKeyringAsksForAPassphrase(t *testing.T) {
	kept := make(chan auth.Secret, 1)
	s := newStage(t, kit.ThemeLight, 480, 720, nil, func(c *Config) {
		c.Unlock = func(_ context.Context, p auth.Secret) error {
			kept <- p
			return nil
		}
	})
	added := false
	s.vault.Protect(func() { added = true })
	var entries []*kit.Entry
	for _, o := range s.objects() {
		if e, ok := o.(*kit.Entry); ok && e.Password && isShown(e) {
			entries = append(entries, e)
		}
	}
	first, again := entries[0], entries[1]
	first.SetText("PASSPHRASE_1")
	again.SetText("PASSPHRASE_2")
	s.tapButton(words.Now().Protect.Do)
	if !strings.Contains(s.texts(), words.Now().Protect.Differs) || len(kept) != 0 {
		t.Fatal("two different passphrases were taken")
	}
	again.SetText("PASSPHRASE_1")
	s.tapButton(words.Now().Protect.Do)
	s.ui.await(t, "going on", func() bool { return added })
	if got := <-kept; got.Reveal() != "PASSPHRASE_1" || len(s.Sheets) != 0 {
		t.Errorf("kept another passphrase, or %d sheets stay", len(s.Sheets))
	}
}
