package window

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// banner is a sentence above the list: the demo says that it is one, and a
// vault that cannot be read says why.
type banner struct {
	box    *fyne.Container
	ground *canvas.Rectangle
	icon   *canvas.Image
	label  *widget.Label
	button *kit.FocusButton
	text   string
}

// saying is what a banner says, and what can be done about it.
type saying struct {
	text string // "" hides the banner
	bad  bool
	way  string // the button's word; "" is none
	draw string // its drawing
	do   func()
}

func newBanner(keys func(*fyne.KeyEvent), tip *kit.Tips) *banner {
	b := &banner{button: kit.NewFocusButton(words.Now().Common.Retry, kit.DrawTurn, keys, nil), ground: canvas.NewRectangle(nil), icon: &canvas.Image{FillMode: canvas.ImageFillContain}, label: kit.Wrapped("")}
	b.ground.CornerRadius = 10
	b.icon.SetMinSize(fyne.NewSquareSize(16))
	b.button.Tips = tip
	b.label.SizeName = theme.SizeNameCaptionText
	inside := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 10, 0), container.NewCenter(b.icon)), container.NewCenter(b.button), b.label)
	b.box = container.New(layout.NewCustomPaddedLayout(0, 8, rows.Side, rows.Side), container.NewStack(b.ground, inside))
	return b
}

// heightFor is how high the banner is in a window of the given width: its words
// wrap.
func (b *banner) heightFor(width float32) float32 {
	b.box.Resize(fyne.NewSize(width, b.box.MinSize().Height))
	return b.box.MinSize().Height
}

// set shows what there is to say.
func (b *banner) set(s saying) {
	hue, draw := kit.Shade(theme.ColorNamePrimary), kit.DrawInfo
	if s.bad {
		hue, draw = kit.Shade(theme.ColorNameError), kit.StateDrawings["sign_in_needed"]
	}
	b.ground.FillColor = kit.Mix(kit.Shade(theme.ColorNameBackground), hue, 0.14)
	b.icon.Resource = kit.Drawing(draw, hue, kit.Shade(theme.ColorNameBackground))
	b.button.Hidden, b.button.OnTap = s.way == "", s.do
	if s.way != "" {
		b.button.Set(s.way, s.draw, theme.ColorNameForeground, false, s.bad) // what is wrong has its way out in words
	}
	b.text = s.text
	b.label.SetText(s.text)
	b.box.Refresh()
}

// toSay is what has to be said above the list.
func (h *home) toSay() saying {
	switch older := h.olderCopies(); {
	case h.lost:
		return h.lostWords()
	case h.loadErr != nil && !errors.Is(h.loadErr, auth.ErrLocked):
		return saying{text: text.Tell(h.loadErr).String(), bad: true, way: words.Now().Common.Retry, draw: kit.DrawTurn, do: func() { h.vault.Reload(nil) }}
	case h.unsaved() > 0:
		return saying{text: unsavedWords(h.unsaved()), bad: true}
	case h.waits && h.m.Total > 0 && h.loadErr == nil:
		return saying{text: waitingWords()}
	case h.prefs.Unread != nil:
		return h.unreadSettings()
	case h.prefs.NotKept != nil:
		return h.inConfig(text.Tell(h.prefs.NotKept).String())
	case len(older) > 0:
		return saying{text: words.Now().List.Older.Of(len(older)), way: words.Now().Common.Dismiss, draw: kit.DrawX, do: func() { h.acceptOlder(older) }}
	case h.config.Demo:
		return saying{text: words.Now().App.DemoBanner}
	}
	return saying{}
}

// unreadSettings says that the usual settings hold in place of the person's own.
func (h *home) unreadSettings() saying {
	return h.inConfig(text.Tell(h.prefs.Unread).What + words.Now().Common.Sentence + words.Now().Settings.Unread)
}

// inConfig says what is wrong with the file of settings, and shows its folder.
func (h *home) inConfig(said string) saying {
	w := words.Now()
	s := saying{text: said, bad: true}
	if folder := h.config.Folders.Config; folder != "" && h.config.OpenPath != nil {
		s.way, s.draw, s.do = w.Settings.OpenFolder, kit.DrawFolder, func() { h.vault.OpenFolder(folder) }
	}
	return s
}
