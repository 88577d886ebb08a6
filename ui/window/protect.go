package window

import (
	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// protect lets a person choose the passphrase of a vault that is to be made on
// a computer without a keyring, and goes on with then.
func (h *home) protect(then func()) {
	s := newSheet(h.canvas, words.Now().Protect.Title, h.pop)
	first := fieldOf(words.Now().Lock.Passphrase, newPasswordEntry(), nil)
	again := fieldOf(words.Now().Protect.Again, newPasswordEntry(), nil)
	do := strongButton(words.Now().Protect.Do, nil)
	do.OnTapped = func() {
		switch {
		case first.text() == "":
			h.canvas.Focus(first.entry)
			return
		case first.text() != again.text():
			again.say(words.Now().Protect.Differs)
			s.fit()
			return
		}
		do.Disable()
		h.unlock(auth.NewSecret(first.text()), func(err error) {
			do.Enable()
			if err != nil {
				again.say(text.Tell(err).String())
				s.fit()
				return
			}
			h.pop()
			then()
		})
	}
	first.entry.OnSubmitted = func(string) { h.canvas.Focus(again.entry) }
	again.entry.OnSubmitted = func(string) { do.Tapped(nil) }
	h.push(s)
	s.set([]fyne.CanvasObject{sentence(words.Now().Protect.Text), first.box, again.box}, newButton(words.Now().Common.Cancel, h.pop), do)
	s.focus(first.entry)
}
