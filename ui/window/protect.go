package window

import (
	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
)

// protect lets a person choose the passphrase of a vault that is to be made on
// a computer without a keyring, and goes on with then.
func (h *home) protect(then func()) {
	s := newSheet(h.canvas, wordProtectTitle, h.pop)
	first := fieldOf(wordPassphrase, newPasswordEntry(), nil)
	again := fieldOf(wordProtectAgain, newPasswordEntry(), nil)
	do := strongButton(wordProtectDo, nil)
	do.OnTapped = func() {
		switch {
		case first.text() == "":
			h.canvas.Focus(first.entry)
			return
		case first.text() != again.text():
			again.say(wordProtectDiffers)
			s.fit()
			return
		}
		do.Disable()
		h.unlock(auth.NewSecret(first.text()), func(err error) {
			do.Enable()
			if err != nil {
				again.say(text.Explain(err).String())
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
	s.set([]fyne.CanvasObject{sentence(wordProtectText), first.box, again.box}, newButton(wordCancel, h.pop), do)
	s.focus(first.entry)
}
