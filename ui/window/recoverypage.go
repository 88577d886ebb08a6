package window

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
	"github.com/authfob/authfob/ui/words"
)

// savePage writes the code into a page that can be printed.
func (v *settingsView) savePage(code auth.Secret) {
	w := words.Now().Vault
	s := newSheet(v.canvas, w.SheetTitle, v.pop)
	path := newField(w.FilePath, "", checkPath)
	if dir, err := os.UserHomeDir(); err == nil {
		path.entry.Text = filepath.Join(dir, "authfob-recovery-code.html")
	}
	path.entry.onEscape = v.pop
	trouble := container.NewStack()
	do := strongButton(w.SheetDo, nil)
	do.OnTapped = func() {
		path.seen = true
		if path.judge(); path.text() == "" || path.err() != nil {
			v.canvas.Focus(path.entry)
			return
		}
		file, page := path.text(), v.recoveryPage(code)
		v.tasks.start(func(context.Context) {
			err := writePage(file, page)
			clear(page)
			v.ui.Do(func() {
				switch {
				case errors.Is(err, fs.ErrExist):
					path.say(w.SheetThere)
					s.fit()
				case err != nil:
					s.blame(trouble, err)
				default:
					v.drop(s)
					v.pageSaved(file)
				}
			})
		})
	}
	path.entry.OnSubmitted = func(string) { do.Tapped(nil) }
	v.push(s)
	s.set([]fyne.CanvasObject{sentence(w.SheetText), path.box, trouble}, newButton(words.Now().Common.Cancel, v.pop), do)
	s.focus(path.entry)
}

// pageSaved says where the page is.
func (v *settingsView) pageSaved(file string) {
	w := words.Now()
	s := newSheet(v.canvas, w.Vault.SheetTitle, v.pop)
	done := strongButton(w.Common.Close, v.pop)
	buttons := []fyne.CanvasObject{done}
	if v.config.Outside.OpenPath != nil {
		buttons = []fyne.CanvasObject{newButton(w.Settings.OpenFolder, func() { v.openFolder(filepath.Dir(file)) }), done}
	}
	v.push(s)
	s.set([]fyne.CanvasObject{sentence(w.Vault.SheetSaved.With("file", file))}, buttons...)
	s.focus(done)
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
func (v *settingsView) recoveryPage(code auth.Secret) []byte {
	w := words.Now()
	page := blankPage
	for _, part := range []struct{ place, says string }{
		{"{title}", w.App.Title + " · " + w.Recover.Title},
		{"{text}", w.Vault.CodeText},
		{"{code}", code.Reveal()},
		{"{how}", w.Vault.SheetHow.With("button", strings.TrimSuffix(w.Lock.UseCode, "…"))},
		{"{made}", w.Vault.SheetMade.With("time", w.Times.Write(w.Times.OnYear, v.clock.now().Local()))},
		{"{vault}", v.config.Outside.Folders.Vault},
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
