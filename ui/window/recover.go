package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// recover opens the vault with its recovery code, and then has the person
// choose what opens it from now on.
func (h *home) recover() {
	w := words.Now().Recover
	s := newSheet(h.canvas, w.Title, h.pop)
	code := newField(w.Title, "", nil)
	code.entry.TextStyle = mono
	code.entry.onEscape = h.pop
	trouble := container.NewStack()
	do := strongButton(w.Do, nil)
	do.OnTapped = func() {
		typed := auth.NewSecret(code.text())
		if typed.IsZero() || do.Disabled() {
			return
		}
		do.SetText(w.Doing)
		do.Disable()
		h.tasks.start(func(ctx context.Context) {
			err := h.config.Vault.CheckCode(typed)
			if err == nil {
				err = h.config.Vault.Recover(ctx, typed)
			}
			h.ui.Do(func() {
				do.SetText(w.Do)
				do.Enable()
				if err != nil {
					s.blame(trouble, err)
					h.canvas.Focus(code.entry)
					return
				}
				code.entry.SetText("")
				h.afterRecovery(s)
			})
		})
	}
	code.entry.OnSubmitted = func(string) { do.Tapped(nil) }
	h.push(s)
	s.set([]fyne.CanvasObject{sentence(w.Text), code.box, trouble}, newButton(words.Now().Common.Cancel, h.pop), do)
	s.focus(code.entry)
}

// afterRecovery has a vault that was opened by its code put under something
// that is there.
func (h *home) afterRecovery(s *sheet) {
	w := words.Now().Recover
	trouble := container.NewStack()
	pass := newButton(w.Passphrase, nil)
	ring := strongButton(w.Keyring, nil)
	pass.OnTapped = func() {
		h.drop(s)
		h.changePassphrase(false, func() { h.toast.say(words.Now().Vault.NowPassphrase) })
	}
	ring.OnTapped = func() {
		ring.Disable()
		h.tasks.start(func(ctx context.Context) {
			err := h.config.Vault.UseKeyring(ctx)
			h.ui.Do(func() {
				ring.Enable()
				if err != nil {
					s.blame(trouble, err)
					return
				}
				h.drop(s)
				h.toast.say(words.Now().Vault.NowKeyring)
			})
		})
	}
	s.setTitle(w.NextTitle)
	s.set([]fyne.CanvasObject{sentence(w.NextText), trouble}, newButton(w.Later, h.pop), pass, ring)
	s.focus(ring)
}

// blame says in a sheet what went wrong, at the place for it.
func (s *sheet) blame(place *fyne.Container, err error) {
	told := text.Tell(err)
	place.Objects = []fyne.CanvasObject{alarm(told.What, told.Todo)}
	s.fit()
}
