package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Focusables lists what Tab reaches below o, in its order.
func Focusables(o fyne.CanvasObject) []fyne.Focusable {
	if !o.Visible() {
		return nil
	}
	if f, ok := o.(fyne.Focusable); ok {
		return []fyne.Focusable{f}
	}
	var list []fyne.Focusable
	switch c := o.(type) {
	case *fyne.Container:
		for _, i := range c.Objects {
			list = append(list, Focusables(i)...)
		}
	case *container.Scroll:
		return Focusables(c.Content)
	}
	return list
}

// FirstOf is the first control below o, or else.
func FirstOf(o fyne.CanvasObject, other fyne.Focusable) fyne.Focusable {
	if list := Focusables(o); len(list) > 0 {
		return list[0]
	}
	return other
}
