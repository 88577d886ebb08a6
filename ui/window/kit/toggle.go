package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/crash"
)

// Toggle is a setting that is on or off: its words at the left, a switch at
// the right. All of it can be tapped.
type Toggle struct {
	widget.BaseWidget
	Title            string
	on               bool
	hovered, focused bool
	onChange         func(on bool)

	ground, track *canvas.Rectangle
	knob          *canvas.Circle
	content       *fyne.Container
}

var (
	_ fyne.Tappable      = (*Toggle)(nil)
	_ fyne.Focusable     = (*Toggle)(nil)
	_ fyne.Accessible    = (*Toggle)(nil)
	_ desktop.Hoverable  = (*Toggle)(nil)
	_ desktop.Cursorable = (*Toggle)(nil)
)

// The switch's size.
const (
	switchWidth  = 36
	switchHeight = 20
)

// NewToggle returns a switch with a title, and a note below it.
func NewToggle(title, note string, on bool, onChange func(bool)) *Toggle {
	t := &Toggle{
		Title: title, on: on, onChange: onChange, ground: canvas.NewRectangle(nil), track: canvas.NewRectangle(nil), knob: canvas.NewCircle(nil),
	}
	t.ground.CornerRadius, t.track.CornerRadius = 8, switchHeight/2
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(switchWidth+14, switchHeight))
	t.content = container.NewBorder(nil, nil, nil, room, SettingWords(title, note))
	t.ExtendBaseWidget(t)
	return t
}

// SettingWords are what a setting is called, and what there is to know of it.
func SettingWords(title, note string) fyne.CanvasObject {
	if note == "" {
		return container.NewVBox(layout.NewSpacer(), Sentence(title), layout.NewSpacer())
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(3), Sentence(title), Hushed(note))
}

// Set turns it on or off, without telling anybody.
func (t *Toggle) Set(on bool) {
	t.on = on
	t.Refresh()
}

// Tapped implements fyne.Tappable.
func (t *Toggle) Tapped(*fyne.PointEvent) {
	t.Set(!t.on)
	crash.Task("click", func() { t.onChange(t.on) })
}

// FocusGained implements fyne.Focusable.
func (t *Toggle) FocusGained() {
	t.focused = true
	t.Refresh()
	BringUp(t)
}

// FocusLost implements fyne.Focusable.
func (t *Toggle) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune implements fyne.Focusable.
func (*Toggle) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *Toggle) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeySpace, e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter,
		e.Name == fyne.KeyLeft && t.on, e.Name == fyne.KeyRight && !t.on:
		t.Tapped(nil)
	case e.Name == fyne.KeyEscape:
		sendToCanvas(t, e)
	}
}

// MouseIn implements desktop.Hoverable.
func (t *Toggle) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (*Toggle) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *Toggle) MouseOut() { t.hovered = false; t.Refresh() }

// Cursor implements desktop.Cursorable.
func (*Toggle) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (t *Toggle) AccessibilityLabel() string {
	return Spoken(t.Title, onOff(t.on))
}

// AccessibilityRole implements fyne.Accessible.
func (*Toggle) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (t *Toggle) CreateRenderer() fyne.WidgetRenderer {
	r := toggleRenderer{t}
	r.Refresh()
	return r
}

type toggleRenderer struct{ t *Toggle }

func (r toggleRenderer) MinSize() fyne.Size { return r.t.content.MinSize() }

func (r toggleRenderer) Layout(size fyne.Size) {
	t := r.t
	t.ground.Move(fyne.NewPos(-6, -4))
	t.ground.Resize(size.AddWidthHeight(12, 8))
	t.content.Resize(size)
	at := fyne.NewPos(size.Width-switchWidth, (size.Height-switchHeight)/2)
	t.track.Move(at)
	t.track.Resize(fyne.NewSize(switchWidth, switchHeight))
	x := float32(3)
	if t.on {
		x = switchWidth - switchHeight + 3
	}
	t.knob.Move(at.AddXY(x, 3))
	t.knob.Resize(fyne.NewSquareSize(switchHeight - 6))
}

func (r toggleRenderer) Refresh() {
	t := r.t
	track, knob := ColorTrack, ColorMuted
	if t.on {
		track, knob = theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	}
	t.track.FillColor, t.knob.FillColor = Shade(track), Shade(knob)
	t.track.StrokeColor, t.track.StrokeWidth = Shade(theme.ColorNamePlaceHolder), 1
	if t.on {
		t.track.StrokeWidth = 0
	}
	t.ground.Hidden = !t.hovered && !t.focused
	t.ground.FillColor, t.ground.StrokeWidth = Shade(theme.ColorNameHover), 0
	if t.focused {
		t.ground.StrokeColor, t.ground.StrokeWidth = Shade(theme.ColorNamePrimary), 2
	}
	r.Layout(t.Size())
	canvas.Refresh(t)
}

func (r toggleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.t.ground, r.t.content, r.t.track, r.t.knob}
}

func (toggleRenderer) Destroy() {}
