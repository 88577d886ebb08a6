package window

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

func TestSealedVaultOffersToTryAgain(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, nil)
	s.setAccounts(nil, auth.ErrLocked, true)
	if !strings.Contains(s.Texts(), "The vault is locked") || !strings.Contains(s.Texts(), "Nothing was lost") {
		t.Fatalf("the page says\n%s", s.Texts())
	}
	s.TapButton(words.Now().Common.Retry)
	s.Queue.Await(t, "reading again", func() bool { return slices.Contains(s.Agent.Did(), "Load") })
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
	for _, o := range s.Objects() {
		if e, ok := o.(*kit.Entry); ok && e.Password && fakes.Shown(e) {
			entries = append(entries, e)
		}
	}
	first, again := entries[0], entries[1]
	first.SetText("PASSPHRASE_1")
	again.SetText("PASSPHRASE_2")
	s.TapButton(words.Now().Protect.Do)
	if !strings.Contains(s.Texts(), words.Now().Protect.Differs) || len(kept) != 0 {
		t.Fatal("two different passphrases were taken")
	}
	again.SetText("PASSPHRASE_1")
	s.TapButton(words.Now().Protect.Do)
	s.Queue.Await(t, "going on", func() bool { return added })
	if got := <-kept; got.Reveal() != "PASSPHRASE_1" || len(s.Sheets) != 0 {
		t.Errorf("kept another passphrase, or %d sheets stay", len(s.Sheets))
	}
}
