package lock

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
func (l *Screens) recover() {
	w := words.Now().Recover
	s := kit.NewSheet(l.Canvas, w.Title, l.Pop)
	code := kit.NewField(w.Title, "", nil)
	code.Entry.TextStyle = kit.Mono
	code.Entry.OnEscape = l.Pop
	trouble := container.NewStack()
	do := kit.StrongButton(w.Do, nil)
	do.OnTapped = func() {
		typed := auth.NewSecret(code.Text())
		if typed.IsZero() || do.Disabled() {
			return
		}
		do.SetText(w.Doing)
		do.Disable()
		l.Tasks.Start(func(ctx context.Context) {
			err := l.Vault.CheckCode(typed)
			if err == nil {
				err = l.Vault.Recover(ctx, typed)
			}
			l.UI.Do(func() {
				do.SetText(w.Do)
				do.Enable()
				if err != nil {
					s.Blame(trouble, err)
					l.Canvas.Focus(code.Entry)
					return
				}
				code.Entry.SetText("")
				l.afterRecovery(s)
			})
		})
	}
	code.Entry.OnSubmitted = func(string) { do.Tapped(nil) }
	l.Push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(w.Text), code.Box, trouble}, kit.NewButton(words.Now().Common.Cancel, l.Pop), do)
	s.Focus(code.Entry)
}

// afterRecovery has a vault that was opened by its code put under something
// that is there.
func (l *Screens) afterRecovery(s *kit.Sheet) {
	w := words.Now().Recover
	trouble := container.NewStack()
	pass := kit.NewButton(w.Passphrase, nil)
	ring := kit.StrongButton(w.Keyring, nil)
	pass.OnTapped = func() {
		l.Close(s)
		l.changePassphrase(false, func() { l.Toast.Say(words.Now().Vault.NowPassphrase) })
	}
	ring.OnTapped = func() {
		ring.Disable()
		l.Tasks.Start(func(ctx context.Context) {
			err := l.Vault.UseKeyring(ctx)
			l.UI.Do(func() {
				ring.Enable()
				if err != nil {
					s.Blame(trouble, err)
					return
				}
				l.Close(s)
				l.Toast.Say(words.Now().Vault.NowKeyring)
			})
		})
	}
	s.SetTitle(w.NextTitle)
	s.Set([]fyne.CanvasObject{kit.Sentence(w.NextText), trouble}, kit.NewButton(w.Later, l.Pop), pass, ring)
	s.Focus(ring)
}
