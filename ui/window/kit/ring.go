package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// ring shows which control has the keyboard: Fyne's own buttons and selects
// only change their shade, which nobody notices.
type ring struct {
	on   bool
	line *canvas.Rectangle
}

// set shows the ring, or no more.
func (r *ring) set(on bool) {
	r.on = on
	r.paint()
}

func (r *ring) paint() {
	if r.line == nil { // not drawn yet
		return
	}
	r.line.StrokeColor, r.line.Hidden = Shade(theme.ColorNameForeground), !r.on
	canvas.Refresh(r.line)
}

// around adds the ring to a control's renderer.
func (r *ring) around(inner fyne.WidgetRenderer) fyne.WidgetRenderer {
	r.line = canvas.NewRectangle(nil)
	r.line.StrokeWidth, r.line.CornerRadius = 2, theme.Size(theme.SizeNameButtonRadius)
	r.paint()
	return ringRenderer{inner, r}
}

type ringRenderer struct {
	fyne.WidgetRenderer
	ring *ring
}

// Layout implements fyne.WidgetRenderer.
func (r ringRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.ring.line.Resize(size)
}

// Refresh implements fyne.WidgetRenderer.
func (r ringRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.ring.paint()
}

// Objects implements fyne.WidgetRenderer.
func (r ringRenderer) Objects() []fyne.CanvasObject {
	return append(r.WidgetRenderer.Objects(), r.ring.line)
}
