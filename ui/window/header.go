package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/ui/words"
)

// header is the top of the window: title, counts, and the window's buttons.
type header struct {
	title, sub *canvas.Text
	box        *fyne.Container
	view, add  *focusButton
}

func newHeader(keys func(*fyne.KeyEvent), tip *tips, onView, onAdd func()) *header {
	h := &header{
		title: newText(words.Now().List.Title, 22, theme.ColorNameForeground), sub: newText("", 12, colorMuted),
		view: newFocusButton(words.Now().List.View, drawRows, keys, onView),
		add:  newFocusButton(words.Now().List.Add, drawPlus, keys, onAdd),
	}
	h.title.TextStyle = bold
	h.view.tips, h.add.tips = tip, tip
	h.add.wide, h.add.strong = true, true
	texts := container.New(layout.NewCustomPaddedVBoxLayout(0), h.title, h.sub)
	buttons := container.New(layout.NewCustomPaddedHBoxLayout(6), container.NewCenter(h.view), container.NewCenter(h.add))
	h.box = container.New(layout.NewCustomPaddedLayout(12, 8, 16, listSide),
		container.NewBorder(nil, nil, nil, buttons, texts))
	return h
}

func (h *header) set(total, attention int) {
	if setText(h.sub, summary(total, attention)) {
		h.sub.Refresh()
	}
}

// narrow takes the label of the button away where there is no room for it.
func (h *header) narrow(is bool) {
	h.add.set(words.Now().List.Add, drawPlus, theme.ColorNameForeground, true, !is)
}

// retheme applies the theme to what is no widget.
func (h *header) retheme() {
	h.title.Color, h.sub.Color = shade(theme.ColorNameForeground), shade(colorMuted)
	h.title.Refresh()
	h.sub.Refresh()
}
