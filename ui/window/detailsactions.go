package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// actions are what most people come for.
func (d *details) actions(s auth.Status) fyne.CanvasObject {
	locked, signIn := s.State == auth.StateLocked, s.State == auth.StateSignInNeeded
	d.copy.Text, d.copy.Icon = words.Now().Row.CopyToken, kit.Sign(kit.DrawCopy, theme.ColorNameForegroundOnPrimary)
	if signIn {
		d.copy.Text, d.copy.Icon = words.Now().Row.SignInDots, kit.Sign(kit.DrawKey, theme.ColorNameForegroundOnPrimary)
	}
	if locked {
		d.copy.Icon = kit.Sign(kit.DrawCopy, theme.ColorNameDisabled)
	}
	enable(d.copy, !locked)
	enable(d.renew, s.Renewable && !locked)
	enable(d.try, !locked && !signIn)
	d.renew.Hidden = signIn
	d.formats.Hidden = locked || signIn
	d.edit.Hidden = locked
	return container.New(&actionsLayout{}, container.New(joined{}, d.copy, d.formats), d.renew, d.try)
}

// joined puts two buttons close together; the first takes what room there is.
type joined struct{}

const joint = 2 // between them

// MinSize implements fyne.Layout.
func (joined) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := o[0].MinSize()
	if o[1].Visible() {
		size.Width += joint + o[1].MinSize().Width
	}
	return size
}

// Layout implements fyne.Layout.
func (joined) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if o[1].Visible() {
		w := o[1].MinSize().Width
		size.Width -= joint + w
		o[1].Move(fyne.NewPos(size.Width+joint, 0))
		o[1].Resize(fyne.NewSize(w, size.Height))
	}
	o[0].Resize(size)
}

// actionsLayout puts buttons side by side, or, where there is no room for that,
// the first on a line of its own and the others below it, each as wide as the
// next.
type actionsLayout struct{ stacked bool }

// MinSize implements fyne.Layout.
func (l *actionsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	height := o[0].MinSize().Height
	if l.stacked {
		height += kit.ButtonGap + o[len(o)-1].MinSize().Height
	}
	return fyne.NewSize(200, height)
}

// Layout implements fyne.Layout.
func (l *actionsLayout) Layout(all []fyne.CanvasObject, size fyne.Size) {
	var o []fyne.CanvasObject
	wide := float32(-kit.ButtonGap)
	for _, b := range all {
		if b.Visible() {
			o = append(o, b)
			wide += b.MinSize().Width + kit.ButtonGap
		}
	}
	l.stacked = wide > size.Width && len(o) > 1
	at := fyne.Position{}
	for i, b := range o {
		own := b.MinSize()
		switch rest := float32(len(o) - 1); {
		case l.stacked && i == 0:
			own.Width = size.Width
		case l.stacked:
			own.Width = (size.Width - (rest-1)*kit.ButtonGap) / rest
		}
		b.Move(at)
		b.Resize(own)
		at.X += own.Width + kit.ButtonGap
		if l.stacked && i == 0 {
			at = fyne.NewPos(0, own.Height+kit.ButtonGap)
		}
	}
}

func enable(b *kit.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
	b.Refresh()
}
