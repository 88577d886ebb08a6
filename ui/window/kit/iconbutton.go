package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/crash"
)

// IconButton is a flat button: a sign, and its label beside it where there is
// room. Without room the label is the tooltip and what a screen reader says.
type IconButton struct {
	widget.BaseWidget
	label   string // never empty
	draw    string // one of the drawings of icons.go
	color   fyne.ThemeColorName
	Strong  bool // filled with the primary colour
	Wide    bool // shows its label
	Small   bool // beside a line of text
	OnTap   func()
	OnHover func(in bool) // the row below is told, for its own hover
	Tips    *Tips
	self    fyne.CanvasObject // the widget as Fyne knows it

	hovered, focused bool
}

var (
	_ fyne.Tappable       = (*IconButton)(nil)
	_ fyne.Focusable      = (*FocusButton)(nil)
	_ fyne.Accessible     = (*IconButton)(nil)
	_ desktop.Hoverable   = (*IconButton)(nil)
	_ desktop.Cursorable  = (*IconButton)(nil)
	_ fyne.WidgetRenderer = (*iconButtonRenderer)(nil)
)

// NewIconButton returns a button of one drawing, which says label to a screen reader and in its tip.
func NewIconButton(label, draw string, onTap func()) *IconButton {
	b := &IconButton{label: label, draw: draw, color: theme.ColorNameForeground, OnTap: onTap}
	b.self = b
	b.ExtendBaseWidget(b)
	return b
}

// Set changes what the button is, where it differs.
func (b *IconButton) Set(label, draw string, color fyne.ThemeColorName, strong, wide bool) {
	if b.label == label && b.draw == draw && b.color == color && b.Strong == strong && b.Wide == wide {
		return
	}
	b.label, b.draw, b.color, b.Strong, b.Wide = label, draw, color, strong, wide
	b.Refresh()
}

// Tapped implements fyne.Tappable.
func (b *IconButton) Tapped(*fyne.PointEvent) {
	b.Tips.hide()
	if b.OnTap != nil {
		crash.Task("click", b.OnTap) // what fails in one click costs no other
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (b *IconButton) AccessibilityLabel() string { return b.label }

// AccessibilityRole implements fyne.Accessible.
func (*IconButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Cursor implements desktop.Cursorable.
func (*IconButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn implements desktop.Hoverable.
func (b *IconButton) MouseIn(*desktop.MouseEvent) {
	b.hover(true)
	if !b.Wide {
		b.Tips.showSoon(b.label, b.self)
	}
}

// MouseMoved implements desktop.Hoverable.
func (*IconButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *IconButton) MouseOut() {
	b.hover(false)
	b.Tips.hide()
}

func (b *IconButton) hover(in bool) {
	b.hovered = in
	if b.OnHover != nil {
		b.OnHover(in)
	}
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer {
	r := &iconButtonRenderer{b: b, ground: canvas.NewRectangle(nil), icon: &canvas.Image{}, text: canvas.NewText("", nil)}
	r.ground.CornerRadius = 9
	r.icon.FillMode = canvas.ImageFillContain
	r.text.TextSize, r.text.TextStyle = 13, Bold
	r.Refresh()
	return r
}

const (
	IconButtonSize = 34
	iconSize       = 18
	SmallButton    = 26
	smallIcon      = 14
)

type iconButtonRenderer struct {
	b      *IconButton
	ground *canvas.Rectangle
	icon   *canvas.Image
	text   *canvas.Text
}

func (r *iconButtonRenderer) MinSize() fyne.Size {
	switch {
	case r.b.Small:
		return fyne.NewSquareSize(SmallButton)
	case !r.b.Wide:
		return fyne.NewSquareSize(IconButtonSize)
	}
	return fyne.NewSize(10+iconSize+7+TextWidth(r.b.label, 13, Bold)+12, IconButtonSize)
}

func (r *iconButtonRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	side := float32(iconSize)
	if r.b.Small {
		side = smallIcon
	}
	r.icon.Resize(fyne.NewSquareSize(side))
	y := (size.Height - side) / 2
	if !r.b.Wide {
		r.icon.Move(fyne.NewPos((size.Width-side)/2, y))
		return
	}
	inner := iconSize + 7 + TextWidth(r.b.label, 13, Bold)
	x := max((size.Width-inner)/2, 8)
	r.icon.Move(fyne.NewPos(x, y))
	h := fyne.MeasureText(r.b.label, 13, Bold).Height
	r.text.Move(fyne.NewPos(x+iconSize+7, (size.Height-h)/2))
	r.text.Resize(fyne.NewSize(size.Width-x-iconSize-7, h))
}

func (r *iconButtonRenderer) Refresh() {
	fg, ground, line := r.b.color, theme.ColorNameHover, theme.ColorNamePrimary
	if r.b.Strong {
		fg, ground, line = theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, theme.ColorNameForeground
	}
	r.ground.FillColor = Shade(ground)
	r.ground.Hidden = !r.b.Strong && !r.b.hovered && !r.b.focused
	r.ground.StrokeColor, r.ground.StrokeWidth = Shade(line), 0
	if r.b.focused {
		r.ground.StrokeWidth = 2
	}
	r.text.Text, r.text.Color, r.text.Hidden = r.b.label, Shade(fg), !r.b.Wide
	r.Layout(r.b.Size())
	r.ground.Refresh()
	SetIcon(r.icon, Sign(r.b.draw, fg))
	r.text.Refresh()
}

func (r *iconButtonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.icon, r.text}
}

func (*iconButtonRenderer) Destroy() {}

// FocusButton is an iconButton that Tab reaches. Those in rows are not: there
// the list has the focus, and keys act on the selected row.
type FocusButton struct {
	IconButton
	keys func(*fyne.KeyEvent) // gets what the button has no use for
}

// NewFocusButton returns an icon button that can have the keyboard; keys gets what it has no use for.
func NewFocusButton(label, draw string, keys func(*fyne.KeyEvent), onTap func()) *FocusButton {
	b := &FocusButton{keys: keys}
	b.label, b.draw, b.color, b.OnTap, b.self = label, draw, theme.ColorNameForeground, onTap, b
	b.ExtendBaseWidget(b)
	return b
}

// FocusGained implements fyne.Focusable.
func (b *FocusButton) FocusGained() {
	b.focused = true
	b.Refresh()
	BringUp(b)
}

// FocusLost implements fyne.Focusable.
func (b *FocusButton) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune implements fyne.Focusable.
func (*FocusButton) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *FocusButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.Tapped(nil)
	default:
		if b.keys != nil {
			b.keys(e)
		}
	}
}
