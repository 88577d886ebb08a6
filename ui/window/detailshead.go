package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// detailsControls are the pane's buttons. They stay while what is around them
// is made anew, and so does the keyboard.
type detailsControls struct {
	copy, renew, try *kit.Button
	formats          *kit.FocusButton
	edit, more, back *kit.FocusButton
}

func (d *details) equip() {
	h, w := d.h, words.Now()
	small := func(label, draw string, do func()) *kit.FocusButton {
		b := kit.NewFocusButton(label, draw, h.typedKey, do)
		b.Tips = h.Tips
		return b
	}
	d.copy = kit.StrongButton(w.Row.CopyToken, func() { d.primary() })
	d.renew = kit.NewButton(w.Row.Renew, func() { h.renew(d.id) })
	d.try = kit.NewButton(w.Details.Try, func() { h.try(d.id) })
	d.formats = small(w.Row.CopyAs, kit.DrawDown, func() { h.formatsMenu(d.id, kit.Below(d.formats)) })
	d.formats.Strong = true
	d.edit = small(w.Details.Edit, kit.DrawPen, func() { h.edit(d.id) })
	d.more = small(w.Common.More, kit.DrawDots, func() { h.rowMenu(d.id, kit.Below(d.more)) })
	d.back = small(w.Common.Close, kit.DrawX, h.closeDetails)
}

// primary is what the account needs: a copy, or a sign-in.
func (d *details) primary() {
	if d.h.m.ByID[d.id].State == auth.StateSignInNeeded {
		d.h.signIn(d.id)
		return
	}
	d.h.copy(d.id)
}

// avatarSize is how large the avatar is, as in the rows.
const avatarSize = 44

// head says whose details these are.
func (d *details) head(s auth.Status) fyne.CanvasObject {
	face := kit.NewBadge(kit.HueOf(string(s.ID)))
	mark := canvas.NewText(kit.Initials(s.Name), face.Text)
	mark.TextSize, mark.TextStyle = avatarSize*0.36, kit.Bold
	avatar := container.NewStack(canvas.NewCircle(face.Ground), container.NewCenter(mark))
	name := widget.NewLabel(auth.Clean(s.Name, 200))
	name.TextStyle, name.SizeName, name.Wrapping = kit.Bold, theme.SizeNameSubHeadingText, kit.Wrapping(name.Text)
	badges := container.New(&kit.WrapLayout{FlowLayout: kit.FlowLayout{Gap: 6}}, chip(kit.ProviderBadge(s), kit.ProviderName(s)))
	for _, tag := range s.Tags {
		badges.Add(chip(kit.TagBadge(tag), auth.Clean(tag, 40)))
	}
	if a, ok := d.h.m.Apart[s.ID]; ok {
		badges.Add(chip(kit.AlikeBadge(), kit.AlikeWord(a)))
	}
	said := container.New(layout.NewCustomPaddedVBoxLayout(5), kit.Flush(name), badges)
	return container.New(&headLayout{}, avatar, said, container.New(layout.NewCustomPaddedHBoxLayout(0), d.edit, d.more, d.back))
}

// chip is a badge by itself.
func chip(b kit.Badge, word string) fyne.CanvasObject {
	ground := canvas.NewRectangle(b.Ground)
	ground.CornerRadius = 5
	t := canvas.NewText(kit.Fit(word, kit.BadgeSize, kit.Bold, 180), b.Text)
	t.TextSize, t.TextStyle = kit.BadgeSize, kit.Bold
	return container.NewStack(ground, container.New(layout.NewCustomPaddedLayout(1, 1, 7, 7), t))
}

// headLayout puts the avatar at the left, where there is room for it, buttons
// at the right, and the name between them.
type headLayout struct{}

// MinSize implements fyne.Layout.
func (*headLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, max(avatarSize, o[1].MinSize().Height))
}

// Layout implements fyne.Layout.
func (*headLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	avatar, said, buttons := o[0].(*fyne.Container), o[1], o[2]
	x := float32(0)
	if avatar.Hidden = size.Width < rows.Narrow-2*detailsSide; !avatar.Hidden {
		avatar.Resize(fyne.NewSquareSize(avatarSize))
		x = avatarSize + 12
	}
	w := buttons.MinSize().Width
	said.Move(fyne.NewPos(x, 0))
	said.Resize(fyne.NewSize(size.Width-x-w-8, size.Height))
	buttons.Move(fyne.NewPos(size.Width-w+8, -5)) // their signs end where the cards do
	buttons.Resize(fyne.NewSize(w, kit.IconButtonSize))
}

// news is what went wrong with the last thing done to the account.
func (d *details) news() []fyne.CanvasObject {
	n := d.h.notes[d.id]
	if !n.Failed() {
		return nil
	}
	return []fyne.CanvasObject{kit.AlarmWith(text.Words{What: n.What, Todo: n.Todo}, d.h.noteWay(d.id, n))}
}
