package preferences

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/kit"
)

// Choices that are made while others are being written follow them, in their
// order; what another process changes meanwhile waits for them.
func TestChoicesAreKeptInTheirOrder(t *testing.T) {
	var kept settings.Settings
	begun, on := make(chan bool, 8), make(chan bool)
	changes := make(chan settings.Settings)
	s := newStage(t, settings.Settings{}, keepingBy(func(fn func(*settings.Settings)) error {
		begun <- true
		<-on
		fn(&kept)
		return nil
	}), func(n *Needs) { n.Changes = changes })
	s.Tasks.Start(s.Serve)
	for _, browser := range []string{"a", "b", "c"} {
		s.Choose(func(c *settings.Settings) { c.Browser = browser })
		if browser == "a" {
			<-begun
		}
	}
	changes <- settings.Settings{Browser: "elsewhere"}
	changes <- settings.Settings{Browser: "elsewhere"} // the first one is dispatched by now
	s.Queue.Drain()
	if s.Settings.Browser != "c" || !s.Pending() {
		t.Errorf("while it is written the choice is %q", s.Settings.Browser)
	}
	on <- true
	on <- true // b and c together
	s.Queue.Await(t, "writing", func() bool { return !s.Pending() && s.refreshed == 2 })
	if diff := cmp.Diff(settings.Settings{Browser: "c"}, kept); diff != "" || len(begun) != 1 {
		t.Errorf("kept after %d more writings (-want +got):\n%s", len(begun), diff)
	}
}

// What cannot be kept is known, until the next choice can.
func TestChoiceThatIsNotKept(t *testing.T) {
	full := errors.New("the disk is full")
	answers := make(chan error, 2)
	answers <- full
	answers <- nil
	s := newStage(t, settings.Settings{}, keepingBy(func(func(*settings.Settings)) error { return <-answers }))
	s.SetTheme(kit.ThemeDark)
	s.Queue.Await(t, "failing", func() bool { return errors.Is(s.NotKept, full) })
	if s.look != kit.ThemeDark || s.Settings.Theme != kit.ThemeDark {
		t.Errorf("the look is %q, chosen is %q", s.look, s.Settings.Theme)
	}
	s.SetTheme(kit.ThemeLight)
	s.Queue.Await(t, "keeping", func() bool { return s.NotKept == nil && s.refreshed == 2 })
}

func TestSettingsFollowOtherProcesses(t *testing.T) {
	changes := make(chan settings.Settings)
	s := newStage(t, settings.Settings{}, func(n *Needs) { n.Changes = changes })
	s.Tasks.Start(s.Serve)
	changes <- settings.Settings{Theme: kit.ThemeDark}
	s.Queue.Await(t, "following", func() bool { return s.look == kit.ThemeDark })
}
