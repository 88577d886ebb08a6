package preferences

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// FirstChoices are the language, and whether Authfob starts at login.
func (p *Screens) FirstChoices() fyne.CanvasObject {
	w := words.Now().Settings
	language := kit.SettingRow(w.Language, "", kit.Outlined(picking(p.Settings.Language, languageOptions(), itself, p.SetLanguage)))
	if p.Outside.AtLogin == nil {
		return kit.Card(language)
	}
	var login *kit.Toggle
	login = kit.NewToggle(w.AtLogin, w.AtLoginNote, false, func(on bool) {
		p.Tasks.Start(func(context.Context) {
			if err := p.Outside.SetAtLogin(on); err != nil {
				p.UI.Do(func() {
					login.Set(!on)
					p.Tell(w.NotChanged, text.Tell(err).String())
				})
			}
		})
	})
	p.Tasks.Start(func(context.Context) {
		if on, err := p.Outside.AtLogin(); err == nil {
			p.UI.Do(func() { login.Set(on) })
		}
	})
	return kit.Card(language, login)
}
