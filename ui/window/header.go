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
	title, sub          *canvas.Text
	box                 *fyne.Container
	buttons             *fyne.Container
	view, settings, add *focusButton
}

// headerActions are what the header's buttons do.
type headerActions struct{ view, settings, add func() }

func newHeader(keys func(*fyne.KeyEvent), tip *tips, act headerActions) *header {
	w := words.Now()
	h := &header{
		title: newText(w.List.Title, 22, theme.ColorNameForeground), sub: newText("", 12, colorMuted),
		view:     newFocusButton(w.List.View, drawRows, keys, act.view),
		settings: newFocusButton(w.Settings.Title, drawGear, keys, act.settings),
		add:      newFocusButton(w.List.Add, drawPlus, keys, act.add),
	}
	h.title.TextStyle = bold
	for _, b := range []*focusButton{h.view, h.settings, h.add} {
		b.tips = tip
	}
	h.add.wide, h.add.strong = true, true
	texts := container.New(layout.NewCustomPaddedVBoxLayout(0), h.title, h.sub)
	h.buttons = container.New(layout.NewCustomPaddedHBoxLayout(4), container.NewCenter(h.view), container.NewCenter(h.settings), container.NewCenter(h.add))
	h.box = container.New(layout.NewCustomPaddedLayout(12, 8, 16, listSide),
		container.NewBorder(nil, nil, nil, h.buttons, texts))
	return h
}

// set says how many accounts there are, and how many of them are shown; nothing
// where that is not known.
func (h *header) set(shown, total, attention int, unknown bool) {
	says := summary(shown, total, attention)
	if unknown {
		says = ""
	}
	if setText(h.sub, says) {
		h.sub.Refresh()
	}
}

// narrow leaves out what there is no room for: the button's label, and the
// settings, which the view's menu has too.
func (h *header) narrow(is bool) {
	h.add.set(words.Now().List.Add, drawPlus, theme.ColorNameForeground, true, !is)
	h.buttons.Objects[1].(*fyne.Container).Hidden = is
}

// bare leaves out the button for an account where none can be added.
func (h *header) bare(is bool) { h.buttons.Objects[2].(*fyne.Container).Hidden = is }

// retheme applies the theme to what is no widget.
func (h *header) retheme() {
	h.title.Color, h.sub.Color = shade(theme.ColorNameForeground), shade(colorMuted)
	h.title.Refresh()
	h.sub.Refresh()
}
