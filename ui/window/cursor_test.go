package window

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
)

// An account goes elsewhere in the list when its state changes, or when that of
// others does: the cursor, where it was in sight, stays there.
func TestTheCursorStaysInSight(t *testing.T) {
	list := thousands()[:200]
	list[0].State, list[0].Renewable = "sign_in_needed", false
	s := newStage(t, kit.ThemeLight, 480, 600, list)
	s.selectOne(list[0].ID)
	list = append(slices.Clone(list[1:]), thousands()[0])
	s.setAccounts(list, nil, true)
	at, first := s.m.Index(rows.Item{ID: list[199].ID}), s.m.First()
	if at < 100 || s.list.Row(list[199].ID) == nil || s.list.Row(first) != nil {
		t.Errorf("line %d is out of sight", at)
	}
	s.scroll().ScrollToTop()
	s.setAccounts(list, nil, true)
	if s.list.Row(first) == nil {
		t.Error("a list that was scrolled elsewhere jumps")
	}
	s.search.entry.SetText(list[150].Name)
	s.selectOne(list[150].ID)
	s.Key(fyne.KeyEscape)
	if at := s.m.Index(rows.Item{ID: list[150].ID}); at < 100 || s.list.Row(list[150].ID) == nil {
		t.Errorf("after a search its account, in line %d, is out of sight", at)
	}
}
