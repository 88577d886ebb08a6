package window

import (
	"testing"

	"fyne.io/fyne/v2"
)

// Which control has the keyboard is seen: by a ring around it, which goes with
// the focus.
func TestRingFollowsTheFocus(t *testing.T) {
	s := newStage(t, themeLight, 480, 500, nil)
	b, p := newButton("Go on", func() {}), newPick([]string{"one", "two"})
	sheet := newSheet(s.canvas, "Two controls", s.pop)
	s.push(sheet)
	sheet.set([]fyne.CanvasObject{p}, b)
	for _, c := range []struct {
		has    fyne.Focusable
		button bool
		pick   bool
	}{{b, true, false}, {p, false, true}, {nil, false, false}} {
		s.canvas.Focus(c.has)
		if b.ring.line.Visible() != c.button || p.ring.line.Visible() != c.pick {
			t.Errorf("with the focus on %T the ring is around button %t, select %t", c.has, b.ring.line.Visible(), p.ring.line.Visible())
		}
	}
}
