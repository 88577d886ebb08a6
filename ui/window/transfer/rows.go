package transfer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/ui/window/kit"
)

// The accounts of a file are rows of one card: each with a box to tick, or with a
// sign that says why it has none. Their words begin at one place.

const (
	wordsAt  = 24 // where the words of a row begin
	boxSide  = 7  // what Fyne leaves free at the left of a check box
	boxBelow = 8  // and below it, and above
)

// checkLayout puts a check box above what is to be said of it.
type checkLayout struct{}

// MinSize implements fyne.Layout.
func (checkLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	box, said := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(box.Width-boxSide, wordsAt+said.Width), box.Height-2*boxBelow+said.Height)
}

// Layout implements fyne.Layout.
func (checkLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	height := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(-boxSide, -boxBelow))
	o[0].Resize(fyne.NewSize(size.Width+boxSide, height))
	o[1].Move(fyne.NewPos(wordsAt, height-2*boxBelow))
	o[1].Resize(fyne.NewSize(size.Width-wordsAt, size.Height-height+2*boxBelow))
}

// signed puts a sign where other rows have their box.
func signed(draw string, hue fyne.ThemeColorName, o fyne.CanvasObject) fyne.CanvasObject {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: kit.Drawing(draw, kit.Shade(hue), kit.Shade(theme.ColorNameOverlayBackground))}
	return container.New(signLayout{}, icon, o)
}

// signLayout puts a sign at the left of the words.
type signLayout struct{}

// MinSize implements fyne.Layout.
func (signLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[1].MinSize().AddWidthHeight(wordsAt, 0)
}

// Layout implements fyne.Layout.
func (signLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const side = 16
	o[0].Move(fyne.NewPos(0, 2))
	o[0].Resize(fyne.NewSquareSize(side))
	o[1].Move(fyne.NewPos(wordsAt, 0))
	o[1].Resize(size.SubtractWidthHeight(wordsAt, 0))
}
