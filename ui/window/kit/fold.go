package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/words"
)

// Folded is what a Fold says.
type Folded struct {
	Title string
	Count int    // of what is below it
	Said  string // the same, as a screen reader says it
	Shut  bool
}

// Fold is the heading of a group; a tap folds the group.
type Fold struct {
	widget.BaseWidget
	is     Folded
	onFold func(title string)
	label  *canvas.Text
	count  *canvas.Text
	arrow  *canvas.Image

	self    fyne.Widget // the widget as Fyne knows it
	focused bool
}

var (
	_ fyne.Tappable      = (*Fold)(nil)
	_ desktop.Cursorable = (*Fold)(nil)
	_ fyne.Accessible    = (*Fold)(nil)
)

// FoldHeight is how high a Fold is.
const FoldHeight = 34

// NewFold returns a heading that calls onFold with its title.
func NewFold(onFold func(title string)) *Fold {
	h := &Fold{}
	h.dress(onFold)
	h.self = h
	h.ExtendBaseWidget(h)
	return h
}

func (h *Fold) dress(onFold func(string)) {
	h.onFold, h.label, h.count = onFold, canvas.NewText("", nil), canvas.NewText("", nil)
	h.arrow = &canvas.Image{FillMode: canvas.ImageFillContain}
	h.label.TextSize, h.label.TextStyle, h.count.TextSize = 13, Bold, 12
}

// Set changes what it says.
func (h *Fold) Set(is Folded) {
	if h.is != is {
		h.is = is
		h.self.Refresh()
	}
}

// Mark says whether the keyboard's cursor is on it.
func (h *Fold) Mark(current bool) {
	if h.focused != current {
		h.focused = current
		h.self.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (h *Fold) Tapped(*fyne.PointEvent) { crash.Task("click", func() { h.onFold(h.is.Title) }) }

// Cursor implements desktop.Cursorable.
func (*Fold) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (h *Fold) AccessibilityLabel() string {
	return Spoken(h.is.Title, h.is.Said)
}

// AccessibilityRole implements fyne.Accessible.
func (*Fold) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (h *Fold) CreateRenderer() fyne.WidgetRenderer {
	r := foldRenderer{h}
	r.Refresh()
	return r
}

type foldRenderer struct{ h *Fold }

func (r foldRenderer) MinSize() fyne.Size { return fyne.NewSize(100, FoldHeight) }

func (r foldRenderer) Layout(size fyne.Size) {
	h := r.h
	h.arrow.Move(fyne.NewPos(4, 12))
	h.arrow.Resize(fyne.NewSquareSize(12))
	h.label.Text = Fit(h.is.Title, 13, Bold, size.Width-80)
	w := TextWidth(h.label.Text, 13, Bold)
	Place(h.label, 24, 8, w)
	Place(h.count, 24+w+8, 9, 40)
}

func (r foldRenderer) Refresh() {
	h := r.h
	draw := DrawFold
	if h.is.Shut {
		draw = DrawOpen
	}
	h.label.TextStyle.Underline = h.focused
	h.label.Color, h.count.Color = Shade(theme.ColorNameForeground), Shade(ColorMuted)
	if isProd(h.is.Title) {
		h.label.Color = Shade(theme.ColorNameError)
	}
	SetIcon(h.arrow, Sign(draw, ColorMuted))
	h.count.Text = words.Now().Numbers.Write(h.is.Count)
	r.Layout(h.Size())
	canvas.Refresh(h.self)
}

func (r foldRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.h.arrow, r.h.label, r.h.count}
}

func (foldRenderer) Destroy() {}

// FocusFold is a Fold that Tab reaches. Those of the list are not: there the
// list has the focus.
type FocusFold struct {
	Fold
	keys func(*fyne.KeyEvent) // gets what the heading has no use for
}

var _ fyne.Focusable = (*FocusFold)(nil)

// NewFocusFold returns a heading that calls onFold with its title; keys gets what
// is typed into it otherwise.
func NewFocusFold(is Folded, keys func(*fyne.KeyEvent), onFold func(title string)) *FocusFold {
	h := &FocusFold{keys: keys}
	h.dress(onFold)
	h.is, h.self = is, h
	h.ExtendBaseWidget(h)
	return h
}

// FocusGained implements fyne.Focusable.
func (h *FocusFold) FocusGained() {
	h.focused = true
	h.Refresh()
	BringUp(h)
}

// FocusLost implements fyne.Focusable.
func (h *FocusFold) FocusLost() { h.focused = false; h.Refresh() }

// TypedRune implements fyne.Focusable.
func (*FocusFold) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (h *FocusFold) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		h.Tapped(nil)
	default:
		h.keys(e)
	}
}
