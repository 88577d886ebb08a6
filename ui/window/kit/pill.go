package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
)

// PillGap is between chips, and below them.
const PillGap = 5

// Pill is one chip: the state's icon and word, and how many there are.
type Pill struct {
	widget.BaseWidget
	state   auth.State
	Text    string
	chosen  bool
	hovered bool
	focused bool
	keys    func(*fyne.KeyEvent)
	onTap   func()
	ground  *canvas.Rectangle
	icon    *canvas.Image
	label   *canvas.Text
}

var (
	_ fyne.Tappable      = (*Pill)(nil)
	_ fyne.Focusable     = (*Pill)(nil)
	_ fyne.Accessible    = (*Pill)(nil)
	_ desktop.Hoverable  = (*Pill)(nil)
	_ desktop.Cursorable = (*Pill)(nil)
)

// NewPill is a chip with the icon of a state; "" has none. keys takes the keys that it has
// no use for.
func NewPill(s auth.State, keys func(*fyne.KeyEvent), onTap func()) *Pill {
	p := &Pill{
		state: s, keys: keys, onTap: onTap, ground: canvas.NewRectangle(nil),
		icon: &canvas.Image{FillMode: canvas.ImageFillContain}, label: canvas.NewText("", nil),
	}
	p.ground.CornerRadius, p.label.TextSize = 13, 12
	p.ExtendBaseWidget(p)
	return p
}

// Set gives the chip its words, and shows whether it is chosen.
func (p *Pill) Set(text string, chosen bool) {
	p.Text, p.chosen = text, chosen
	p.Refresh()
}

// Tapped implements fyne.Tappable.
func (p *Pill) Tapped(*fyne.PointEvent) { crash.Task("click", p.onTap) }

// FocusGained implements fyne.Focusable.
func (p *Pill) FocusGained() {
	p.focused = true
	p.Refresh()
	BringUp(p)
}

// FocusLost implements fyne.Focusable.
func (p *Pill) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune implements fyne.Focusable.
func (*Pill) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *Pill) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace || e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		p.onTap()
		return
	}
	p.keys(e)
}

// MouseIn implements desktop.Hoverable.
func (p *Pill) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (*Pill) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *Pill) MouseOut() { p.hovered = false; p.Refresh() }

// Cursor implements desktop.Cursorable.
func (*Pill) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (p *Pill) AccessibilityLabel() string { return p.Text }

// AccessibilityRole implements fyne.Accessible.
func (*Pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	r := pillRenderer{p}
	r.Refresh()
	return r
}

type pillRenderer struct{ p *Pill }

func (r pillRenderer) icon() float32 {
	if r.p.state == "" {
		return 0
	}
	return 16
}

func (r pillRenderer) MinSize() fyne.Size {
	return fyne.NewSize(TextWidth(r.p.Text, 12, r.p.label.TextStyle)+20+r.icon(), 27)
}

func (r pillRenderer) Layout(size fyne.Size) {
	p := r.p
	p.ground.Resize(size)
	p.icon.Move(fyne.NewPos(9, (size.Height-12)/2))
	p.icon.Resize(fyne.NewSquareSize(12))
	h := p.label.MinSize().Height
	Place(p.label, 10+r.icon(), (size.Height-h)/2, size.Width)
}

func (r pillRenderer) Refresh() {
	p := r.p
	ground, text, line := ColorCard, ColorMuted, ColorCardBorder
	if p.hovered {
		text = theme.ColorNameForeground
	}
	if p.chosen {
		ground, text, line = theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary
	}
	p.ground.StrokeWidth = 1
	if p.focused {
		line, p.ground.StrokeWidth = theme.ColorNameForeground, 2
	}
	p.ground.FillColor, p.ground.StrokeColor = Shade(ground), Shade(line)
	p.label.Text, p.label.Color, p.label.TextStyle.Bold = p.Text, Shade(text), p.chosen
	p.icon.Hidden = p.state == ""
	if p.state != "" {
		icon := StateIcon(p.state, Shade(ground))
		if p.chosen {
			icon = Drawing(StateDrawings[p.state], Shade(text), Shade(ground))
		}
		SetIcon(p.icon, icon)
	}
	r.Layout(p.Size())
	canvas.Refresh(p)
}

func (r pillRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.p.ground, r.p.icon, r.p.label}
}

func (pillRenderer) Destroy() {}
