package kit

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// Of ten thousand things those on screen are drawn, and each can be ticked.
func TestTickListOfTenThousand(t *testing.T) {
	test.NewTempApp(t)
	ticked := make([]bool, 10_000)
	said := map[int]bool{}
	l := NewTickList("things", ticked, strconv.Itoa, func(i int, on bool) { said[i] = on })
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(300, 260))
	drawn := 0
	for _, o := range test.LaidOutObjects(l) {
		if _, ok := o.(*canvas.Text); ok {
			drawn++
		}
	}
	if drawn == 0 || drawn > 2*tickPage {
		t.Errorf("%d lines are drawn", drawn)
	}
	w.Canvas().Focus(l)
	for _, k := range []fyne.KeyName{fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeySpace, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyPageUp, fyne.KeyUp, fyne.KeySpace} {
		l.TypedKey(&fyne.KeyEvent{Name: k})
	}
	want := map[int]bool{0: true, 1: false, 9999: true, 9999 - tickPage - 1: true}
	for i, on := range want {
		if said[i] != on || ticked[i] != on {
			t.Errorf("%d is %v, and %v was said", i, ticked[i], said[i])
		}
	}
	if len(said) != len(want) {
		t.Errorf("said: %v", said)
	}
	if got := l.AccessibilityLabel(); got != "things, 9990, on" {
		t.Errorf("it says %q", got)
	}
}
