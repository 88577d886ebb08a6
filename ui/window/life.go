package window

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// life is how long a token lives: what is left of it, its state, and a line
// from when it was obtained to when it expires; a second line is its refresh
// token's, where that is known.
type life struct {
	s     auth.Status
	note  rows.Note // said in place of the state, so that nothing moves for it
	box   *fyne.Container
	left  *canvas.Text
	word  *canvas.Text
	icon  *canvas.Image
	lines []*timeLine
}

func newLife(s auth.Status, n rows.Note, f facts, now time.Time) *life {
	l := &life{s: s, note: n, left: canvas.NewText("", nil), word: canvas.NewText("", nil), icon: &canvas.Image{FillMode: canvas.ImageFillContain}}
	l.left.TextSize, l.left.TextStyle, l.word.TextSize = 24, kit.Bold, 13
	l.icon.SetMinSize(fyne.NewSquareSize(15))
	state := container.NewHBox(container.NewCenter(l.icon), container.NewCenter(l.word))
	if l.left.Hidden = s.ObtainedAt.IsZero(); l.left.Hidden {
		l.box = container.New(layout.NewCustomPaddedVBoxLayout(0), state)
		l.tick(now)
		return l
	}
	l.box = container.New(layout.NewCustomPaddedVBoxLayout(8), container.New(layout.NewCustomPaddedHBoxLayout(12), l.left, state))
	w := words.Now()
	l.add(newTimeLine(s.ObtainedAt, s.ExpiresAt, now, w.Details.Obtained, w.Details.Expires, kit.StateColors[s.StateAt(now)]))
	if at := f.refreshExpiresAt; !at.IsZero() {
		hue, begin, from := kit.ColorFresh, w.Events.SignedIn, f.signedInAt()
		if from.IsZero() {
			begin, from = w.Details.Obtained, s.ObtainedAt
		}
		if !at.After(now) {
			hue = kit.StateColors[auth.StateExpired]
		}
		l.box.Add(container.New(layout.NewCustomPaddedLayout(8, 0, 0, 0), kit.NewText(w.Details.Refresh, kit.SmallSize, theme.ColorNameForeground)))
		l.add(newTimeLine(from, at, now, begin, w.Details.Expires, hue))
	}
	l.tick(now)
	return l
}

func (l *life) add(line *timeLine) {
	l.lines = append(l.lines, line)
	l.box.Add(line)
}

// tick moves the clock of all of it.
func (l *life) tick(now time.Time) {
	state := l.s.StateAt(now)
	hue := kit.StateColors[state]
	s := l.s
	s.State = state
	word := cmp.Or(l.note.Busy, l.note.Done, text.StateOf(s))
	l.left.Color, l.word.Color = kit.Shade(theme.ColorNameForeground), kit.Shade(hue)
	changed := kit.SetDigits(l.left, l.says(now))
	if kit.SetText(l.word, word) || l.icon.Resource == nil {
		kit.SetIcon(l.icon, kit.StateIcon(state, kit.Shade(kit.ColorCard)))
		changed = true
	}
	if changed {
		l.box.Refresh()
	}
	for i, line := range l.lines {
		if i == 0 && line.hue != hue {
			line.hue = hue
			line.Refresh()
		}
		line.tick(now)
	}
}

func (l *life) says(now time.Time) string {
	if l.s.ExpiresAt.IsZero() {
		return words.Now().Row.NoExpiry
	}
	return text.Remaining(l.s.ExpiresAt.Sub(now))
}
