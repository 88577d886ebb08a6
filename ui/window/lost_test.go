package window

import (
	"context"
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// The window stays when its resident is gone, says so, and gives way to the next
// one's only when that is there.
func TestLostResidentIsStartedAgain(t *testing.T) {
	gone, tries := make(chan struct{}), 0
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts(), func(c *Config) {
		c.Lost = gone
		c.StartTray = func(context.Context) error {
			if tries++; tries == 1 {
				return errors.New("the running Authfob did not answer; it may be quitting")
			}
			return nil
		}
	})
	left := false
	s.quit = func() { left = true }
	s.Tasks.Start(s.serveLost)
	s.search.entry.SetText("anna")
	close(gone)
	s.Queue.Await(t, "saying so", func() bool { return s.Shows(words.Now().App.Lost) })
	if s.search.entry.Text != "anna" {
		t.Error("what was typed is gone")
	}
	test.Tap(s.banner.button)
	s.Queue.Await(t, "failing", func() bool { return s.Shows("The running Authfob did not answer; it may be quitting.") })
	if left {
		t.Error("the window went without another")
	}
	s.Key(fyne.KeyEscape)
	test.Tap(s.banner.button)
	s.Queue.Await(t, "giving way", func() bool { return left })
}
