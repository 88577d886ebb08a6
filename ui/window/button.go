package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/crash"
)

// button is a Fyne button that Enter presses too, and that lets Escape out.
type button struct {
	widget.Button
	ring ring
}

func newButton(text string, onTap func()) *button {
	b := &button{}
	b.Text, b.OnTapped = text, onTap
	b.ExtendBaseWidget(b)
	return b
}

// Tapped implements fyne.Tappable.
func (b *button) Tapped(e *fyne.PointEvent) { crash.Task("click", func() { b.Button.Tapped(e) }) }

// strongButton is the button that most people want.
func strongButton(text string, onTap func()) *button {
	b := newButton(text, onTap)
	b.Importance = widget.HighImportance
	return b
}

// FocusGained implements fyne.Focusable.
func (b *button) FocusGained() {
	b.Button.FocusGained()
	b.ring.set(true)
	reveal(b)
}

// FocusLost implements fyne.Focusable.
func (b *button) FocusLost() {
	b.Button.FocusLost()
	b.ring.set(false)
}

// buttonSide is how much further from its sides a button's word is than Fyne's.
const buttonSide = 6

// CreateRenderer implements fyne.Widget.
func (b *button) CreateRenderer() fyne.WidgetRenderer {
	return roomy{b.ring.around(b.Button.CreateRenderer())}
}

// roomy is a button's renderer that keeps its word away from the sides.
type roomy struct{ fyne.WidgetRenderer }

// MinSize implements fyne.WidgetRenderer.
func (r roomy) MinSize() fyne.Size {
	return r.WidgetRenderer.MinSize().AddWidthHeight(2*buttonSide, 0)
}

// TypedKey implements fyne.Focusable.
func (b *button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.Tapped(nil)
	case fyne.KeyEscape:
		sendToCanvas(b, e)
	default:
		b.Button.TypedKey(e)
	}
}

// pick is a Fyne select that lets Escape out.
type pick struct {
	widget.Select
	name string // what is chosen here
	ring ring
}

func newPick(options []string) *pick {
	p := &pick{}
	p.Options = options
	p.ExtendBaseWidget(p)
	return p
}

// FocusGained implements fyne.Focusable.
func (p *pick) FocusGained() {
	p.Select.FocusGained()
	p.ring.set(true)
	reveal(p)
}

// FocusLost implements fyne.Focusable.
func (p *pick) FocusLost() {
	p.Select.FocusLost()
	p.ring.set(false)
}

// CreateRenderer implements fyne.Widget.
func (p *pick) CreateRenderer() fyne.WidgetRenderer {
	return p.ring.around(p.Select.CreateRenderer())
}

// TypedKey implements fyne.Focusable.
func (p *pick) TypedKey(e *fyne.KeyEvent) {
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
