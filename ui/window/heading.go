package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// heading is the line above a group; a tap folds the group.
type heading struct {
	widget.BaseWidget
	it     item
	onFold func(title string)
	label  *canvas.Text
	count  *canvas.Text
	arrow  *canvas.Image

	self    fyne.Widget // the widget as Fyne knows it
	focused bool
}

var (
	_ fyne.Tappable      = (*heading)(nil)
	_ desktop.Cursorable = (*heading)(nil)
	_ fyne.Accessible    = (*heading)(nil)
)

func newHeading(onFold func(string)) *heading {
	h := &heading{}
	h.dress(onFold)
	h.self = h
	h.ExtendBaseWidget(h)
	return h
}

func (h *heading) dress(onFold func(string)) {
	h.onFold, h.label, h.count = onFold, canvas.NewText("", nil), canvas.NewText("", nil)
	h.arrow = &canvas.Image{FillMode: canvas.ImageFillContain}
	h.label.TextSize, h.label.TextStyle, h.count.TextSize = 13, kit.Bold, 12
}

func (h *heading) set(it item, current bool) {
	if h.it != it || h.focused != current {
		h.it, h.focused = it, current
		h.self.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (h *heading) Tapped(*fyne.PointEvent) { crash.Task("click", func() { h.onFold(h.it.title) }) }

// Cursor implements desktop.Cursorable.
func (*heading) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (h *heading) AccessibilityLabel() string {
	return h.it.title + ", " + words.Now().Counts.Accounts.Of(h.it.count)
}

// AccessibilityRole implements fyne.Accessible.
func (*heading) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (h *heading) CreateRenderer() fyne.WidgetRenderer {
	r := headingRenderer{h}
	r.Refresh()
	return r
}

type headingRenderer struct{ h *heading }

func (r headingRenderer) MinSize() fyne.Size { return fyne.NewSize(100, headingHeight) }

func (r headingRenderer) Layout(size fyne.Size) {
	h := r.h
	h.arrow.Move(fyne.NewPos(4, 12))
	h.arrow.Resize(fyne.NewSquareSize(12))
	h.label.Text = kit.Fit(h.it.title, 13, kit.Bold, size.Width-80)
	w := kit.TextWidth(h.label.Text, 13, kit.Bold)
	kit.Place(h.label, 24, 8, w)
	kit.Place(h.count, 24+w+8, 9, 40)
}

func (r headingRenderer) Refresh() {
	h := r.h
	draw := kit.DrawFold
	if h.it.shut {
		draw = kit.DrawOpen
	}
	h.label.TextStyle.Underline = h.focused
	h.label.Color, h.count.Color = kit.Shade(theme.ColorNameForeground), kit.Shade(kit.ColorMuted)
	if isProd(h.it.title) {
		h.label.Color = kit.Shade(theme.ColorNameError)
	}
	kit.SetIcon(h.arrow, kit.Sign(draw, kit.ColorMuted))
	h.count.Text = number(h.it.count)
	r.Layout(h.Size())
	canvas.Refresh(h.self)
}

func (r headingRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.h.arrow, r.h.label, r.h.count}
}

func (headingRenderer) Destroy() {}

// focusHeading is a heading that Tab reaches. Those of the list are not: there
// the list has the focus.
type focusHeading struct {
	heading
	keys func(*fyne.KeyEvent) // gets what the heading has no use for
}

var _ fyne.Focusable = (*focusHeading)(nil)

func newFocusHeading(it item, keys func(*fyne.KeyEvent), onFold func(string)) *focusHeading {
	h := &focusHeading{keys: keys}
	h.dress(onFold)
	h.it, h.self = it, h
	h.ExtendBaseWidget(h)
	return h
}

// FocusGained implements fyne.Focusable.
func (h *focusHeading) FocusGained() {
	h.focused = true
	h.Refresh()
	kit.BringUp(h)
}

// FocusLost implements fyne.Focusable.
func (h *focusHeading) FocusLost() { h.focused = false; h.Refresh() }

// TypedRune implements fyne.Focusable.
func (*focusHeading) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (h *focusHeading) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		h.Tapped(nil)
	default:
		h.keys(e)
	}
}
