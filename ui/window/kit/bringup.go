package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// bringUpGap is what stays between a widget brought up and the edge it came from.
const bringUpGap = 12

// BringUp scrolls until o can be seen: Fyne moves the focus by Tab to where
// nobody sees it.
func BringUp(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(o)
	if c == nil {
		return
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	way := WayTo(o, root)
	for _, at := range slices.Backward(way) {
		s, ok := at.(*container.Scroll)
		if !ok {
			continue
		}
		y := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s).Y
		under := y + o.Size().Height + bringUpGap - s.Size().Height
		move := min(y-bringUpGap, 0) // negative: up
		if move == 0 {
			move = max(0, min(under, y-bringUpGap))
		}
		most := max(0, s.Content.MinSize().Height-s.Size().Height)
		if to := min(max(0, s.Offset.Y+move), most); to != s.Offset.Y {
			s.Offset.Y = to
			s.Refresh()
		}
	}
}

// WayTo lists what o is in, from the outermost inwards; nil where o is not in at.
func WayTo(o, at fyne.CanvasObject) []fyne.CanvasObject {
	if o == at {
		return []fyne.CanvasObject{at}
	}
	var inside []fyne.CanvasObject
	switch at := at.(type) {
	case *fyne.Container:
		inside = at.Objects
	case *container.Scroll:
		inside = []fyne.CanvasObject{at.Content}
	case *widget.PopUp:
		inside = []fyne.CanvasObject{at.Content}
	}
	for _, i := range inside {
		if way := WayTo(o, i); way != nil {
			return append([]fyne.CanvasObject{at}, way...)
		}
	}
	return nil
}
