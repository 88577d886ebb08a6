package kit

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

// Choice is a card to choose: a mark in a colour, a title, a line below it.
type Choice struct {
	widget.BaseWidget
	OnTap            func()
	Title, text      string
	hovered, focused bool

	ground, face *canvas.Rectangle
	mark         *canvas.Text
	head, line   *canvas.Text
}

var (
	_ fyne.Tappable      = (*Choice)(nil)
	_ fyne.Focusable     = (*Choice)(nil)
	_ fyne.Accessible    = (*Choice)(nil)
	_ desktop.Hoverable  = (*Choice)(nil)
	_ desktop.Cursorable = (*Choice)(nil)
)

// NewChoice returns a card: mark in its hue, title, and text below it.
func NewChoice(mark string, hue color.NRGBA, title, text string, onTap func()) *Choice {
	b := NewBadge(hue)
	c := &Choice{
		OnTap: onTap, Title: title, text: text, ground: canvas.NewRectangle(nil), face: canvas.NewRectangle(b.Ground),
		mark: canvas.NewText(mark, b.Text), head: canvas.NewText("", nil), line: canvas.NewText("", nil),
	}
	c.ground.CornerRadius, c.face.CornerRadius = 10, 9
	c.mark.TextStyle, c.mark.TextSize, c.mark.Alignment = Bold, 13, fyne.TextAlignCenter
	c.head.TextStyle, c.head.TextSize, c.line.TextSize = Bold, 14, 12
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements fyne.Tappable.
func (c *Choice) Tapped(*fyne.PointEvent) { crash.Task("click", c.OnTap) }

// FocusGained implements fyne.Focusable.
func (c *Choice) FocusGained() {
	c.focused = true
	c.Refresh()
	BringUp(c)
}

// FocusLost implements fyne.Focusable.
func (c *Choice) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (*Choice) TypedRune(rune) {}

// TypedKey implements fyne.Focusable. Up and Down move among the cards.
func (c *Choice) TypedKey(e *fyne.KeyEvent) {
	at := fyne.CurrentApp().Driver().CanvasForObject(c)
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.OnTap()
	case fyne.KeyDown:
		at.FocusNext()
	case fyne.KeyUp:
		at.FocusPrevious()
	case fyne.KeyEscape:
		sendToCanvas(c, e)
	}
}

// MouseIn implements desktop.Hoverable.
func (c *Choice) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (*Choice) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *Choice) MouseOut() { c.hovered = false; c.Refresh() }

// Cursor implements desktop.Cursorable.
func (*Choice) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (c *Choice) AccessibilityLabel() string { return c.Title + ", " + c.text }

// AccessibilityRole implements fyne.Accessible.
func (*Choice) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	r := choiceRenderer{c}
	r.Refresh()
	return r
}

type choiceRenderer struct{ c *Choice }

func (choiceRenderer) MinSize() fyne.Size { return fyne.NewSize(220, choiceHeight) }

func (r choiceRenderer) Layout(size fyne.Size) {
	c := r.c
	c.ground.Resize(size)
	c.face.Move(fyne.NewPos(10, 10))
	c.face.Resize(fyne.NewSquareSize(36))
	h := c.mark.MinSize().Height
	Place(c.mark, 10, 10+(36-h)/2, 36)
	width := size.Width - 58 - 12
	c.head.Text, c.line.Text = Fit(c.Title, 14, Bold, width), Fit(c.text, 12, fyne.TextStyle{}, width)
	if c.text == "" {
		Place(c.head, 58, 18, width)
		return
	}
	Place(c.head, 58, 9, width)
	Place(c.line, 58, 30, width)
}

func (r choiceRenderer) Refresh() {
	c := r.c
	ground, line := ColorCard, ColorCardBorder
	if c.hovered {
		ground = ColorCardHover
	}
	c.ground.StrokeWidth = 1
	if c.focused {
		line, c.ground.StrokeWidth = theme.ColorNamePrimary, 2
	}
	c.ground.FillColor, c.ground.StrokeColor = Shade(ground), Shade(line)
	c.head.Color, c.line.Color = Shade(theme.ColorNameForeground), Shade(ColorMuted)
	r.Layout(c.Size())
	canvas.Refresh(c)
}

func (r choiceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.c.ground, r.c.face, r.c.mark, r.c.head, r.c.line}
}

func (choiceRenderer) Destroy() {}
