package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/ui/window/kit"
)

// plainPage is a page with a sign, a title, a sentence and buttons in the
// middle of the window: nothing yet, nothing found, locked.
func plainPage(draw, title, sentence string, below ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(middleLayout{}, plainParts(draw, title, sentence, below...))
}

// plainParts are what is on such a page.
func plainParts(draw, title, sentence string, below ...fyne.CanvasObject) fyne.CanvasObject {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: kit.Sign(draw, theme.ColorNamePrimary)}
	icon.SetMinSize(fyne.NewSquareSize(52))
	head := kit.Wrapped(title)
	head.TextStyle, head.Alignment, head.SizeName = kit.Bold, fyne.TextAlignCenter, theme.SizeNameSubHeadingText
	words := widget.NewLabel(sentence)
	words.Alignment, words.Wrapping = fyne.TextAlignCenter, fyne.TextWrapWord
	parts := []fyne.CanvasObject{container.NewCenter(icon), kit.Flush(head), words}
	parts = append(parts, below...)
	return container.New(layout.NewCustomPaddedVBoxLayout(10), parts...)
}

// buttonRow centres buttons, in as many lines as they need.
func buttonRow(buttons ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&kit.RowsLayout{Gap: kit.ButtonGap, Align: 0.5}, buttons...)
}

// middleLayout puts one thing a little above the middle, at most 400 wide.
type middleLayout struct{}

// MinSize implements fyne.Layout.
func (middleLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, 200) }

// Layout implements fyne.Layout.
func (middleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		w := min(size.Width-2*listSide, 400)
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		h := o.MinSize().Height // wrapped text knows its height once it has its width
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos((size.Width-w)/2, max(listTop, (size.Height-h)*0.4)))
	}
}

// scrolled is a page that may be higher than the window.
func (h *home) scrolled(page fyne.CanvasObject) fyne.CanvasObject {
	middle := &scrolledMiddle{ui: h.ui}
	middle.scroll = container.NewVScroll(container.New(middle, page))
	return middle.scroll
}

// scrolledMiddle is middleLayout within a scroller, which has to hear how high
// the page is: that shows once it has its width.
type scrolledMiddle struct {
	ui     kit.Dispatcher
	scroll *container.Scroll
	height float32
}

// MinSize implements fyne.Layout.
func (l *scrolledMiddle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, l.height) }

// Layout implements fyne.Layout.
func (l *scrolledMiddle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	middleLayout{}.Layout(objects, size)
	if height := objects[0].Size().Height + listTop + listBottom; height != l.height {
		l.height = height
		l.ui.Do(l.scroll.Refresh)
	}
}
