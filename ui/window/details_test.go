package window

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// detailsStage has the details of the second account open beside the list.
func detailsStage(t *testing.T, list []auth.Status) *stage {
	t.Helper()
	s := newStage(t, kit.ThemeLight, 1000, 720, list)
	s.open(list[1].ID)
	s.ui.await(t, "reading the record", func() bool { return s.details.facts.read })
	return s
}

// The keyboard stays on the button that was pressed, while the pane tells what
// came of it and follows the account.
func TestDetailsKeepTheKeyboard(t *testing.T) {
	list := sampleAccounts()
	s := detailsStage(t, list)
	s.agent.token = func(auth.AccountID, auth.TokenOptions) (auth.Token, error) {
		return auth.Token{ExpiresAt: noon.Add(time.Hour)}, nil
	}
	s.Canvas.Focus(s.details.renew)
	s.key(fyne.KeyReturn)
	s.ui.await(t, "renewing", func() bool { return s.notes[list[1].ID].done != "" })
	if got := s.details.life.word.Text; got != words.Now().Row.Renewed {
		t.Errorf("beside the countdown it says %q", got)
	}
	if s.Canvas.Focused() != fyne.Focusable(s.details.renew) {
		t.Errorf("after Enter a %T has the keyboard", s.Canvas.Focused())
	}
	renewed := sampleAccounts()
	renewed[1].ObtainedAt, renewed[1].ExpiresAt = noon, noon.Add(time.Hour)
	s.setAccounts(renewed, nil, true)
	s.ui.drain()
	if s.Canvas.Focused() != fyne.Focusable(s.details.renew) || !isShown(s.details.renew) {
		t.Errorf("a %T has the keyboard", s.Canvas.Focused())
	}
	if !s.shows("59:59") && !s.shows("1h 00m") {
		t.Errorf("the pane does not follow:\n%s", s.texts())
	}
}

// What says the same is not made anew, and what differs stays where it was scrolled to.
func TestDetailsStayAsTheyAre(t *testing.T) {
	s := detailsStage(t, sampleAccounts())
	s.details.scroll.ScrollToOffset(fyne.NewPos(0, 60))
	was := s.details.scroll
	s.setAccounts(sampleAccounts(), nil, true)
	s.ui.drain()
	if s.details.scroll != was {
		t.Error("the pane was made anew")
	}
	s.setNote(sampleAccounts()[1].ID, note{what: "It failed."})
	if s.details.scroll == was || s.details.scroll.Offset.Y != 60 {
		t.Errorf("after a change the pane is at %v", s.details.scroll.Offset)
	}
}

// What people need elsewhere is copied by a button, which says so.
func TestFactsAreCopied(t *testing.T) {
	s := detailsStage(t, sampleAccounts())
	copied := ""
	s.ClipText = func(text string) { copied = text }
	b := s.details.copies[words.Now().Details.Client]
	test.Tap(b)
	if copied != "authfob-desktop" || b.AccessibilityLabel() != words.Now().Row.Copied {
		t.Errorf("copied %q, and the button says %s", copied, b.AccessibilityLabel())
	}
	s.at.advance(doneFor)
	if got := b.AccessibilityLabel(); got != "Copy: Client ID" {
		t.Errorf("after a while the button says %s", got)
	}
}

// The line's knob is where the present is, and nothing is left after the end.
func TestTimeLine(t *testing.T) {
	wear(kit.ThemeLight)
	for _, c := range []struct {
		name     string
		from, to time.Time
		over     float32
	}{
		{"fresh", noon.Add(-15 * time.Minute), noon.Add(45 * time.Minute), 0.25},
		{"over", noon.Add(-2 * time.Hour), noon.Add(-time.Hour), 1},
		{"from the future", noon.Add(time.Hour), noon.Add(2 * time.Hour), 0},
		{"of no length", noon, noon, 0},
		{"without an end", noon.Add(-time.Hour), time.Time{}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newTimeLine(c.from, c.to, noon, "a", "b", kit.ColorFresh)
			l.Resize(fyne.NewSize(316, lineHeight))
			test.WidgetRenderer(l).Layout(l.Size())
			if got := l.over(); got != c.over {
				t.Errorf("%v is over, want %v", got, c.over)
			}
			if got, want := l.knob.Position().X, c.over*(316-lineKnob); got != want {
				t.Errorf("the knob is at %v, want %v", got, want)
			}
			if l.knob.Hidden != c.to.IsZero() {
				t.Error("a line without an end has no present")
			}
		})
	}
}
