package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
)

func TestRename(t *testing.T) {
	list := fakes.Accounts()
	id := list[1].ID
	for _, c := range []struct {
		name   string
		err    error
		stays  bool
		failed bool
	}{
		{name: "Anna B"},
		{name: " Anna B "},
		{name: list[1].Name, stays: true},
		{name: " ", stays: true, failed: true},
		{name: "Taken", err: auth.ErrNameTaken, failed: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, kit.ThemeLight, 480, 720, list)
			r, edited := auth.Record{}, false
			s.Agent.WhenEdit = func(_ auth.AccountID, fn func(*auth.Record) error) (bool, error, error) {
				edited = true
				_ = fn(&r)
				return false, nil, c.err
			}
			s.selectOne(id)
			s.focusList()
			s.Key(fyne.KeyF2)
			e := s.renaming.entry
			if s.Canvas.Focused() != fyne.Focusable(e) || e.SelectedText() != list[1].Name {
				t.Fatalf("the name is not ready to be typed over: %q", e.SelectedText())
			}
			e.SetText(c.name)
			s.Key(fyne.KeyReturn)
			s.Queue.Await(t, "renaming", func() bool { return s.notes[id].Done != "" || s.notes[id].Failed() || c.stays })
			if edited == c.stays || edited && r.Account.Name != strings.TrimSpace(c.name) || s.notes[id].Failed() != c.failed {
				t.Errorf("edited: %t, name %q, note %+v", edited, r.Account.Name, s.notes[id])
			}
			if s.renaming != nil || s.Canvas.Focused() != fyne.Focusable(s.list) {
				t.Error("the keyboard is not back at the list")
			}
		})
	}
}

func TestRenameEndsWithoutAWord(t *testing.T) {
	for name, end := range map[string]func(*stage){
		"Escape":          func(s *stage) { s.Key(fyne.KeyEscape) },
		"another account": func(s *stage) { s.selectOne(fakes.Accounts()[2].ID) },
		"the search":      func(s *stage) { s.focusSearch(); s.Queue.Drain() },
	} {
		s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts())
		s.rename(fakes.Accounts()[1].ID)
		s.renaming.entry.SetText("half a na")
		end(s)
		if s.renaming != nil {
			t.Errorf("%s: the field is still there", name)
		}
	}
}
