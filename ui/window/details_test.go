package window

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// detailsStage has the details of the second account open beside the list.
func detailsStage(t *testing.T, list []auth.Status) *stage {
	t.Helper()
	s := newStage(t, kit.ThemeLight, 1000, 720, list)
	s.open(list[1].ID)
	s.Queue.Await(t, "reading the record", func() bool { return s.details.facts.read })
	return s
}

// The keyboard stays on the button that was pressed, while the pane tells what
// came of it and follows the account.
func TestDetailsKeepTheKeyboard(t *testing.T) {
	list := fakes.Accounts()
	s := detailsStage(t, list)
	s.Agent.WhenToken = func(auth.AccountID, auth.TokenOptions) (auth.Token, error) {
		return auth.Token{ExpiresAt: fakes.Noon.Add(time.Hour)}, nil
	}
	s.Canvas.Focus(s.details.renew)
	s.Key(fyne.KeyReturn)
	s.Queue.Await(t, "renewing", func() bool { return s.notes[list[1].ID].Done != "" })
	if got := s.details.life.word.Text; got != words.Now().Row.Renewed {
		t.Errorf("beside the countdown it says %q", got)
	}
	if s.Canvas.Focused() != fyne.Focusable(s.details.renew) {
		t.Errorf("after Enter a %T has the keyboard", s.Canvas.Focused())
	}
	renewed := fakes.Accounts()
	renewed[1].ObtainedAt, renewed[1].ExpiresAt = fakes.Noon, fakes.Noon.Add(time.Hour)
	s.setAccounts(renewed, nil, true)
	s.Queue.Drain()
	if s.Canvas.Focused() != fyne.Focusable(s.details.renew) || !fakes.Shown(s.details.renew) {
		t.Errorf("a %T has the keyboard", s.Canvas.Focused())
	}
	if !s.Shows("59:59") && !s.Shows("1h 00m") {
		t.Errorf("the pane does not follow:\n%s", s.Texts())
	}
}

// What says the same is not made anew, and what differs stays where it was scrolled to.
func TestDetailsStayAsTheyAre(t *testing.T) {
	s := detailsStage(t, fakes.Accounts())
	s.details.scroll.ScrollToOffset(fyne.NewPos(0, 60))
	was := s.details.scroll
	s.setAccounts(fakes.Accounts(), nil, true)
	s.Queue.Drain()
	if s.details.scroll != was {
		t.Error("the pane was made anew")
	}
	s.setNote(fakes.Accounts()[1].ID, note{Note: rows.Note{What: "It failed."}})
	if s.details.scroll == was || s.details.scroll.Offset.Y != 60 {
		t.Errorf("after a change the pane is at %v", s.details.scroll.Offset)
	}
}

// What people need elsewhere is copied by a button, which says so.
func TestFactsAreCopied(t *testing.T) {
	s := detailsStage(t, fakes.Accounts())
	copied := ""
	s.ClipText = func(text string) { copied = text }
	b := s.details.copies[words.Now().Details.Client]
	test.Tap(b)
	if copied != "authfob-desktop" || b.AccessibilityLabel() != words.Now().Row.Copied {
		t.Errorf("copied %q, and the button says %s", copied, b.AccessibilityLabel())
	}
	s.At.Advance(doneFor)
	if got := b.AccessibilityLabel(); got != "Copy: Client ID" {
		t.Errorf("after a while the button says %s", got)
	}
}

// The line's knob is where the present is, and nothing is left after the end.
func TestTimeLine(t *testing.T) {
	fakes.Wear(kit.ThemeLight)
	for _, c := range []struct {
		name     string
		from, to time.Time
		over     float32
	}{
		{"fresh", fakes.Noon.Add(-15 * time.Minute), fakes.Noon.Add(45 * time.Minute), 0.25},
		{"over", fakes.Noon.Add(-2 * time.Hour), fakes.Noon.Add(-time.Hour), 1},
		{"from the future", fakes.Noon.Add(time.Hour), fakes.Noon.Add(2 * time.Hour), 0},
		{"of no length", fakes.Noon, fakes.Noon, 0},
		{"without an end", fakes.Noon.Add(-time.Hour), time.Time{}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newTimeLine(c.from, c.to, fakes.Noon, "a", "b", kit.ColorFresh)
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
