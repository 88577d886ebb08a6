package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// header is the top of the window: title, counts, and the window's buttons.
type header struct {
	title, sub          *canvas.Text
	box                 *fyne.Container
	buttons             *fyne.Container
	view, settings, add *kit.FocusButton
}

// headerActions are what the header's buttons do.
type headerActions struct{ view, settings, add func() }

func newHeader(keys func(*fyne.KeyEvent), tip *kit.Tips, act headerActions) *header {
	w := words.Now()
	h := &header{
		title: kit.NewText(w.List.Title, 22, theme.ColorNameForeground), sub: kit.NewText("", 12, kit.ColorMuted),
		view:     kit.NewFocusButton(w.List.View, kit.DrawRows, keys, act.view),
		settings: kit.NewFocusButton(w.Settings.Title, kit.DrawGear, keys, act.settings),
		add:      kit.NewFocusButton(w.List.Add, kit.DrawPlus, keys, act.add),
	}
	h.title.TextStyle = kit.Bold
	for _, b := range []*kit.FocusButton{h.view, h.settings, h.add} {
		b.Tips = tip
	}
	h.add.Wide, h.add.Strong = true, true
	texts := container.New(layout.NewCustomPaddedVBoxLayout(0), h.title, h.sub)
	h.buttons = container.New(layout.NewCustomPaddedHBoxLayout(4), container.NewCenter(h.view), container.NewCenter(h.settings), container.NewCenter(h.add))
	h.box = container.New(layout.NewCustomPaddedLayout(12, 8, 16, rows.Side),
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
	if kit.SetText(h.sub, says) {
		h.sub.Refresh()
	}
}

// narrow leaves out what there is no room for: the button's label, and the
// settings, which the view's menu has too.
func (h *header) narrow(is bool) {
	h.add.Set(words.Now().List.Add, kit.DrawPlus, theme.ColorNameForeground, true, !is)
	h.buttons.Objects[1].(*fyne.Container).Hidden = is
}

// bare leaves out the button for an account where none can be added.
func (h *header) bare(is bool) { h.buttons.Objects[2].(*fyne.Container).Hidden = is }

// retheme applies the theme to what is no widget.
func (h *header) retheme() {
	h.title.Color, h.sub.Color = kit.Shade(theme.ColorNameForeground), kit.Shade(kit.ColorMuted)
	h.title.Refresh()
	h.sub.Refresh()
}
