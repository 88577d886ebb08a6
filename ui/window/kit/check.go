package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Check is a Fyne check box that Enter ticks too, and that lets Escape out.
type Check struct{ widget.Check }

// NewCheck returns a check box that is not ticked.
func NewCheck(label string, onChange func(bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = label, onChange
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained implements fyne.Focusable.
func (c *Check) FocusGained() {
	c.Check.FocusGained()
	BringUp(c)
}

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		sendToCanvas(c, e)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.SetChecked(!c.Checked)
	default:
		c.Check.TypedKey(e)
	}
}
