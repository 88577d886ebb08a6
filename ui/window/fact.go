package window

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// factRow is a label and what it says, which wraps.
func factRow(column float32, label, value string) *fyne.Container {
	name := kit.NewText(kit.Fit(label, kit.FactSize, fyne.TextStyle{}, column-10), kit.FactSize, kit.ColorMuted)
	return container.New(&factLayout{column: column}, name, valueText(value))
}

// factColumn is how wide labels are: as the longest one, within reason.
func factColumn(labels ...string) float32 {
	const gap, most = 16, 140
	widest := float32(0)
	for _, label := range labels {
		widest = max(widest, kit.TextWidth(label, kit.FactSize, fyne.TextStyle{}))
	}
	return min(widest+gap, most)
}

// factLabels are the labels of the details.
func factLabels(w words.Details) []string {
	return []string{w.Source, w.Renewal, w.Notice, w.Provider, w.Issuer, w.Host, w.Secrets, w.Grant, w.Client, w.Subject, w.Signature}
}

// fact is a label and what it says, which wraps.
func (d *details) fact(label, value string) *fyne.Container {
	return factRow(d.column, label, value)
}

// copyable is a fact with a button that copies it.
func (d *details) copyable(label, value string) fyne.CanvasObject {
	row := d.fact(label, value)
	row.Add(d.copier(label, label, value))
	return row
}

// copier is the button that copies a value; key is of one button for ever.
func (d *details) copier(key, label, value string) *kit.FocusButton {
	says := words.Now().Row.Copy + words.Now().Common.Colon + label
	b := d.copies[key]
	if b == nil {
		b = kit.NewFocusButton(says, kit.DrawCopy, d.h.typedKey, nil)
		b.Small, b.Tips = true, d.h.tips
		d.copies[key] = b
	}
	if b.AccessibilityLabel() != words.Now().Row.Copied {
		b.Set(says, kit.DrawCopy, kit.ColorMuted, false, false)
	}
	b.OnTap = func() {
		d.h.clipText(value)
		b.Set(words.Now().Row.Copied, kit.DrawTick, kit.ColorFresh, false, false)
		d.h.clock.After(doneFor, func() { b.Set(says, kit.DrawCopy, kit.ColorMuted, false, false) })
	}
	return b
}

// valueText is what a fact says. It cannot be selected: Tab would stop at each,
// and nobody would see where the keyboard is.
func valueText(said string) fyne.CanvasObject {
	l := widget.NewLabel(said)
	l.SizeName, l.Wrapping = kit.SizeNameFact, wrapping(said)
	return kit.Flush(l)
}

// wrapping is between words, unless there is one that would not fit into a line.
func wrapping(said string) fyne.TextWrap {
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
		room -= kit.SmallButton + 4
		o[2].Move(fyne.NewPos(size.Width-kit.SmallButton+4, (o[0].MinSize().Height-kit.SmallButton)/2))
		o[2].Resize(fyne.NewSquareSize(kit.SmallButton))
	}
	o[0].Resize(fyne.NewSize(l.column, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(l.column, 0))
	o[1].Resize(fyne.NewSize(room, size.Height))
}
