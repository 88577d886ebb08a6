package window

import (
	"context"
	"reflect"
	"slices"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// choose changes the person's choices, and keeps them.
func (h *home) choose(fn func(*settings.Settings)) {
	fn(&h.config.Settings)
	h.moveOrNot()
	if h.config.Choose == nil || !h.keeping.add(fn) {
		return
	}
	h.Tasks.Start(func(context.Context) {
		for fns := h.keeping.take(); len(fns) > 0; fns = h.keeping.take() {
			err := h.config.Choose(func(s *settings.Settings) {
				for _, fn := range fns {
					fn(s)
				}
			})
			h.UI.Do(func() {
				if h.notKept = err; err == nil {
					h.config.Unread = nil
				}
				h.refresh()
			})
		}
	})
}

// keeping are choices that are not on disk yet, in their order.
type keeping struct {
	mu   sync.Mutex // guards the rest
	fns  []func(*settings.Settings)
	busy bool // somebody takes them
}

// add puts one in, and says whether nobody takes them yet.
func (k *keeping) add(fn func(*settings.Settings)) (idle bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fns = append(k.fns, fn)
	idle, k.busy = !k.busy, true
	return idle
}

func (k *keeping) take() []func(*settings.Settings) {
	k.mu.Lock()
	defer k.mu.Unlock()
	fns := k.fns
	k.fns, k.busy = nil, len(fns) > 0
	return fns
}

// serveChanges follows what other processes change in the settings.
func (h *home) serveChanges(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case s, ok := <-h.config.Changes:
			if !ok {
				return
			}
			h.UI.Do(func() { h.changedElsewhere(s) })
		}
	}
}

func (h *home) changedElsewhere(s settings.Settings) {
	if h.keeping.pending() {
		return // it comes once more, with what is being written
	}
	was := h.config.Settings
	h.config.Settings = s
	if !reflect.DeepEqual(s, was) { // somebody mended the file
		h.config.Unread = nil
	}
	h.moveOrNot()
	if s.Theme != was.Theme {
		h.setLook(s.Theme)
	}
	if s.Language != was.Language {
		h.speak(s.Language)
	}
}

func (k *keeping) pending() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.busy
}

// setTheme changes the look at once.
func (h *home) setTheme(mode string) {
	h.choose(func(s *settings.Settings) { s.Theme = mode })
	h.setLook(mode)
}

// settingsView is the dialog of what a person can choose. Each choice counts as
// soon as it is made.
type settingsView struct {
	*home
	sheet    *kit.Sheet
	sections []settingSection
	at       int // the section on screen
	pills    []*kit.Pill
	out      outside // what was read for it
	said     string  // of the vault: what was changed last
}

// settingSection is a page of the settings.
type settingSection struct {
	words string
	rows  func() []fyne.CanvasObject
}

// showSettings opens the settings.
func (h *home) showSettings() {
	if len(h.Sheets) > 0 {
		return
	}
	v := &settingsView{home: h}
	v.sheet = kit.NewSheet(h.Canvas, words.Now().Settings.Title, h.Pop)
	v.sheet.Width = 600
	v.sheet.OnPaint = v.repaint
	v.sections = v.all()
	nav := container.New(&kit.WrapLayout{FlowLayout: kit.FlowLayout{Gap: kit.PillGap}})
	for i, s := range v.sections {
		p := kit.NewPill("", h.typedKey, func() { v.open(i) })
		p.Set(s.words, i == 0)
		v.pills = append(v.pills, p)
		nav.Add(p)
	}
	h.Push(v.sheet)
	v.sheet.SetBelow(nav, v.sections[0].rows(), kit.StrongButton(words.Now().Common.Close, h.Pop))
	v.sheet.Focus(v.pills[0])
	v.readOutside()
}

func (v *settingsView) all() []settingSection {
	list := []settingSection{{words.Now().Settings.General, v.general}}
	if v.config.Choose != nil {
		list = append(list, settingSection{words.Now().Settings.Copying, v.copying}, settingSection{words.Now().Settings.Accounts, v.newAccounts})
	}
	if v.config.Choose != nil || v.config.Vault != nil {
		list = append(list, settingSection{words.Now().Settings.Vault, v.vaultPage})
	}
	if v.config.Outside.Own != nil {
		list = append(list, settingSection{words.Now().Settings.Own, v.own})
	}
	if v.config.Outside.Diagnose != nil {
		list = append(list, settingSection{words.Now().Settings.Diagnostics, v.diagnose})
	}
	return list
}

// open turns to a section.
func (v *settingsView) open(i int) {
	v.at = i
	for n, p := range v.pills {
		p.Set(v.sections[n].words, n == i)
	}
	v.sheet.Scroll.Offset = fyne.Position{}
	v.render()
	if c := v.config.Vault; c != nil { // another process may have changed it
		v.Tasks.Start(func(context.Context) {
			state, err := c.State()
			v.UI.Do(func() {
				if is := v.out; !sameState(is.vault, state) || is.vaultErr != err {
					is.vault, is.vaultErr = state, err
					v.show(is)
				}
			})
		})
	}
}

// sameState reports whether a person would see no difference.
func sameState(a, b vault.State) bool {
	return a.Exists == b.Exists && a.Under == b.Under && a.RecoveryCode == b.RecoveryCode && a.Locked == b.Locked && a.Resealing == b.Resealing
}

// render makes the section anew. The focus stays at its place in the section.
func (v *settingsView) render() {
	at := slices.Index(kit.Focusables(v.sheet.Body), v.Canvas.Focused())
	v.sheet.Body.Objects = v.sections[v.at].rows()
	v.sheet.Fit()
	if list := kit.Focusables(v.sheet.Body); at >= 0 && at < len(list) {
		v.sheet.Focus(list[at])
	}
}

// repaint follows the theme.
func (v *settingsView) repaint() {
	for _, p := range v.pills {
		p.Refresh()
	}
	v.render()
}
