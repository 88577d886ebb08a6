package kit

import (
	"testing"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// A press of a button, by key or by mouse, takes the keyboard from nobody, and
// what it does may give it to somebody else.
func TestButtonsLeaveTheKeyboard(t *testing.T) {
	wear(ThemeLight)
	other := NewEntry("")
	b, moves := NewButton("Go", nil), NewButton("Move", nil)
	seen := false
	w := test.NewTempWindow(t, container.NewVBox(other, b, moves))
	seenFocus := func() any { return w.Canvas().Focused() }
	moves.OnTapped = func() { w.Canvas().Focus(b) }
	b.OnTapped = func() { seen = seenFocus() != nil }

	w.Canvas().Focus(other)
	b.Tapped(nil)
	if seenFocus() != any(other) || !seen {
		t.Errorf("after a click a %T has the keyboard", seenFocus())
	}
	w.Canvas().Focus(b)
	b.Tapped(nil)
	if seenFocus() != any(b) {
		t.Errorf("after Enter a %T has the keyboard", seenFocus())
	}
	w.Canvas().Focus(moves)
	moves.Tapped(nil)
	if seenFocus() != any(b) {
		t.Errorf("what was done gave the keyboard to the button, and a %T has it", seenFocus())
	}
	b.Disable()
	w.Canvas().Focus(other)
	seen = false
	b.Tapped(nil)
	if seenFocus() != any(other) || seen {
		t.Error("a disabled button did something")
	}
}
