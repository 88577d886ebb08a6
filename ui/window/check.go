package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// check is a Fyne check box that Enter ticks too, and that lets Escape out.
type check struct{ widget.Check }

func newCheck(label string, onChange func(bool)) *check {
	c := &check{}
	c.Text, c.OnChanged = label, onChange
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained implements fyne.Focusable.
func (c *check) FocusGained() {
	c.Check.FocusGained()
	reveal(c)
}

// TypedKey implements fyne.Focusable.
func (c *check) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		sendToCanvas(c, e)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.SetChecked(!c.Checked)
	default:
		c.Check.TypedKey(e)
	}
}
