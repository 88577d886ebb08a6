package rows

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
)

// stage is a window with nothing but the list.
type stage struct {
	*List
	*fakes.Stage
	notes map[auth.AccountID]Note
	asked []string // for what, of whom
}

func newStage(t *testing.T, list []auth.Status) *stage {
	t.Helper()
	s := &stage{Stage: fakes.NewStage(t, kit.ThemeLight, list), notes: map[auth.AccountID]Note{}}
	m := NewModel()
	m.Replace(NewListing(list))
	ask := func(what string) func(auth.AccountID) {
		return func(id auth.AccountID) { s.asked = append(s.asked, what+" "+m.ByID[id].Name) }
	}
	at := func(what string) func(auth.AccountID, fyne.Position) {
		return func(id auth.AccountID, _ fyne.Position) { ask(what)(id) }
	}
	s.List = New(s.Stand(), m, Needs{
		Copy: ask("copy"), SignIn: ask("sign in"), Dismiss: ask("dismiss"), Way: ask("way"), Formats: at("formats"), Menu: at("menu"),
		Open: func(id auth.AccountID, mods fyne.KeyModifier) {
			if mods == fyne.KeyModifierShift {
				ask("open with shift")(id)
				return
			}
			ask("open")(id)
		},
		Fold:  func(title string) { s.asked = append(s.asked, "fold "+title) },
		Look:  func(id auth.AccountID) Look { return Look{Note: s.notes[id]} },
		Enter: func() {}, Keys: func(*fyne.KeyEvent) {}, Runes: func(rune) {},
	})
	s.Win.SetContent(s.List)
	s.Win.Resize(fyne.NewSize(480, 560))
	return s
}
