package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Flush lets a label begin where other text does: without its inner padding.
func Flush(l fyne.CanvasObject) *fyne.Container { return container.New(flushLayout{}, l) }

type flushLayout struct{}

// MinSize implements fyne.Layout.
func (flushLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	pad := 2 * theme.InnerPadding()
	size := o[0].MinSize().SubtractWidthHeight(pad, pad)
	return fyne.NewSize(max(0, size.Width), size.Height)
}

// Layout implements fyne.Layout.
func (flushLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	pad := theme.InnerPadding()
	o[0].Move(fyne.NewPos(-pad, -pad))
	o[0].Resize(size.AddWidthHeight(2*pad, 2*pad))
}

// WrapLayout is FlowLayout for a parent that does not ask: it is as high as its
// objects were in the width that it had last.
type WrapLayout struct {
	FlowLayout
	width float32
}

// MinSize implements fyne.Layout.
func (l *WrapLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(100, l.HeightFor(objects, max(l.width, 100)))
}

// Layout implements fyne.Layout.
func (l *WrapLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.FlowLayout.Layout(objects, size)
}

// FlowLayout puts things side by side, and goes on below where a line is full.
// How high it is depends on the width, so its parent asks HeightFor.
type FlowLayout struct{ Gap float32 }

// MinSize implements fyne.Layout.
func (FlowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 27) }

// Layout implements fyne.Layout.
func (l FlowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.flow(objects, size.Width, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

// HeightFor is how high objects are in that width.
func (l FlowLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.flow(objects, width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

func (l FlowLayout) flow(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	x, y, line := float32(0), float32(0), float32(0)
	for _, o := range objects {
		size := o.MinSize()
		if x > 0 && x+size.Width > width {
			x, y, line = 0, y+line+l.Gap, 0
		}
		put(o, fyne.NewPos(x, y), size)
		x += size.Width + l.Gap
		line = max(line, size.Height)
	}
	return y + line
}
