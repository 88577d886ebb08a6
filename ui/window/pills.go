package window

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// pillGap is between chips, and below them.
const pillGap = 5

// pills are the chips that filter by state. Only states that some account is
// in have one.
type pills struct {
	box      *fyne.Container
	byState  map[auth.State]*pill
	onChoose func(auth.State)
	keys     func(*fyne.KeyEvent)
}

func newPills(keys func(*fyne.KeyEvent), onChoose func(auth.State)) *pills {
	p := &pills{byState: map[auth.State]*pill{}, onChoose: onChoose, keys: keys}
	p.box = container.New(kit.FlowLayout{Gap: pillGap})
	return p
}

// set shows the counts, what the states are called, and which is chosen; "" is all
// of them.
func (p *pills) set(total int, by map[auth.State]int, called map[auth.State]string, chosen auth.State) {
	shown := []fyne.CanvasObject{p.one("", words.Now().List.All, total, chosen == "")}
	for _, s := range auth.States() {
		if by[s] > 0 || s == chosen {
			shown = append(shown, p.one(s, cmp.Or(called[s], text.State(s)), by[s], chosen == s))
		}
	}
	p.box.Objects = shown
	p.box.Refresh()
}

// height is how high the chips are in a window of the given width.
func (p *pills) height(width float32) float32 {
	return kit.FlowLayout{Gap: pillGap}.HeightFor(p.box.Objects, width-2*listSide)
}

func (p *pills) one(s auth.State, word string, count int, chosen bool) *pill {
	b := p.byState[s]
	if b == nil {
		b = newPill(s, p.keys, func() { p.onChoose(s) })
		p.byState[s] = b
	}
	b.set(word+" "+number(count), chosen)
	return b
}

// pill is one chip: the state's icon and word, and how many there are.
type pill struct {
	widget.BaseWidget
	state   auth.State
	text    string
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
	_ fyne.Tappable      = (*pill)(nil)
	_ fyne.Focusable     = (*pill)(nil)
	_ fyne.Accessible    = (*pill)(nil)
	_ desktop.Hoverable  = (*pill)(nil)
	_ desktop.Cursorable = (*pill)(nil)
)

func newPill(s auth.State, keys func(*fyne.KeyEvent), onTap func()) *pill {
	p := &pill{
		state: s, keys: keys, onTap: onTap, ground: canvas.NewRectangle(nil),
		icon: &canvas.Image{FillMode: canvas.ImageFillContain}, label: canvas.NewText("", nil),
	}
	p.ground.CornerRadius, p.label.TextSize = 13, 12
	p.ExtendBaseWidget(p)
	return p
}

func (p *pill) set(text string, chosen bool) {
	p.text, p.chosen = text, chosen
	p.Refresh()
}

// Tapped implements fyne.Tappable.
func (p *pill) Tapped(*fyne.PointEvent) { crash.Task("click", p.onTap) }

// FocusGained implements fyne.Focusable.
func (p *pill) FocusGained() {
	p.focused = true
	p.Refresh()
	kit.BringUp(p)
}

// FocusLost implements fyne.Focusable.
func (p *pill) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune implements fyne.Focusable.
func (*pill) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *pill) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace || e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		p.onTap()
		return
	}
	p.keys(e)
}

// MouseIn implements desktop.Hoverable.
func (p *pill) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (*pill) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *pill) MouseOut() { p.hovered = false; p.Refresh() }

// Cursor implements desktop.Cursorable.
func (*pill) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (p *pill) AccessibilityLabel() string { return p.text }

// AccessibilityRole implements fyne.Accessible.
func (*pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (p *pill) CreateRenderer() fyne.WidgetRenderer {
	r := pillRenderer{p}
	r.Refresh()
	return r
}

type pillRenderer struct{ p *pill }

func (r pillRenderer) icon() float32 {
	if r.p.state == "" {
		return 0
	}
	return 16
}

func (r pillRenderer) MinSize() fyne.Size {
	return fyne.NewSize(kit.TextWidth(r.p.text, 12, r.p.label.TextStyle)+20+r.icon(), 27)
}

func (r pillRenderer) Layout(size fyne.Size) {
	p := r.p
	p.ground.Resize(size)
	p.icon.Move(fyne.NewPos(9, (size.Height-12)/2))
	p.icon.Resize(fyne.NewSquareSize(12))
	h := p.label.MinSize().Height
	kit.Place(p.label, 10+r.icon(), (size.Height-h)/2, size.Width)
}

func (r pillRenderer) Refresh() {
	p := r.p
	ground, text, line := kit.ColorCard, kit.ColorMuted, kit.ColorCardBorder
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
	p.ground.FillColor, p.ground.StrokeColor = kit.Shade(ground), kit.Shade(line)
	p.label.Text, p.label.Color, p.label.TextStyle.Bold = p.text, kit.Shade(text), p.chosen
	p.icon.Hidden = p.state == ""
	if p.state != "" {
		p.icon.Resource = kit.StateIcon(p.state, kit.Shade(ground))
		if p.chosen {
			p.icon.Resource = kit.Drawing(kit.StateDrawings[p.state], kit.Shade(text), kit.Shade(ground))
		}
		p.icon.Refresh()
	}
	r.Layout(p.Size())
	canvas.Refresh(p)
}

func (r pillRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.p.ground, r.p.icon, r.p.label}
}

func (pillRenderer) Destroy() {}
