package window

import (
	"fyne.io/fyne/v2"
)

// From wideHome on, details stand beside the list; below, over it.
const (
	wideHome     = 820
	detailsWidth = 400
)

// homeLayout places the parts of the window.
type homeLayout struct{ h *home }

// MinSize implements fyne.Layout.
func (*homeLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 400) }

// Layout implements fyne.Layout.
func (l *homeLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	h := l.h
	h.tips.layer.Resize(size)
	h.clipbar.layer.Move(fyne.NewPos(0, size.Height-clipbarHeight))
	h.clipbar.layer.Resize(fyne.NewSize(size.Width, clipbarHeight))
	left := fyne.NewSize(size.Width, size.Height-clipbarHeight)
	open := h.details.id != ""
	h.details.box.Hidden = !open
	wide := size.Width >= wideHome
	switch {
	case open && wide:
		left.Width -= detailsWidth
		h.details.box.Move(fyne.NewPos(left.Width, 0))
		h.details.box.Resize(fyne.NewSize(detailsWidth, left.Height))
	case open:
		h.details.box.Move(fyne.Position{})
		h.details.box.Resize(left)
	}
	l.column(left, open && !wide)
}

// column places what is above the list, and the list below it.
func (l *homeLayout) column(size fyne.Size, covered bool) {
	h := l.h
	bare := h.page != "" && h.page != pageNothing
	y := float32(0)
	for _, part := range []struct {
		o    *fyne.Container
		none bool
	}{
		{h.header.box, false}, {h.search.box, bare}, {h.pills.box, bare}, {h.banner.box, h.banner.text == ""},
	} {
		part.o.Hidden = covered || part.none
		if part.none {
			continue
		}
		height := part.o.MinSize().Height
		part.o.Move(fyne.NewPos(0, y))
		part.o.Resize(fyne.NewSize(size.Width, height))
		y += height
	}
	h.pages.Hidden = covered
	h.pages.Move(fyne.NewPos(0, y))
	h.pages.Resize(fyne.NewSize(size.Width, size.Height-y))
}
