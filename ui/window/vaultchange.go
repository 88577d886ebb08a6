package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/words"
)

// useKeyring puts the vault under the keyring, after asking.
func (v *settingsView) useKeyring() {
	w := words.Now().Vault
	s := newSheet(v.canvas, w.KeyringTitle, v.pop)
	trouble := container.NewStack()
	do := strongButton(w.KeyringDo, nil)
	do.OnTapped = func() { v.carry(s, do, trouble, v.config.Vault.UseKeyring, w.NowKeyring) }
	v.push(s)
	s.set([]fyne.CanvasObject{sentence(w.KeyringText), trouble}, newButton(words.Now().Common.Cancel, v.pop), do)
	s.focus(do)
}

// useKeyFile puts the vault under a key file, which can be made on the way.
func (v *settingsView) useKeyFile() {
	w := words.Now().Vault
	s := newSheet(v.canvas, w.FileTitle, v.pop)
	path := newField(w.FilePath, "/media/ada/stick/authfob.key", checkPath)
	path.entry.onEscape = v.pop
	fresh := newCheck(w.FileNew, nil)
	trouble := container.NewStack()
	do := strongButton(w.FileDo, nil)
	do.OnTapped = func() {
		path.seen = true
		if path.judge(); path.text() == "" || path.err() != nil || do.Disabled() {
			v.canvas.Focus(path.entry)
			return
		}
		file, make := path.text(), fresh.Checked
		v.carry(s, do, trouble, func(ctx context.Context) error {
			if make {
				if err := v.config.Vault.NewKeyFile(file); err != nil {
					return err
				}
			}
			return v.config.Vault.UseKeyFile(ctx, file)
		}, w.NowKeyFile.With("flag", "--vault-key-file="+file))
	}
	path.entry.OnChanged = func(string) { path.say("") }
	path.entry.OnSubmitted = func(string) { do.Tapped(nil) }
	v.push(s)
	s.set([]fyne.CanvasObject{sentence(w.FileText), path.box, fresh, caution(w.KeyFileNote.With("flag", keyFileFlag)), trouble}, newButton(words.Now().Common.Cancel, v.pop), do)
	s.focus(path.entry)
}

// rotate replaces the key that seals the records. A passphrase is asked for and
// checked: one that is mistyped would be the vault's from then on.
func (v *settingsView) rotate() {
	w, state := words.Now().Vault, v.out.vault
	s := newSheet(v.canvas, w.RotateTitle, v.pop)
	pass := fieldOf(words.Now().Lock.Passphrase, newPasswordEntry(), nil)
	pass.entry.onEscape = v.pop
	pass.box.Hidden = state.Under != vault.Passphrase
	trouble := container.NewStack()
	body := []fyne.CanvasObject{sentence(w.KeyNote)}
	if state.RecoveryCode {
		body = append(body, sentence(w.RotateCode))
	}
	do := strongButton(w.RotateDo, nil)
	do.OnTapped = func() {
		if do.Disabled() {
			return
		}
		if pass.box.Visible() && pass.text() == "" {
			v.canvas.Focus(pass.entry)
			return
		}
		typed := auth.NewSecret(pass.text())
		label := do.Text
		do.SetText(w.Working)
		do.Disable()
		v.tasks.start(func(ctx context.Context) {
			var err error
			if !typed.IsZero() {
				err = v.config.Vault.Confirm(ctx, typed)
			}
			v.ui.Do(func() {
				do.SetText(label)
				do.Enable()
				switch {
				case err != nil:
					s.blame(trouble, err)
					v.canvas.Focus(pass.entry)
				case state.RecoveryCode:
					v.drop(s)
					v.showCode(func(ctx context.Context, code auth.Secret) error { return v.replaceKey(ctx, typed, code) }, w.NowKey)
				default:
					v.carry(s, do, trouble, func(ctx context.Context) error { return v.replaceKey(ctx, typed, auth.Secret{}) }, w.NowKey)
				}
			})
		})
	}
	pass.entry.OnSubmitted = func(string) { do.Tapped(nil) }
	v.push(s)
	s.set(append(body, pass.box, trouble), newButton(words.Now().Common.Cancel, v.pop), do)
	if pass.box.Visible() {
		s.focus(pass.entry)
		return
	}
	s.focus(do)
}

// replaceKey runs off the UI goroutine. A window that ends before all accounts
// are sealed anew leaves the rest to finishRotation.
func (v *settingsView) replaceKey(ctx context.Context, pass, code auth.Secret) error {
	if err := v.config.Vault.Rotate(ctx, pass, code); err != nil {
		return err
	}
	return v.config.Vault.Reseal(ctx)
}

// finishRotation goes on where a replacement was interrupted.
func (v *settingsView) finishRotation() {
	w := words.Now().Vault
	s := newSheet(v.canvas, w.RotateTitle, v.pop)
	trouble := container.NewStack()
	do := strongButton(w.Finish, nil)
	do.OnTapped = func() { v.carry(s, do, trouble, v.config.Vault.Reseal, w.NowKey) }
	v.push(s)
	s.set([]fyne.CanvasObject{sentence(w.Interrupted), trouble}, newButton(words.Now().Common.Close, v.pop), do)
	s.focus(do)
}

// removeCode leaves the vault without a recovery code, after asking.
func (v *settingsView) removeCode() {
	w := words.Now().Vault
	v.ask(w.CodeRemoveTitle, w.CodeRemoveText, w.CodeRemoveDo, true, func() {
		v.tasks.start(func(ctx context.Context) {
			err := v.config.Vault.RemoveCode(ctx)
			v.ui.Do(func() {
				if err != nil {
					v.tell(words.Now().Settings.NotChanged, text.Tell(err).String())
					return
				}
				v.changed(w.NowNoCode)()
			})
		})
	})
}
