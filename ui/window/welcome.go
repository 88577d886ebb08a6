package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/assets"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// welcomePage is what a person sees first, once: what this is, how to begin,
// and the two choices that are best made at once.
func (h *home) welcomePage() fyne.CanvasObject {
	w := words.Now()
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("authfob.png", assets.Icon()))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(64))
	title := kit.Wrapped(w.Welcome.Title)
	title.TextStyle, title.Alignment, title.SizeName = kit.Bold, fyne.TextAlignCenter, theme.SizeNameHeadingText
	says := kit.Wrapped(w.Welcome.Text)
	says.Alignment = fyne.TextAlignCenter
	points := container.New(layout.NewCustomPaddedVBoxLayout(8), point(kit.DrawTurn, w.Welcome.Once), point(kit.DrawLock, w.Welcome.Sealed), point(kit.DrawClip, w.Welcome.Copied))
	later := kit.NewButton(w.Welcome.Later, h.welcomed)
	later.Importance = widget.LowImportance
	page := container.New(layout.NewCustomPaddedVBoxLayout(14), container.NewCenter(icon), kit.Flush(title), kit.Flush(says),
		points, kit.ButtonRow(h.beginnings()...), h.prefs.FirstChoices(), kit.ButtonRow(later))
	return kit.Scrolled(h.UI, page)
}

// beginnings are the ways to a first account.
func (h *home) beginnings() []fyne.CanvasObject {
	w := words.Now().List
	buttons := []fyne.CanvasObject{kit.StrongButton(w.Add, h.forms.Add)}
	if h.config.TryDemo != nil {
		buttons = append(buttons, kit.NewButton(w.TryDemo, h.tryDemo))
	}
	if h.config.Files != nil {
		buttons = append(buttons, kit.NewButton(words.Now().Transfer.Import, h.files.Import))
	}
	return buttons
}

// point is one thing to know, behind a sign.
func point(draw, says string) fyne.CanvasObject {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: kit.Sign(draw, theme.ColorNamePrimary)}
	icon.SetMinSize(fyne.NewSquareSize(18))
	return container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(1, 0, 0, 10), container.NewVBox(icon)), nil, kit.Sentence(says))
}

// welcomed notes that the page was seen.
func (h *home) welcomed() {
	h.prefs.Choose(func(s *settings.Settings) { s.Welcomed = true })
	h.refresh()
}
