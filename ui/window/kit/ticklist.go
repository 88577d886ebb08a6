package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// TickList is a list of any length to tick things in: only those on screen are
// drawn. It has the keyboard as a whole: arrows, Page Up, Page Down, Home and End
// move in it, the space bar and Enter tick.
type TickList struct {
	widget.List
	Name   string // what is ticked here
	Tick   func(i int, on bool)
	says   func(i int) string
	ticked []bool
	at     int
	ring   ring
}

var (
	_ fyne.Focusable  = (*TickList)(nil)
	_ fyne.Accessible = (*TickList)(nil)
)

const (
	tickRow   = 26 // the height of a line
	tickPage  = 8  // lines that are on screen
	tickSide  = 6  // between a line and what is around it
	tickWords = 24 // where the words begin in it
)

// NewTickList returns a list with these ticked, of which says tells the words.
func NewTickList(name string, ticked []bool, says func(i int) string, tick func(i int, on bool)) *TickList {
	l := &TickList{Name: name, Tick: tick, says: says, ticked: ticked}
	l.HideSeparators = true
	l.Length = func() int { return len(l.ticked) }
	l.CreateItem = func() fyne.CanvasObject {
		icon := &canvas.Image{FillMode: canvas.ImageFillContain}
		icon.SetMinSize(fyne.NewSize(16, tickRow))
		line := container.New(layout.NewCustomPaddedHBoxLayout(tickWords-16), icon, NewText("", 14, theme.ColorNameForeground))
		return container.New(layout.NewCustomPaddedLayout(0, 0, tickSide, tickSide), line)
	}
	l.UpdateItem = l.draw
	l.OnSelected = l.toggle
	l.OnHighlighted = func(i int) { l.at = i }
	l.ExtendBaseWidget(l)
	return l
}

// draw shows a line as it is.
func (l *TickList) draw(i int, o fyne.CanvasObject) {
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	icon, said := row.Objects[0].(*canvas.Image), row.Objects[1].(*canvas.Text)
	icon.Resource = theme.NewColoredResource(theme.CheckButtonIcon(), ColorMuted)
	if l.ticked[i] {
		icon.Resource = theme.NewPrimaryThemedResource(theme.CheckButtonCheckedIcon())
	}
	said.Text, said.Color = Fit(l.says(i), 14, fyne.TextStyle{}, l.Size().Width-tickWords-2*tickSide-16), Shade(theme.ColorNameForeground)
	row.Refresh()
}

// toggle is a tap on a line, or its key.
func (l *TickList) toggle(i int) {
	l.UnselectAll() // a line is ticked, and never selected
	l.at = i
	l.Set(i, !l.ticked[i])
}

// Set ticks a line, or no longer.
func (l *TickList) Set(i int, on bool) {
	l.ticked[i] = on
	l.RefreshItem(i)
	l.Tick(i, on)
}

// MinSize implements fyne.Widget.
func (l *TickList) MinSize() fyne.Size {
	return fyne.NewSize(200, float32(min(len(l.ticked), tickPage))*(tickRow+theme.Padding()))
}

// FocusGained implements fyne.Focusable.
func (l *TickList) FocusGained() {
	l.List.FocusGained()
	l.ring.set(true)
	BringUp(l)
}

// FocusLost implements fyne.Focusable.
func (l *TickList) FocusLost() {
	l.List.FocusLost()
	l.ring.set(false)
}

// TypedKey implements fyne.Focusable.
func (l *TickList) TypedKey(e *fyne.KeyEvent) {
	last := len(l.ticked) - 1
	switch e.Name {
	case fyne.KeyEscape:
		sendToCanvas(l, e)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		l.toggle(l.at)
	case fyne.KeyHome:
		l.Highlight(0)
	case fyne.KeyEnd:
		l.Highlight(last)
	case fyne.KeyPageUp:
		l.Highlight(max(0, l.at-tickPage))
	case fyne.KeyPageDown:
		l.Highlight(min(last, l.at+tickPage))
	default:
		l.List.TypedKey(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (l *TickList) CreateRenderer() fyne.WidgetRenderer {
	return l.ring.around(l.List.CreateRenderer())
}

// AccessibilityLabel implements fyne.Accessible.
func (l *TickList) AccessibilityLabel() string {
	if len(l.ticked) == 0 {
		return l.Name
	}
	return Spoken(l.Name, l.says(l.at), onOff(l.ticked[l.at]))
}

// AccessibilityRole implements fyne.Accessible.
func (*TickList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
