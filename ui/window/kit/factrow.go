package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// FactRow is a label and what it says, which wraps.
func FactRow(column float32, label, value string) *fyne.Container {
	name := NewText(Fit(label, FactSize, fyne.TextStyle{}, column-10), FactSize, ColorMuted)
	return container.New(&factLayout{column: column}, name, FactText(value))
}

// FactColumn is how wide labels are: as the longest one, within reason.
func FactColumn(labels ...string) float32 {
	const gap, most = 16, 140
	widest := float32(0)
	for _, label := range labels {
		widest = max(widest, TextWidth(label, FactSize, fyne.TextStyle{}))
	}
	return min(widest+gap, most)
}

// FactText is what a fact says.
func FactText(said string) fyne.CanvasObject {
	l := widget.NewLabel(said)
	l.SizeName, l.Wrapping = SizeNameFact, Wrapping(said)
	return Copiable(Flush(l), said)
}

// Wrapping is between words, unless there is one that would not fit into a line.
func Wrapping(said string) fyne.TextWrap {
	const longWord = 30
	if slices.ContainsFunc(strings.Fields(said), func(word string) bool { return len(word) > longWord }) {
		return fyne.TextWrapBreak
	}
	return fyne.TextWrapWord
}

// factLayout puts a label beside a text of any height, and a small button
// behind it, if there is one.
type factLayout struct{ column float32 }

// MinSize implements fyne.Layout.
func (l *factLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

// Layout implements fyne.Layout.
func (l *factLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	room := size.Width - l.column
	if len(o) > 2 {
		room -= SmallButton + 4
		o[2].Move(fyne.NewPos(size.Width-SmallButton+4, (o[0].MinSize().Height-SmallButton)/2))
		o[2].Resize(fyne.NewSquareSize(SmallButton))
	}
	o[0].Resize(fyne.NewSize(l.column, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(l.column, 0))
	o[1].Resize(fyne.NewSize(room, size.Height))
}
