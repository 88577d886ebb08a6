package transfer

import (
	"errors"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// clashing is an account of the file whose name is in use here, with other
// settings. It is left out, unless the person says which of the two gets another
// name; nothing here is overwritten. (requirement 82)
func (i *importing) clashing(it *share.Item, line fyne.CanvasObject) fyne.CanvasObject {
	w := words.Now().Transfer
	name := it.Record.Account.Name
	as := kit.NewField(w.NewName, "", nil)
	as.Entry.OnEscape = i.Pop
	as.Entry.Text = i.plan.Free(name)
	as.Box.Hide()
	take := func() {
		if i.begun { // the plan is another goroutine's
			return
		}
		err := i.plan.TakeAs(it, as.Text())
		as.Say(nameWrong(err))
		if i.wanted[it] = err == nil; err != nil {
			i.plan.Leave(it)
		}
		i.chosen()
	}
	as.Follow(i.UI.Do, take)
	options, aside := []string{w.Leave, w.TakeAs}, i.plan.Free(w.Aside.With("name", name))
	if it.CanReplace() && auth.CheckName(aside) == nil {
		options = append(options, w.Replaces.With("name", aside))
	}
	pick := kit.NewPick(options)
	pick.Name = auth.Clean(name, 60)
	pick.SetSelectedIndex(0)
	pick.OnChanged = func(string) {
		if i.begun {
			return
		}
		as.Box.Hidden = pick.SelectedIndex() != 1
		switch pick.SelectedIndex() {
		case 1:
			take()
			i.sheet.Focus(as.Entry)
			return
		case 2:
			i.plan.Replace(it, aside)
			i.wanted[it] = true
		default:
			i.plan.Leave(it)
			i.wanted[it] = false
		}
		i.chosen()
	}
	return signed(kit.DrawInfo, kit.ColorExpiring, kit.Column(4, kit.Column(2, kit.Sentence(auth.Clean(name, 200)), line, kit.Hushed(w.Differs)), kit.Outlined(pick), as.Box))
}

// nameWrong says why an account cannot be called so; "" where it can.
func nameWrong(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, auth.ErrNameTaken):
		return text.Tell(err).What
	}
	return words.Say(err.Error())
}
