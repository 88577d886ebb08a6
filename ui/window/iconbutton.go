package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/crash"
)

// iconButton is a flat button: a sign, and its label beside it where there is
// room. Without room the label is the tooltip and what a screen reader says.
type iconButton struct {
	widget.BaseWidget
	label   string // never empty
	draw    string // one of the drawings of icons.go
	color   fyne.ThemeColorName
	strong  bool // filled with the primary colour
	wide    bool // shows its label
	onTap   func()
	onHover func(in bool) // the row below is told, for its own hover
	tips    *tips
	self    fyne.CanvasObject // the widget as Fyne knows it

	hovered, focused bool
}

var (
	_ fyne.Tappable       = (*iconButton)(nil)
	_ fyne.Focusable      = (*focusButton)(nil)
	_ fyne.Accessible     = (*iconButton)(nil)
	_ desktop.Hoverable   = (*iconButton)(nil)
	_ desktop.Cursorable  = (*iconButton)(nil)
	_ fyne.WidgetRenderer = (*iconButtonRenderer)(nil)
)

func newIconButton(label, draw string, onTap func()) *iconButton {
	b := &iconButton{label: label, draw: draw, color: theme.ColorNameForeground, onTap: onTap}
	b.self = b
	b.ExtendBaseWidget(b)
	return b
}

// set changes what the button is, where it differs.
func (b *iconButton) set(label, draw string, color fyne.ThemeColorName, strong, wide bool) {
	if b.label == label && b.draw == draw && b.color == color && b.strong == strong && b.wide == wide {
		return
	}
	b.label, b.draw, b.color, b.strong, b.wide = label, draw, color, strong, wide
	b.Refresh()
}

// Tapped implements fyne.Tappable.
func (b *iconButton) Tapped(*fyne.PointEvent) {
	b.tips.hide()
	if b.onTap != nil {
		crash.Task("click", b.onTap) // what fails in one click costs no other
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (b *iconButton) AccessibilityLabel() string { return b.label }

// AccessibilityRole implements fyne.Accessible.
func (*iconButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Cursor implements desktop.Cursorable.
func (*iconButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn implements desktop.Hoverable.
func (b *iconButton) MouseIn(*desktop.MouseEvent) {
	b.hover(true)
	if !b.wide {
		b.tips.showSoon(b.label, b.self)
	}
}

// MouseMoved implements desktop.Hoverable.
func (*iconButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *iconButton) MouseOut() {
	b.hover(false)
	b.tips.hide()
}

func (b *iconButton) hover(in bool) {
	b.hovered = in
	if b.onHover != nil {
		b.onHover(in)
	}
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *iconButton) CreateRenderer() fyne.WidgetRenderer {
	r := &iconButtonRenderer{b: b, ground: canvas.NewRectangle(nil), icon: &canvas.Image{}, text: canvas.NewText("", nil)}
	r.ground.CornerRadius = 9
	r.icon.FillMode = canvas.ImageFillContain
	r.text.TextSize, r.text.TextStyle = 13, bold
	r.Refresh()
	return r
}

const (
	iconButtonSize = 34
	iconSize       = 18
)

type iconButtonRenderer struct {
	b      *iconButton
	ground *canvas.Rectangle
	icon   *canvas.Image
	text   *canvas.Text
}

func (r *iconButtonRenderer) MinSize() fyne.Size {
	if !r.b.wide {
		return fyne.NewSquareSize(iconButtonSize)
	}
	return fyne.NewSize(10+iconSize+7+textWidth(r.b.label, 13, bold)+12, iconButtonSize)
}

func (r *iconButtonRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.icon.Resize(fyne.NewSquareSize(iconSize))
	y := (size.Height - iconSize) / 2
	if !r.b.wide {
		r.icon.Move(fyne.NewPos((size.Width-iconSize)/2, y))
		return
	}
	inner := iconSize + 7 + textWidth(r.b.label, 13, bold)
	x := max((size.Width-inner)/2, 8)
	r.icon.Move(fyne.NewPos(x, y))
	h := fyne.MeasureText(r.b.label, 13, bold).Height
	r.text.Move(fyne.NewPos(x+iconSize+7, (size.Height-h)/2))
	r.text.Resize(fyne.NewSize(size.Width-x-iconSize-7, h))
}

func (r *iconButtonRenderer) Refresh() {
	fg, ground, line := r.b.color, theme.ColorNameHover, theme.ColorNamePrimary
	if r.b.strong {
		fg, ground, line = theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, theme.ColorNameForeground
	}
	r.ground.FillColor = shade(ground)
	r.ground.Hidden = !r.b.strong && !r.b.hovered && !r.b.focused
	r.ground.StrokeColor, r.ground.StrokeWidth = shade(line), 0
	if r.b.focused {
		r.ground.StrokeWidth = 2
	}
	r.icon.Resource = sign(r.b.draw, fg)
	r.text.Text, r.text.Color, r.text.Hidden = r.b.label, shade(fg), !r.b.wide
	r.Layout(r.b.Size())
	r.ground.Refresh()
	r.icon.Refresh()
	r.text.Refresh()
}

func (r *iconButtonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.icon, r.text}
}

func (*iconButtonRenderer) Destroy() {}

// focusButton is an iconButton that Tab reaches. Those in rows are not: there
// the list has the focus, and keys act on the selected row.
type focusButton struct {
	iconButton
	keys func(*fyne.KeyEvent) // gets what the button has no use for
}

func newFocusButton(label, draw string, keys func(*fyne.KeyEvent), onTap func()) *focusButton {
	b := &focusButton{keys: keys}
	b.label, b.draw, b.color, b.onTap, b.self = label, draw, theme.ColorNameForeground, onTap, b
	b.ExtendBaseWidget(b)
	return b
}

// FocusGained implements fyne.Focusable.
func (b *focusButton) FocusGained() {
	b.focused = true
	b.Refresh()
	reveal(b)
}

// FocusLost implements fyne.Focusable.
func (b *focusButton) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune implements fyne.Focusable.
func (*focusButton) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *focusButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.Tapped(nil)
	default:
		if b.keys != nil {
			b.keys(e)
		}
	}
}
