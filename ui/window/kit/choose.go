package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
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
	return container.New(layout.NewCustomPaddedVBoxLayout(4), FieldLabel(label), Outlined(list))
}
