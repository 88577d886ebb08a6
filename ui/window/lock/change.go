package lock

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// useKeyring puts the vault under the keyring, after asking.
func (v *Section) useKeyring() {
	w := words.Now().Vault
	s := kit.NewSheet(v.Canvas, w.KeyringTitle, v.Pop)
	trouble := container.NewStack()
	do := kit.StrongButton(w.KeyringDo, nil)
	do.OnTapped = func() { v.carry(s, do, trouble, v.Vault.UseKeyring, w.NowKeyring) }
	v.Push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(w.KeyringText), trouble}, kit.NewButton(words.Now().Common.Cancel, v.Pop), do)
	s.Focus(do)
}

// useKeyFile puts the vault under a key file, which can be made on the way.
func (v *Section) useKeyFile() {
	w := words.Now().Vault
	s := kit.NewSheet(v.Canvas, w.FileTitle, v.Pop)
	path := kit.NewField(w.FilePath, "/media/ada/stick/authfob.key", kit.CheckPath)
	path.Entry.OnEscape = v.Pop
	fresh := kit.NewCheck(w.FileNew, nil)
	trouble := container.NewStack()
	do := kit.StrongButton(w.FileDo, nil)
	do.OnTapped = func() {
		path.Seen = true
		if path.Judge(); path.Text() == "" || path.Err() != nil || do.Disabled() {
			v.Canvas.Focus(path.Entry)
			return
		}
		file, make := path.Text(), fresh.Checked
		v.carry(s, do, trouble, func(ctx context.Context) error {
			if make {
				if err := v.Vault.NewKeyFile(file); err != nil {
					return err
				}
			}
			return v.Vault.UseKeyFile(ctx, file)
		}, w.NowKeyFile.With("flag", "--vault-key-file="+file))
	}
	path.Entry.OnChanged = func(string) { path.Say("") }
	path.Entry.OnSubmitted = func(string) { do.Tapped(nil) }
	v.Push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(w.FileText), path.Box, fresh, kit.Caution(w.KeyFileNote.With("flag", keyFileFlag)), trouble}, kit.NewButton(words.Now().Common.Cancel, v.Pop), do)
	s.Focus(path.Entry)
}

// rotate replaces the key that seals the records. A passphrase is asked for and
// checked: one that is mistyped would be the vault's from then on.
func (v *Section) rotate() {
	w, state := words.Now().Vault, v.State
	s := kit.NewSheet(v.Canvas, w.RotateTitle, v.Pop)
	pass := kit.FieldOf(words.Now().Lock.Passphrase, kit.NewPasswordEntry(), nil)
	pass.Entry.OnEscape = v.Pop
	pass.Box.Hidden = state.Under != vault.Passphrase
	trouble := container.NewStack()
	body := []fyne.CanvasObject{kit.Sentence(w.KeyNote)}
	if state.RecoveryCode {
		body = append(body, kit.Sentence(w.RotateCode))
	}
	do := kit.StrongButton(w.RotateDo, nil)
	do.OnTapped = func() {
		if do.Disabled() {
			return
		}
		if pass.Box.Visible() && pass.Text() == "" {
			v.Canvas.Focus(pass.Entry)
			return
		}
		typed := auth.NewSecret(pass.Text())
		label := do.Text
		do.SetText(w.Working)
		do.Disable()
		v.Tasks.Start(func(ctx context.Context) {
			var err error
			if !typed.IsZero() {
				err = v.Vault.Confirm(ctx, typed)
			}
			v.UI.Do(func() {
				do.SetText(label)
				do.Enable()
				switch {
				case err != nil:
					s.Blame(trouble, err)
					v.Canvas.Focus(pass.Entry)
				case state.RecoveryCode:
					v.Close(s)
					v.showCode(func(ctx context.Context, code auth.Secret) error { return v.replaceKey(ctx, typed, code) }, w.NowKey)
				default:
					v.carry(s, do, trouble, func(ctx context.Context) error { return v.replaceKey(ctx, typed, auth.Secret{}) }, w.NowKey)
				}
			})
		})
	}
	pass.Entry.OnSubmitted = func(string) { do.Tapped(nil) }
	v.Push(s)
	s.Set(append(body, pass.Box, trouble), kit.NewButton(words.Now().Common.Cancel, v.Pop), do)
	if pass.Box.Visible() {
		s.Focus(pass.Entry)
		return
	}
	s.Focus(do)
}

// replaceKey runs off the UI goroutine. A window that ends before all accounts
// are sealed anew leaves the rest to finishRotation.
func (v *Section) replaceKey(ctx context.Context, pass, code auth.Secret) error {
	if err := v.Vault.Rotate(ctx, pass, code); err != nil {
		return err
	}
	return v.Vault.Reseal(ctx)
}

// finishRotation goes on where a replacement was interrupted.
func (v *Section) finishRotation() {
	w := words.Now().Vault
	s := kit.NewSheet(v.Canvas, w.RotateTitle, v.Pop)
	trouble := container.NewStack()
	do := kit.StrongButton(w.Finish, nil)
	do.OnTapped = func() { v.carry(s, do, trouble, v.Vault.Reseal, w.NowKey) }
	v.Push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(w.Interrupted), trouble}, kit.NewButton(words.Now().Common.Close, v.Pop), do)
	s.Focus(do)
}

// removeCode leaves the vault without a recovery code, after asking.
func (v *Section) removeCode() {
	w := words.Now().Vault
	v.Ask(w.CodeRemoveTitle, w.CodeRemoveText, w.CodeRemoveDo, true, func() {
		v.Tasks.Start(func(ctx context.Context) {
			err := v.Vault.RemoveCode(ctx)
			v.UI.Do(func() {
				if err != nil {
					v.Tell(words.Now().Settings.NotChanged, text.Tell(err).String())
					return
				}
				v.changed(w.NowNoCode)()
			})
		})
	})
}
