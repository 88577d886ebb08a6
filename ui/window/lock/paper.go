package lock

import (
	"context"
	"errors"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// savePage writes the code into a page that can be printed.
func (v *Section) savePage(code auth.Secret) {
	w := words.Now().Vault
	s := kit.NewSheet(v.Canvas, w.SheetTitle, v.Pop)
	path := kit.NewField(w.FilePath, "", kit.CheckPath)
	if dir, err := os.UserHomeDir(); err == nil {
		path.Entry.Text = filepath.Join(dir, "authfob-recovery-code.html")
	}
	path.Entry.OnEscape = v.Pop
	trouble := container.NewStack()
	do := kit.StrongButton(w.SheetDo, nil)
	do.OnTapped = func() {
		path.Seen = true
		if path.Judge(); path.Text() == "" || path.Err() != nil {
			v.Canvas.Focus(path.Entry)
			return
		}
		file, page := path.Text(), v.recoveryPage(code)
		v.Tasks.Start(func(context.Context) {
			err := writePage(file, page)
			clear(page)
			v.UI.Do(func() {
				switch {
				case errors.Is(err, fs.ErrExist):
					path.Say(w.SheetThere)
					s.Fit()
				case err != nil:
					s.Blame(trouble, err)
				default:
					v.Close(s)
					v.pageSaved(file)
				}
			})
		})
	}
	path.Entry.OnSubmitted = func(string) { do.Tapped(nil) }
	v.Push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(w.SheetText), path.Box, trouble}, kit.NewButton(words.Now().Common.Cancel, v.Pop), do)
	s.Focus(path.Entry)
}

// pageSaved says where the page is.
func (v *Section) pageSaved(file string) {
	w := words.Now()
	s := kit.NewSheet(v.Canvas, w.Vault.SheetTitle, v.Pop)
	done := kit.StrongButton(w.Common.Close, v.Pop)
	buttons := []fyne.CanvasObject{done}
	if v.OpenPath != nil {
		buttons = []fyne.CanvasObject{kit.NewButton(w.Settings.OpenFolder, func() { v.OpenFolder(filepath.Dir(file)) }), done}
	}
	v.Push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(w.Vault.SheetSaved.With("file", file))}, buttons...)
	s.Focus(done)
}

// writePage writes a file that is not there yet, for its owner alone.
func writePage(file string, page []byte) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(page)
	return errors.Join(err, f.Close())
}

// recoveryPage is the code on a page of its own, with what it is for.
func (v *Section) recoveryPage(code auth.Secret) []byte {
	w := words.Now()
	page := blankPage
	for _, part := range []struct{ place, says string }{
		{"{title}", w.App.Title + " · " + w.Recover.Title},
		{"{text}", w.Vault.CodeText},
		{"{code}", code.Reveal()},
		{"{how}", w.Vault.SheetHow.With("button", strings.TrimSuffix(w.Lock.UseCode, "…"))},
		{"{made}", w.Vault.SheetMade.With("time", w.Times.Write(w.Times.OnYear, v.Clock.Now().Local()))},
		{"{vault}", v.Folders.Vault},
	} {
		page = strings.ReplaceAll(page, part.place, html.EscapeString(part.says))
	}
	return []byte(page)
}

// blankPage is a page to print, black on white.
const blankPage = `<!doctype html>
<html><head><meta charset="utf-8"><title>{title}</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1.5rem;color:#111;background:#fff}
code{display:block;font:700 1.5rem/1.6 ui-monospace,monospace;border:2px solid #111;border-radius:10px;padding:1rem;text-align:center}
small{color:#555}
</style></head><body><h1>{title}</h1><p>{text}</p><code>{code}</code><p>{how}</p><p><small>{made}<br>{vault}</small></p></body></html>
`
