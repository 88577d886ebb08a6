package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// search is the field that filters as one types. Escape empties it, Down goes
// to the list.
type search struct {
	entry *kit.Entry
	box   *fyne.Container
}

func newSearch(onChange func(string), toList func(), shortcut func(fyne.Shortcut) bool) *search {
	e := kit.NewEntry(words.Now().List.Search)
	e.Icon = kit.Sign(kit.DrawLens, kit.ColorMuted)
	e.OnChanged = onChange
	e.OnSubmitted = func(string) { toList() }
	e.OnDown = toList
	e.OnShortcut = shortcut
	e.OnEscape = func() {
		if e.Text == "" {
			toList()
			return
		}
		e.SetText("")
	}
	return &search{entry: e, box: container.New(layout.NewCustomPaddedLayout(0, 8, rows.Side, rows.Side), e)}
}

func (s *search) retheme() { s.entry.SetIcon(kit.Sign(kit.DrawLens, kit.ColorMuted)) }
