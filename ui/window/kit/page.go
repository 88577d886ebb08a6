package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A page's margins.
const (
	pageSide   = 12
	pageTop    = 4
	pageBottom = 12
)

// PlainPage is a page with a sign, a title, a sentence and buttons in the
// middle of the window: nothing yet, nothing found, locked.
func PlainPage(draw, title, sentence string, below ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(middleLayout{}, PlainParts(draw, title, sentence, below...))
}

// PlainParts are what is on such a page.
func PlainParts(draw, title, sentence string, below ...fyne.CanvasObject) fyne.CanvasObject {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: Sign(draw, theme.ColorNamePrimary)}
	icon.SetMinSize(fyne.NewSquareSize(52))
	head := Wrapped(title)
	head.TextStyle, head.Alignment, head.SizeName = Bold, fyne.TextAlignCenter, theme.SizeNameSubHeadingText
	words := widget.NewLabel(sentence)
	words.Alignment, words.Wrapping = fyne.TextAlignCenter, fyne.TextWrapWord
	parts := []fyne.CanvasObject{container.NewCenter(icon), Flush(head), words}
	parts = append(parts, below...)
	return container.New(layout.NewCustomPaddedVBoxLayout(10), parts...)
}

// ButtonRow centres buttons, in as many lines as they need.
func ButtonRow(buttons ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&RowsLayout{Gap: ButtonGap, Align: 0.5}, buttons...)
}

// middleLayout puts one thing a little above the middle, at most 400 wide.
type middleLayout struct{}

// MinSize implements fyne.Layout.
func (middleLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, 200) }

// Layout implements fyne.Layout.
func (middleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		w := min(size.Width-2*pageSide, 400)
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		h := o.MinSize().Height // wrapped text knows its height once it has its width
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos((size.Width-w)/2, max(pageTop, (size.Height-h)*0.4)))
	}
}

// Scrolled is a page that may be higher than the window.
func Scrolled(ui Dispatcher, page fyne.CanvasObject) fyne.CanvasObject {
	middle := &scrolledMiddle{ui: ui}
	middle.scroll = container.NewVScroll(container.New(middle, page))
	return middle.scroll
}

// scrolledMiddle is middleLayout within a scroller, which has to hear how high
// the page is: that shows once it has its width.
type scrolledMiddle struct {
	ui     Dispatcher
	scroll *container.Scroll
	height float32
}

// MinSize implements fyne.Layout.
func (l *scrolledMiddle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, l.height) }

// Layout implements fyne.Layout.
func (l *scrolledMiddle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	middleLayout{}.Layout(objects, size)
	if height := objects[0].Size().Height + pageTop + pageBottom; height != l.height {
		l.height = height
		l.ui.Do(l.scroll.Refresh)
	}
}
