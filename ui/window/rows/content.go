package rows

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// listContent is as high as all lines together and holds those in sight.
type listContent struct {
	widget.BaseWidget
	l       *List
	objects []fyne.CanvasObject
}

// put replaces the widgets that are shown.
func (c *listContent) put(objects []fyne.CanvasObject) {
	if slices.Equal(c.objects, objects) {
		return
	}
	c.objects = objects
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *listContent) CreateRenderer() fyne.WidgetRenderer { return listContentRenderer{c} }

type listContentRenderer struct{ c *listContent }

func (r listContentRenderer) MinSize() fyne.Size {
	if len(r.c.l.tops) == 0 {
		return fyne.NewSize(0, 0)
	}
	return fyne.NewSize(0, r.c.l.end())
}
func (r listContentRenderer) Layout(fyne.Size)             {}
func (r listContentRenderer) Refresh()                     { canvas.Refresh(r.c) }
func (r listContentRenderer) Objects() []fyne.CanvasObject { return r.c.objects }
func (r listContentRenderer) Destroy()                     {}
