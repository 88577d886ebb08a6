package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// Card puts settings that belong together on one ground, with lines
// between them.
func Card(rows ...fyne.CanvasObject) fyne.CanvasObject {
	list := container.New(layout.NewCustomPaddedVBoxLayout(11))
	for i, r := range rows {
		if i > 0 {
			list.Add(Line())
		}
		list.Add(r)
	}
	return OnGround(list)
}

// Line is between things on a card.
func Line() fyne.CanvasObject {
	l := canvas.NewRectangle(Shade(ColorCardBorder))
	l.SetMinSize(fyne.NewSize(1, 1))
	return l
}

// OnGround puts something on a ground of its own.
func OnGround(o fyne.CanvasObject) fyne.CanvasObject {
	ground := canvas.NewRectangle(Shade(ColorCard))
	ground.CornerRadius, ground.StrokeColor, ground.StrokeWidth = 12, Shade(ColorCardBorder), 1
	return container.NewStack(ground, container.New(layout.NewCustomPaddedLayout(12, 12, 14, 14), o))
}

// OnCard puts something on a tinted ground of its own.
func OnCard(ground color.NRGBA, o fyne.CanvasObject) *fyne.Container {
	face := canvas.NewRectangle(ground)
	face.CornerRadius = 10
	return container.NewStack(face, container.New(layout.NewCustomPaddedLayout(10, 10, 12, 12), o))
}

// Caution is a sentence to think about before going on.
func Caution(said string) fyne.CanvasObject {
	hue := Shade(theme.ColorNameWarning)
	return OnCard(Mix(Shade(theme.ColorNameOverlayBackground), hue, 0.14), Quiet(said))
}

// Section is a heading within a dialog.
func Section(title string) fyne.CanvasObject {
	t := NewText(title, 13, theme.ColorNameForeground)
	t.TextStyle = Bold
	return container.New(layout.NewCustomPaddedLayout(4, 0, 0, 0), t)
}

// Column puts objects below each other.
func Column(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), o...)
}

// Heading is a heading between cards.
func Heading(title string) fyne.CanvasObject {
	t := NewText(title, 13, theme.ColorNameForeground)
	t.TextStyle = Bold
	return container.New(layout.NewCustomPaddedLayout(6, -6, 0, 0), t)
}
