// Package preferences is the settings on screen, and what becomes of a choice: it
// counts at once, and is kept.
package preferences

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/lock"
	"github.com/authfob/authfob/ui/words"
)

// Screens are the settings, and the choices that they are about.
type Screens struct {
	*kit.Stage
	Needs
	Settings settings.Settings // as they are now
	Unread   error             // why their file does not hold; nil where it does
	NotKept  error             // why the last choice will be forgotten
	keeping  keeping
}

// Needs are what they need beside the stage.
type Needs struct {
	Keep    func(func(*settings.Settings)) error // keeps a change, off the UI goroutine; nil keeps none
	Changes <-chan settings.Settings             // those that another process made; may be nil
	Outside Outside
	Formats []string // the ways to copy
	Lock    *lock.Screens
	Look    func(mode string) // shows another theme
	Speak   func(tag string)  // speaks another language
	Turned  func()            // something was chosen
	Refresh func()            // a choice was kept, or was not
}

// New returns the screens on a stage, with the choices at the start.
func New(g *kit.Stage, n Needs, is settings.Settings, unread error) *Screens {
	return &Screens{Stage: g, Needs: n, Settings: is, Unread: unread}
}

// view is the dialog of what a person can choose. Each choice counts as
// soon as it is made.
type view struct {
	*Screens
	sheet    *kit.Sheet
	sections []section
	at       int // the section on screen
	pills    []*kit.Pill
	out      outside // what was read for it
	vault    *lock.Section
}

// section is a page of the settings.
type section struct {
	words string
	rows  func() []fyne.CanvasObject
}

// Show opens the settings.
func (p *Screens) Show() {
	if len(p.Sheets) > 0 {
		return
	}
	v := &view{Screens: p}
	v.sheet = kit.NewSheet(p.Canvas, words.Now().Settings.Title, p.Pop)
	v.sheet.Width = 600
	v.sheet.OnPaint = v.repaint
	v.vault = p.Lock.Section(v.sheet, v.readOutside)
	v.sections = v.all()
	nav := container.New(&kit.WrapLayout{FlowLayout: kit.FlowLayout{Gap: kit.PillGap}})
	for i, s := range v.sections {
		pill := kit.NewPill("", p.Keys, func() { v.open(i) })
		pill.Set(s.words, i == 0)
		v.pills = append(v.pills, pill)
		nav.Add(pill)
	}
	p.Push(v.sheet)
	v.sheet.SetBelow(nav, v.sections[0].rows(), kit.StrongButton(words.Now().Common.Close, p.Pop))
	v.sheet.Focus(v.pills[0])
	v.readOutside()
}

func (v *view) all() []section {
	list := []section{{words.Now().Settings.General, v.general}}
	if v.Keep != nil {
		list = append(list, section{words.Now().Settings.Copying, v.copying}, section{words.Now().Settings.Accounts, v.newAccounts})
	}
	if v.Keep != nil || v.Lock.Vault != nil {
		list = append(list, section{words.Now().Settings.Vault, v.vaultPage})
	}
	if v.Outside.Own != nil {
		list = append(list, section{words.Now().Settings.Own, v.own})
	}
	if v.Outside.Diagnose != nil {
		list = append(list, section{words.Now().Settings.Diagnostics, v.diagnose})
	}
	return list
}

// open turns to a section.
func (v *view) open(i int) {
	v.at = i
	for n, p := range v.pills {
		p.Set(v.sections[n].words, n == i)
	}
	v.sheet.Scroll.Offset = fyne.Position{}
	v.render()
	if v.Lock.Vault != nil { // another process may have changed it
		v.Tasks.Start(func(context.Context) {
			stands := v.vault.Stand()
			v.UI.Do(func() {
				if is := v.out; !is.vault.SameAs(stands) {
					stands.Keyring = is.vault.Keyring
					is.vault = stands
					v.show(is)
				}
			})
		})
	}
}

// render makes the section anew. The focus stays at its place in the section.
func (v *view) render() {
	at := slices.Index(kit.Focusables(v.sheet.Body), v.Canvas.Focused())
	v.sheet.Body.Objects = v.sections[v.at].rows()
	v.sheet.Fit()
	if list := kit.Focusables(v.sheet.Body); at >= 0 && at < len(list) {
		v.sheet.Focus(list[at])
	}
}

// repaint follows the theme.
func (v *view) repaint() {
	for _, p := range v.pills {
		p.Refresh()
	}
	v.render()
}
