package window

import (
	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
)

// From wideHome on, details stand beside the list; below, over it.
const (
	wideHome     = 820
	detailsWidth = 400 // at least, and two fifths of the window
	detailsMost  = 640
)

// homeLayout places the parts of the window.
type homeLayout struct{ h *home }

// MinSize implements fyne.Layout.
func (*homeLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 400) }

// Layout implements fyne.Layout.
func (l *homeLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	h := l.h
	if beside := size.Width >= wideHome; beside != h.beside {
		h.beside = beside
		h.UI.Do(h.turned) // not while the window is laid out
	}
	h.Tips.Layer.Resize(size)
	h.clipbar.layer.Move(fyne.NewPos(0, size.Height-clipbarHeight))
	h.clipbar.layer.Resize(fyne.NewSize(size.Width, clipbarHeight))
	left := fyne.NewSize(size.Width, size.Height-clipbarHeight)
	open := h.details.id != ""
	h.details.box.Hidden = !open
	switch {
	case open && h.beside:
		pane := max(detailsWidth, min(size.Width*0.4, detailsMost))
		left.Width -= pane
		h.details.box.Move(fyne.NewPos(left.Width, 0))
		h.details.box.Resize(fyne.NewSize(pane, left.Height))
	case open:
		h.details.box.Move(fyne.Position{})
		h.details.box.Resize(left)
	}
	l.column(left, open && !h.beside)
	l.toast(left)
}

// turned follows a window that became wide or narrow: beside the list details
// are welcome, over it only when they were asked for.
func (h *home) turned() {
	switch {
	case h.beside && h.details.id == "" && h.m.Cursor.ID != "" && !h.shut && h.page == "":
		h.details.show(h.m.Cursor.ID)
	case !h.beside && h.details.id != "" && !h.details.asked:
		h.details.id = ""
	}
	h.root.Refresh()
}

// toast places the toast above the bottom of the list.
func (l *homeLayout) toast(size fyne.Size) {
	t := l.h.Toast
	width := min(size.Width-2*rows.Side, kit.ToastWidth)
	height := t.HeightFor(width)
	l.h.list.Cover(0)
	if t.Layer.Visible() {
		l.h.list.Cover(height + 10)
	}
	t.Layer.Move(fyne.NewPos((size.Width-width)/2, size.Height-height-10))
	t.Layer.Resize(fyne.NewSize(width, height))
}

// column places what is above the list, and the list below it.
func (l *homeLayout) column(size fyne.Size, covered bool) {
	h := l.h
	bare := h.page != "" && h.page != pageNothing
	y := float32(0)
	h.header.narrow(size.Width < rows.Narrow)
	for _, part := range []struct {
		o           *fyne.Container
		none        bool
		side, below float32
		height      float32
	}{
		{o: h.header.box, height: h.header.box.MinSize().Height},
		{o: h.search.box, none: bare, height: h.search.box.MinSize().Height},
		{o: h.pills.box, none: bare, side: rows.Side, below: 10, height: h.pills.height(size.Width)},
		{o: h.banner.box, none: h.banner.text == "", height: h.banner.heightFor(size.Width)},
	} {
		part.o.Hidden = covered || part.none
		if part.none {
			continue
		}
		part.o.Move(fyne.NewPos(part.side, y))
		part.o.Resize(fyne.NewSize(size.Width-2*part.side, part.height))
		y += part.height + part.below
	}
	h.pages.Hidden = covered
	h.pages.Move(fyne.NewPos(0, y))
	h.pages.Resize(fyne.NewSize(size.Width, size.Height-y))
}
