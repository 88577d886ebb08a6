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
	retry  *focusButton
	text   string
}

func newBanner(keys func(*fyne.KeyEvent), tip *tips, retry func()) *banner {
	b := &banner{retry: newFocusButton(words.Now().Common.Retry, drawTurn, keys, retry), ground: canvas.NewRectangle(nil), icon: &canvas.Image{FillMode: canvas.ImageFillContain}, label: wrapped("")}
	b.ground.CornerRadius = 10
	b.icon.SetMinSize(fyne.NewSquareSize(16))
	b.retry.tips = tip
	b.label.SizeName = theme.SizeNameCaptionText
	inside := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 10, 0), container.NewCenter(b.icon)), container.NewCenter(b.retry), b.label)
	b.box = container.New(layout.NewCustomPaddedLayout(0, 8, listSide, listSide), container.NewStack(b.ground, inside))
	return b
}

// heightFor is how high the banner is in a window of the given width: its words
// wrap.
func (b *banner) heightFor(width float32) float32 {
	b.box.Resize(fyne.NewSize(width, b.box.MinSize().Height))
	return b.box.MinSize().Height
}

// set shows text; "" hides the banner. What is bad may be tried again.
func (b *banner) set(text string, bad, again bool) {
	hue, draw := shade(theme.ColorNamePrimary), drawInfo
	if bad {
		hue, draw = shade(theme.ColorNameError), stateDrawings["sign_in_needed"]
	}
	b.ground.FillColor = mix(shade(theme.ColorNameBackground), hue, 0.14)
	b.icon.Resource = drawing(draw, hue, shade(theme.ColorNameBackground))
	b.retry.Hidden = !again
	b.text = text
	b.label.SetText(text)
	b.box.Refresh()
}
