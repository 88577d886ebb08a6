package lock

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// keyFileFlag is how Authfob is told its key file.
const keyFileFlag = "--vault-key-file=FILE"

// Section is the page of the settings about the vault.
type Section struct {
	*Screens
	Standing
	said  string     // what was changed last
	sheet *kit.Sheet // of the settings
	again func()     // reads everything for them once more
}

// Standing is how the vault stands, as far as that was read.
type Standing struct {
	vault.State
	Err     error
	Keyring string // the program's name
}

// SameAs reports whether a person would see no difference.
func (a Standing) SameAs(b Standing) bool {
	return a.Exists == b.Exists && a.Under == b.Under && a.RecoveryCode == b.RecoveryCode && a.Locked == b.Locked && a.Resealing == b.Resealing && a.Err == b.Err
}

// Section returns the page in a sheet of settings, which again reads for anew.
func (l *Screens) Section(sheet *kit.Sheet, again func()) *Section {
	return &Section{Screens: l, sheet: sheet, again: again}
}

// Stand reads how the vault stands, off the UI goroutine.
func (v *Section) Stand() (is Standing) {
	is.State, is.Err = v.Vault.State()
	return is
}

// Rows are what opens the vault, the ways back where that is lost, and when it is
// locked, which locking lets a person choose.
func (v *Section) Rows(locking ...fyne.CanvasObject) []fyne.CanvasObject {
	w := words.Now().Vault
	rows := []fyne.CanvasObject{}
	if v.Vault != nil {
		rows = append(rows, v.saidCard()...)
		rows = append(rows, kit.Heading(w.Opens), kit.Card(v.opens()...))
		if v.Exists {
			rows = append(rows, kit.Heading(words.Now().Recover.Title), kit.Card(v.codeRow()))
		}
	}
	if v.changeable() {
		locking = append(locking, container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, kit.NewButton(words.Now().Lock.Now, v.Lock)))
	}
	rows = append(rows, kit.Heading(w.Locking), kit.Card(locking...))
	if v.Vault == nil {
		return rows
	}
	if v.changeable() {
		rows = append(rows, kit.Heading(w.Key), kit.Card(v.keyRow()))
	}
	if v.OpenPath != nil {
		rows = append(rows, kit.Heading(w.Files), kit.Card(v.folderRow(w.FilesVault, v.Folders.Vault), v.folderRow(w.FilesConfig, v.Folders.Config)))
	}
	return rows
}

// changeable says that there is an open vault, whose key can be changed.
func (v *Section) changeable() bool {
	return v.Exists && v.Err == nil && !v.Shut
}

// saidCard says what was changed last.
func (v *Section) saidCard() []fyne.CanvasObject {
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
func (v *Section) opens() []fyne.CanvasObject {
	w, s := words.Now().Vault, v.State
	switch {
	case v.Err != nil:
		told := text.Tell(v.Err)
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
func (v *Section) underWords() (title, note, draw string) {
	w := words.Now().Vault
	switch v.Under {
	case vault.Passphrase:
		return w.Passphrase, w.PassphraseNote, kit.DrawPen
	case vault.KeyFile:
		return w.KeyFile, w.KeyFileNote.With("flag", keyFileFlag), kit.DrawFile
	}
	if v.Keyring != "" {
		return w.KeyringOf.With("name", v.Keyring), w.KeyringNote, kit.DrawKey
	}
	return w.Keyring, w.KeyringNote, kit.DrawKey
}

// codeRow is whether there is a recovery code, and what to do about that.
func (v *Section) codeRow() fyne.CanvasObject {
	w, s := words.Now().Vault, v.State
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
func (v *Section) keyRow() fyne.CanvasObject {
	w := words.Now().Vault
	if v.Resealing {
		return container.New(layout.NewCustomPaddedVBoxLayout(10), kit.Caution(w.Interrupted), container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, kit.StrongButton(w.Finish, v.finishRotation)))
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(10), kit.Hushed(w.KeyNote), container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, kit.NewButton(w.Rotate, v.rotate)))
}

// folderRow is a folder, and a button that shows it.
func (v *Section) folderRow(title, path string) fyne.CanvasObject {
	open := kit.NewButton(words.Now().Settings.OpenFolder, func() { v.OpenFolder(path) })
	return container.New(layout.NewCustomPaddedVBoxLayout(8), kit.SettingWords(title, auth.Clean(path, 400)), container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, open))
}

// changed says what was changed, and reads how the vault stands now.
func (v *Section) changed(says string) func() {
	return func() {
		v.said = says
		if slices.Contains(v.Sheets, v.sheet) {
			v.sheet.Scroll.ScrollToTop()
		}
		v.again()
	}
}

// carry does something to the vault off the UI goroutine. Its dialog s says
// meanwhile that it is under way, and why nothing came of it where it failed.
func (v *Section) carry(s *kit.Sheet, do *kit.Button, trouble *fyne.Container, work func(ctx context.Context) error, says string) {
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
