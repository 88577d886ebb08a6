package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/ui/words"
)

// banner is a sentence above the list: the demo says that it is one, and a
// vault that cannot be read says why.
type banner struct {
	box    *fyne.Container
	ground *canvas.Rectangle
	icon   *canvas.Image
	label  *widget.Label
	button *focusButton
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

func newBanner(keys func(*fyne.KeyEvent), tip *tips) *banner {
	b := &banner{button: newFocusButton(words.Now().Common.Retry, drawTurn, keys, nil), ground: canvas.NewRectangle(nil), icon: &canvas.Image{FillMode: canvas.ImageFillContain}, label: wrapped("")}
	b.ground.CornerRadius = 10
	b.icon.SetMinSize(fyne.NewSquareSize(16))
	b.button.tips = tip
	b.label.SizeName = theme.SizeNameCaptionText
	inside := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 10, 0), container.NewCenter(b.icon)), container.NewCenter(b.button), b.label)
	b.box = container.New(layout.NewCustomPaddedLayout(0, 8, listSide, listSide), container.NewStack(b.ground, inside))
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
	hue, draw := shade(theme.ColorNamePrimary), drawInfo
	if s.bad {
		hue, draw = shade(theme.ColorNameError), stateDrawings["sign_in_needed"]
	}
	b.ground.FillColor = mix(shade(theme.ColorNameBackground), hue, 0.14)
	b.icon.Resource = drawing(draw, hue, shade(theme.ColorNameBackground))
	b.button.Hidden, b.button.onTap = s.way == "", s.do
	if s.way != "" {
		b.button.set(s.way, s.draw, theme.ColorNameForeground, false, false)
	}
	b.text = s.text
	b.label.SetText(s.text)
	b.box.Refresh()
}
