package window

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/crash"
)

const choiceHeight = 56

// choice is a card to choose: a mark in a colour, a title, a line below it.
type choice struct {
	widget.BaseWidget
	onTap            func()
	title, text      string
	hovered, focused bool

	ground, face *canvas.Rectangle
	mark         *canvas.Text
	head, line   *canvas.Text
}

var (
	_ fyne.Tappable      = (*choice)(nil)
	_ fyne.Focusable     = (*choice)(nil)
	_ fyne.Accessible    = (*choice)(nil)
	_ desktop.Hoverable  = (*choice)(nil)
	_ desktop.Cursorable = (*choice)(nil)
)

func newChoice(mark string, hue color.NRGBA, title, text string, onTap func()) *choice {
	b := newBadge(hue)
	c := &choice{
		onTap: onTap, title: title, text: text, ground: canvas.NewRectangle(nil), face: canvas.NewRectangle(b.ground),
		mark: canvas.NewText(mark, b.text), head: canvas.NewText("", nil), line: canvas.NewText("", nil),
	}
	c.ground.CornerRadius, c.face.CornerRadius = 10, 9
	c.mark.TextStyle, c.mark.TextSize, c.mark.Alignment = bold, 13, fyne.TextAlignCenter
	c.head.TextStyle, c.head.TextSize, c.line.TextSize = bold, 14, 12
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements fyne.Tappable.
func (c *choice) Tapped(*fyne.PointEvent) { crash.Task("click", c.onTap) }

// FocusGained implements fyne.Focusable.
func (c *choice) FocusGained() {
	c.focused = true
	c.Refresh()
	reveal(c)
}

// FocusLost implements fyne.Focusable.
func (c *choice) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (*choice) TypedRune(rune) {}

// TypedKey implements fyne.Focusable. Up and Down move among the cards.
func (c *choice) TypedKey(e *fyne.KeyEvent) {
	at := fyne.CurrentApp().Driver().CanvasForObject(c)
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.onTap()
	case fyne.KeyDown:
		at.FocusNext()
	case fyne.KeyUp:
		at.FocusPrevious()
	case fyne.KeyEscape:
		sendToCanvas(c, e)
	}
}

// MouseIn implements desktop.Hoverable.
func (c *choice) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (*choice) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *choice) MouseOut() { c.hovered = false; c.Refresh() }

// Cursor implements desktop.Cursorable.
func (*choice) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (c *choice) AccessibilityLabel() string { return c.title + ", " + c.text }

// AccessibilityRole implements fyne.Accessible.
func (*choice) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *choice) CreateRenderer() fyne.WidgetRenderer {
	r := choiceRenderer{c}
	r.Refresh()
	return r
}

type choiceRenderer struct{ c *choice }

func (choiceRenderer) MinSize() fyne.Size { return fyne.NewSize(220, choiceHeight) }

func (r choiceRenderer) Layout(size fyne.Size) {
	c := r.c
	c.ground.Resize(size)
	c.face.Move(fyne.NewPos(10, 10))
	c.face.Resize(fyne.NewSquareSize(36))
	h := c.mark.MinSize().Height
	place(c.mark, 10, 10+(36-h)/2, 36)
	width := size.Width - 58 - 12
	c.head.Text, c.line.Text = fit(c.title, 14, bold, width), fit(c.text, 12, fyne.TextStyle{}, width)
	if c.text == "" {
		place(c.head, 58, 18, width)
		return
	}
	place(c.head, 58, 9, width)
	place(c.line, 58, 30, width)
}

func (r choiceRenderer) Refresh() {
	c := r.c
	ground, line := colorCard, colorCardBorder
	if c.hovered {
		ground = colorCardHover
	}
	c.ground.StrokeWidth = 1
	if c.focused {
		line, c.ground.StrokeWidth = theme.ColorNamePrimary, 2
	}
	c.ground.FillColor, c.ground.StrokeColor = shade(ground), shade(line)
	c.head.Color, c.line.Color = shade(theme.ColorNameForeground), shade(colorMuted)
	r.Layout(c.Size())
	canvas.Refresh(c)
}

func (r choiceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.c.ground, r.c.face, r.c.mark, r.c.head, r.c.line}
}

func (choiceRenderer) Destroy() {}
