package window

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// click taps a row while keys are held.
func (s *stage) click(id auth.AccountID, mods fyne.KeyModifier) {
	r := s.list.Row(id)
	r.MouseDown(&desktop.MouseEvent{Modifier: mods})
	r.MouseUp(nil)
	test.Tap(r)
}

// Several accounts are picked with Ctrl and Shift, removed together, and come
// back together.
func TestSeveralAccountsAreRemovedAndUndoneAsOne(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 800, list)
	removed := s.removing(nil)
	s.click(list[1].ID, fyne.KeyModifierShortcutDefault)
	s.click(list[4].ID, fyne.KeyModifierShift)
	s.click(list[2].ID, fyne.KeyModifierShortcutDefault)
	want := []auth.AccountID{list[1].ID, list[3].ID, list[4].ID}
	if diff := cmp.Diff(want, s.pickedIn()); diff != "" || s.details.id != "" {
		t.Fatalf("details of %q, picked (-want +got):\n%s", s.details.id, diff)
	}
	if s.Toast.Says != words.Now().Row.PickedMany.Of(3) {
		t.Errorf("the toast says %q", s.Toast.Says)
	}
	s.focusList()
	s.Key(fyne.KeyDelete)
	if got := len(s.shown()); got != len(list)-3 || len(s.removals) != 1 {
		t.Errorf("%d accounts are left, %d removals can be undone", got, len(s.removals))
	}
	s.use(fyne.KeyZ, func(k keyUse) bool { return k.ctrl })
	if got := len(s.shown()); got != len(list) || len(s.picked) != 0 {
		t.Errorf("%d accounts are back, %d are picked", got, len(s.picked))
	}
	s.At.Advance(time.Hour)
	s.Queue.Drain()
	if len(removed) != 0 {
		t.Error("an account was removed that was brought back")
	}
}

func TestPickByKeyboard(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 800, list)
	var mods fyne.KeyModifier
	s.held = func() fyne.KeyModifier { return mods }
	s.focusList()
	s.selectOne(list[2].ID)
	mods = fyne.KeyModifierShift
	s.Key(fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if diff := cmp.Diff([]auth.AccountID{list[2].ID, list[3].ID}, s.pickedIn()); diff != "" {
		t.Errorf("by Shift and arrows (-want +got):\n%s", diff)
	}
	mods = 0
	s.Key(fyne.KeyDown)
	if len(s.picked) != 0 {
		t.Error("the cursor moved on, and they are still picked")
	}
	s.use(fyne.KeyA, func(k keyUse) bool { return k.ctrl })
	s.use(fyne.KeySpace, func(k keyUse) bool { return k.ctrl })
	if len(s.picked) != len(list)-1 {
		t.Errorf("%d are picked, want all but one", len(s.picked))
	}
	if says := s.list.Row(list[0].ID).AccessibilityLabel(); !strings.HasSuffix(says, words.Now().Row.Picked) {
		t.Errorf("a screen reader hears %q", says)
	}
	s.Key(fyne.KeyEscape)
	if len(s.picked) != 0 || s.Toast.Layer.Visible() {
		t.Error("Escape did not let go")
	}
}

// The bar at the bottom follows the account's name.
func TestClipboardBarFollowsTheName(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	s.clipbar.id = list[1].ID
	s.clipbar.copied(list[1].Name, Copied{Clears: fakes.Noon.Add(time.Minute)}, fakes.Noon)
	list = slices.Clone(list)
	list[1].Name = "Anna in Zürich"
	s.setAccounts(list, nil, true)
	if !s.Shows("Anna in Zürich · clears") {
		t.Errorf("the bar says %q", s.clipbar.says())
	}
}
