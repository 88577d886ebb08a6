package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// recover opens the vault with its recovery code, and then has the person
// choose what opens it from now on.
func (h *home) recover() {
	w := words.Now().Recover
	s := kit.NewSheet(h.Canvas, w.Title, h.Pop)
	code := kit.NewField(w.Title, "", nil)
	code.Entry.TextStyle = kit.Mono
	code.Entry.OnEscape = h.Pop
	trouble := container.NewStack()
	do := kit.StrongButton(w.Do, nil)
	do.OnTapped = func() {
		typed := auth.NewSecret(code.Text())
		if typed.IsZero() || do.Disabled() {
			return
		}
		do.SetText(w.Doing)
		do.Disable()
		h.Tasks.Start(func(ctx context.Context) {
			err := h.config.Vault.CheckCode(typed)
			if err == nil {
				err = h.config.Vault.Recover(ctx, typed)
			}
			h.UI.Do(func() {
				do.SetText(w.Do)
				do.Enable()
				if err != nil {
					s.Blame(trouble, err)
					h.Canvas.Focus(code.Entry)
					return
				}
				code.Entry.SetText("")
				h.afterRecovery(s)
			})
		})
	}
	code.Entry.OnSubmitted = func(string) { do.Tapped(nil) }
	h.Push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(w.Text), code.Box, trouble}, kit.NewButton(words.Now().Common.Cancel, h.Pop), do)
	s.Focus(code.Entry)
}

// afterRecovery has a vault that was opened by its code put under something
// that is there.
func (h *home) afterRecovery(s *kit.Sheet) {
	w := words.Now().Recover
	trouble := container.NewStack()
	pass := kit.NewButton(w.Passphrase, nil)
	ring := kit.StrongButton(w.Keyring, nil)
	pass.OnTapped = func() {
		h.Close(s)
		h.changePassphrase(false, func() { h.Toast.Say(words.Now().Vault.NowPassphrase) })
	}
	ring.OnTapped = func() {
		ring.Disable()
		h.Tasks.Start(func(ctx context.Context) {
			err := h.config.Vault.UseKeyring(ctx)
			h.UI.Do(func() {
				ring.Enable()
				if err != nil {
					s.Blame(trouble, err)
					return
				}
				h.Close(s)
				h.Toast.Say(words.Now().Vault.NowKeyring)
			})
		})
	}
	s.SetTitle(w.NextTitle)
	s.Set([]fyne.CanvasObject{kit.Sentence(w.NextText), trouble}, kit.NewButton(w.Later, h.Pop), pass, ring)
	s.Focus(ring)
}
