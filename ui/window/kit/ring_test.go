package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Which control has the keyboard is seen: by a ring around it, which goes with
// the focus.
func TestRingFollowsTheFocus(t *testing.T) {
	wear(ThemeLight)
	b, p := NewButton("Go on", func() {}), NewPick([]string{"one", "two"})
	c := test.NewWindow(nil).Canvas()
	sheet := NewSheet(c, "Two controls", func() {})
	sheet.Set([]fyne.CanvasObject{p}, b)
	sheet.Show()
	for _, f := range []struct {
		has    fyne.Focusable
		button bool
		pick   bool
	}{{b, true, false}, {p, false, true}, {nil, false, false}} {
		c.Focus(f.has)
		if b.ring.line.Visible() != f.button || p.ring.line.Visible() != f.pick {
			t.Errorf("with the focus on %T the ring is around button %t, select %t", f.has, b.ring.line.Visible(), p.ring.line.Visible())
		}
	}
}
