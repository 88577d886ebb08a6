package window

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// keyFileFlag is how Authfob is told its key file.
const keyFileFlag = "--vault-key-file=FILE"

// vaultPage is what opens the vault, the ways back where that is lost, and when
// it is locked.
func (v *settingsView) vaultPage() []fyne.CanvasObject {
	w := words.Now().Vault
	rows := []fyne.CanvasObject{}
	if v.config.Vault != nil {
		rows = append(rows, v.saidCard()...)
		rows = append(rows, settingTitle(w.Opens), kit.Card(v.opens()...))
		if v.out.vault.Exists {
			rows = append(rows, settingTitle(words.Now().Recover.Title), kit.Card(v.codeRow()))
		}
	}
	rows = append(rows, settingTitle(w.Locking), v.locking())
	if v.config.Vault == nil {
		return rows
	}
	if v.changeable() {
		rows = append(rows, settingTitle(w.Key), kit.Card(v.keyRow()))
	}
	if v.config.Outside.OpenPath != nil {
		rows = append(rows, settingTitle(w.Files), kit.Card(v.folderRow(w.FilesVault, v.config.Outside.Folders.Vault), v.folderRow(w.FilesConfig, v.config.Outside.Folders.Config)))
	}
	return rows
}

// changeable says that there is an open vault, whose key can be changed.
func (v *settingsView) changeable() bool {
	return v.out.vault.Exists && v.out.vaultErr == nil && v.page != pageLocked
}

// saidCard says what was changed last.
func (v *settingsView) saidCard() []fyne.CanvasObject {
	if v.said == "" {
		return nil
	}
	hue := kit.Shade(kit.ColorFresh)
	return []fyne.CanvasObject{kit.OnCard(kit.Mix(kit.Shade(theme.ColorNameOverlayBackground), hue, 0.14), container.NewBorder(nil, nil, padded(kit.StateMark(auth.StateFresh)), nil, kit.Sentence(v.said)))}
}

// padded keeps a sign away from the words behind it.
func padded(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, 0, 8), o)
}

// opens is what the vault is under, and what else it can be under.
func (v *settingsView) opens() []fyne.CanvasObject {
	w, s := words.Now().Vault, v.out.vault
	switch {
	case v.out.vaultErr != nil:
		told := text.Tell(v.out.vaultErr)
		return []fyne.CanvasObject{kit.Alarm(told.What, told.Todo)}
	case !s.Exists:
		return []fyne.CanvasObject{kit.Hushed(w.None)}
	}
	title, note, draw := v.underWords()
	if s.Since != nil {
		note = w.Since.With("time", text.Until(*s.Since, v.Clock.Now())) + words.Now().Common.Sentence + note
	}
	rows := []fyne.CanvasObject{signRow(draw, kit.SettingWords(title, note))}
	if !v.changeable() {
		return append(rows, kit.Hushed(w.LockedNote))
	}
	buttons := []fyne.CanvasObject{}
	add := func(label string, do func()) { buttons = append(buttons, kit.NewButton(label, do)) }
	if s.Under == vault.Passphrase {
		add(w.Change, func() { v.changePassphrase(true, v.changed(w.NowPassphrase)) })
	} else {
		add(w.UsePassphrase, func() { v.changePassphrase(false, v.changed(w.NowPassphrase)) })
	}
	if s.Under != vault.Keyring {
		add(w.UseKeyring, v.useKeyring)
	}
	if s.Under != vault.KeyFile {
		add(w.UseKeyFile, v.useKeyFile)
	}
	return append(rows, container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, buttons...))
}

// underWords say what the vault is under.
func (v *settingsView) underWords() (title, note, draw string) {
	w := words.Now().Vault
	switch v.out.vault.Under {
	case vault.Passphrase:
		return w.Passphrase, w.PassphraseNote, kit.DrawPen
	case vault.KeyFile:
		return w.KeyFile, w.KeyFileNote.With("flag", keyFileFlag), kit.DrawFile
	}
	if v.out.keyring != "" {
		return w.KeyringOf.With("name", v.out.keyring), w.KeyringNote, kit.DrawKey
	}
	return w.Keyring, w.KeyringNote, kit.DrawKey
}

// codeRow is whether there is a recovery code, and what to do about that.
func (v *settingsView) codeRow() fyne.CanvasObject {
	w, s := words.Now().Vault, v.out.vault
	note := kit.Hushed(w.CodeNone)
	if s.RecoveryCode {
		made := w.CodeMade.With("time", "")
		if s.CodeSince != nil {
			made = w.CodeMade.With("time", text.Until(*s.CodeSince, v.Clock.Now()))
		}
		note = kit.Hushed(made)
	}
	parts := []fyne.CanvasObject{note}
	if v.changeable() {
		var buttons []fyne.CanvasObject
		if s.RecoveryCode {
			buttons = append(buttons, kit.NewButton(w.CodeReplace, v.makeCode), kit.NewButton(w.CodeRemove, v.removeCode))
		} else {
			buttons = append(buttons, kit.StrongButton(w.CodeMake, v.makeCode))
		}
		parts = append(parts, container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, buttons...))
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(10), parts...)
}

// keyRow is the key that seals the records.
func (v *settingsView) keyRow() fyne.CanvasObject {
	w := words.Now().Vault
	if v.out.vault.Resealing {
		return container.New(layout.NewCustomPaddedVBoxLayout(10), kit.Caution(w.Interrupted), container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, kit.StrongButton(w.Finish, v.finishRotation)))
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(10), kit.Hushed(w.KeyNote), container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, kit.NewButton(w.Rotate, v.rotate)))
}

// locking is when the vault is locked.
func (v *settingsView) locking() fyne.CanvasObject {
	s, w := v.config.Settings, words.Now()
	var rows []fyne.CanvasObject
	if v.config.Choose != nil {
		rows = append(rows,
			pickSetting(v.home, w.Settings.LockAfter, w.Settings.LockAfterNote, s.LockAfter, spans(lockTimes, w.Settings.Never), spanWords,
				func(s *settings.Settings, is settings.Seconds) { s.LockAfter = is }),
			v.toggleSetting(w.Settings.LockScreen, "", s.LockWithScreen, func(s *settings.Settings, on bool) { s.LockWithScreen = on }))
	}
	if v.changeable() {
		rows = append(rows, container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, kit.NewButton(w.Lock.Now, v.lock)))
	}
	return kit.Card(rows...)
}

// folderRow is a folder, and a button that shows it.
func (v *settingsView) folderRow(title, path string) fyne.CanvasObject {
	open := kit.NewButton(words.Now().Settings.OpenFolder, func() { v.openFolder(path) })
	return container.New(layout.NewCustomPaddedVBoxLayout(8), kit.SettingWords(title, auth.Clean(path, 400)), container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, open))
}

// changed says what was changed, and reads how the vault stands now.
func (v *settingsView) changed(says string) func() {
	return func() {
		v.said = says
		if slices.Contains(v.Sheets, v.sheet) {
			v.sheet.Scroll.ScrollToTop()
		}
		v.readOutside()
	}
}

// carry does something to the vault off the UI goroutine. Its dialog s says
// meanwhile that it is under way, and why nothing came of it where it failed.
func (v *settingsView) carry(s *kit.Sheet, do *kit.Button, trouble *fyne.Container, work func(ctx context.Context) error, says string) {
	label := do.Text
	do.SetText(words.Now().Vault.Working)
	do.Disable()
	v.Tasks.Start(func(ctx context.Context) {
		err := work(ctx)
		v.UI.Do(func() {
			do.SetText(label)
			do.Enable()
			if err != nil {
				s.Blame(trouble, err)
				v.Canvas.Focus(do)
				return
			}
			v.Close(s)
			v.changed(says)()
		})
	})
}

// signRow is a sign with words behind it.
func signRow(draw string, o fyne.CanvasObject) fyne.CanvasObject {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: kit.Sign(draw, theme.ColorNamePrimary)}
	icon.SetMinSize(fyne.NewSquareSize(22))
	return container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 0, 12), container.NewCenter(icon)), nil, o)
}
