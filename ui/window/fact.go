package window

import (
	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// factLabels are the labels of the details.
func factLabels(w words.Details) []string {
	return []string{w.Source, w.Renewal, w.Notice, w.Provider, w.Issuer, w.Host, w.Secrets, w.Grant, w.Client, w.Subject, w.Signature}
}

// fact is a label and what it says, which wraps.
func (d *details) fact(label, value string) *fyne.Container {
	return kit.FactRow(d.column, label, value)
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
		b.Small, b.Tips = true, d.h.Tips
		d.copies[key] = b
	}
	if b.AccessibilityLabel() != words.Now().Row.Copied {
		b.Set(says, kit.DrawCopy, kit.ColorMuted, false, false)
	}
	b.OnTap = func() {
		d.h.ClipText(value)
		b.Set(words.Now().Row.Copied, kit.DrawTick, kit.ColorFresh, false, false)
		d.h.Clock.After(doneFor, func() { b.Set(says, kit.DrawCopy, kit.ColorMuted, false, false) })
	}
	return b
}
