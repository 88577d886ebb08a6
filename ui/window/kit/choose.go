package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// ChoiceOf is a labelled list to choose one of; the first is chosen.
func ChoiceOf(label string, names []string, onChoose func(int)) *fyne.Container {
	return choiceAt(label, names, 0, onChoose)
}

// choiceAt is choiceOf with another one chosen.
func choiceAt(label string, names []string, chosen int, onChoose func(int)) *fyne.Container {
	list := NewPick(names)
	list.SetSelectedIndex(chosen)
	list.OnChanged = func(string) { onChoose(list.SelectedIndex()) }
	return Labelled(label, list)
}

// Labelled is a list to choose from below its label.
func Labelled(label string, list *Pick) *fyne.Container {
	list.Name = label
	line := canvas.NewRectangle(color.Transparent)
	line.StrokeColor, line.StrokeWidth, line.CornerRadius = Shade(theme.ColorNameInputBorder), 1, theme.InputRadiusSize()
	return container.New(layout.NewCustomPaddedVBoxLayout(4), FieldLabel(label), container.NewStack(list, line))
}
