package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/crash"
)

// Button is a Fyne button that Enter presses too, that lets Escape out, and that
// leaves the keyboard where it is: Fyne's takes it away from all.
type Button struct {
	widget.Button
	ring ring
}

// NewButton returns a button that calls onTap, guarded as a task is.
func NewButton(text string, onTap func()) *Button {
	b := &Button{}
	b.Text, b.OnTapped = text, onTap
	b.ExtendBaseWidget(b)
	return b
}

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(e *fyne.PointEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(b)
	if c == nil || b.Disabled() {
		return
	}
	had, do := c.Focused(), b.OnTapped
	b.OnTapped = func() {
		b.OnTapped = do
		c.Focus(had)
		if do != nil {
			do()
		}
	}
	crash.Task("click", func() { b.Button.Tapped(e) })
}

// StrongButton is the button that most people want.
func StrongButton(text string, onTap func()) *Button {
	b := NewButton(text, onTap)
	b.Importance = widget.HighImportance
	return b
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() {
	b.Button.FocusGained()
	b.ring.set(true)
	BringUp(b)
}

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() {
	b.Button.FocusLost()
	b.ring.set(false)
}

// buttonSide is how much further from its sides a button's word is than Fyne's.
const buttonSide = 6

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return roomy{b.ring.around(b.Button.CreateRenderer())}
}

// roomy is a button's renderer that keeps its word away from the sides.
type roomy struct{ fyne.WidgetRenderer }

// MinSize implements fyne.WidgetRenderer.
func (r roomy) MinSize() fyne.Size {
	return r.WidgetRenderer.MinSize().AddWidthHeight(2*buttonSide, 0)
}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.Tapped(nil)
	case fyne.KeyEscape:
		sendToCanvas(b, e)
	default:
		b.Button.TypedKey(e)
	}
}

// Pick is a Fyne select that lets Escape out.
type Pick struct {
	widget.Select
	Name string // what is chosen here
	ring ring
}

// NewPick returns a choice of options, none of them chosen yet.
func NewPick(options []string) *Pick {
	p := &Pick{}
	p.Options = options
	p.ExtendBaseWidget(p)
	return p
}

// FocusGained implements fyne.Focusable.
func (p *Pick) FocusGained() {
	p.Select.FocusGained()
	p.ring.set(true)
	BringUp(p)
}

// FocusLost implements fyne.Focusable.
func (p *Pick) FocusLost() {
	p.Select.FocusLost()
	p.ring.set(false)
}

// CreateRenderer implements fyne.Widget.
func (p *Pick) CreateRenderer() fyne.WidgetRenderer {
	return p.ring.around(p.Select.CreateRenderer())
}

// TypedKey implements fyne.Focusable.
func (p *Pick) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		sendToCanvas(p, e)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.Tapped(nil)
	default:
		p.Select.TypedKey(e)
	}
}

// sendToCanvas gives a key to the window that a widget has no use for.
func sendToCanvas(from fyne.CanvasObject, e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(from)
	if c == nil || c.OnTypedKey() == nil {
		return
	}
	c.OnTypedKey()(e)
}
