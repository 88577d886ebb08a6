package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
)

// Every key is on the cheat-sheet.
func TestCheatSheetNamesEveryKey(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts())
	s.typedRune('?')
	if len(s.Sheets) != 1 {
		t.Fatal("? did not open the cheat-sheet")
	}
	shown := strings.Split(s.Texts(), "\n")
	for _, k := range s.keyUses() {
		found := false
		for _, line := range shown {
			found = found || line == k.sign()
		}
		if !found {
			t.Errorf("%s is not on the cheat-sheet", k.sign())
		}
	}
	s.Key(fyne.KeyEscape)
	if len(s.Sheets) != 0 {
		t.Error("Escape did not close it")
	}
}

// Keys that Fyne has shortcuts of its own for come as those.
func TestShortcutsOfFyne(t *testing.T) {
	for _, c := range []struct {
		s    fyne.Shortcut
		want fyne.KeyName
	}{
		{&fyne.ShortcutUndo{}, fyne.KeyZ},
		{&fyne.ShortcutCopy{}, fyne.KeyC},
		{&desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierShortcutDefault}, fyne.KeyN},
		{&desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierAlt}, ""},
	} {
		if got := pressed(c.s); got != c.want {
			t.Errorf("%T is %q, want %q", c.s, got, c.want)
		}
		if c.want != "" && pressed(shortcutOf(c.want)) != c.want {
			t.Errorf("%s does not come back", c.want)
		}
	}
}

func TestTypingBeginsASearch(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts())
	s.focusList()
	s.list.TypedRune('a')
	s.search.entry.TypedRune('n')
	if s.m.Query != "an" || s.Canvas.Focused() != fyne.Focusable(s.search.entry) {
		t.Errorf("searching for %q", s.m.Query)
	}
}

func TestGroupsByKeyboard(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts()[1:5])
	s.groupBy(rows.GroupTag)
	s.focusList()
	s.Key(fyne.KeyHome)
	if s.m.Cursor.Title != "prod" {
		t.Fatalf("Home went to %q, want the heading", s.m.Cursor.Title)
	}
	s.Key(fyne.KeyLeft)
	if !s.m.Folded["prod"] {
		t.Error("Left did not fold the group")
	}
	s.Key(fyne.KeyRight, fyne.KeyDown)
	if s.m.Folded["prod"] || s.m.Cursor.ID != fakes.Accounts()[1].ID {
		t.Errorf("Right and Down: folded %t, at %q", s.m.Folded["prod"], s.m.Cursor.ID)
	}
	s.Key(fyne.KeyLeft)
	if !s.m.Folded["prod"] || s.m.Cursor.Title != "prod" {
		t.Error("Left on an account did not fold its group")
	}
	s.Key(fyne.KeyReturn)
	if s.m.Folded["prod"] {
		t.Error("Enter did not unfold the group")
	}
}

func TestWideWindowShowsDetails(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 1000, 720, list)
	s.focusList()
	s.Queue.Drain()
	if s.details.id != list[0].ID {
		t.Errorf("the details show %q, want the account with the cursor", s.details.id)
	}
	s.Key(fyne.KeyDown)
	if s.details.id != list[1].ID {
		t.Error("the details do not follow the cursor")
	}
	s.Win.Resize(fyne.NewSize(480, 720))
	s.Queue.Drain()
	if s.details.id != "" {
		t.Error("details that nobody asked for cover the list")
	}
	s.Win.Resize(fyne.NewSize(1000, 720))
	s.Queue.Drain()
	s.closeDetails()
	s.Key(fyne.KeyDown)
	if s.details.id != "" {
		t.Error("details that were closed came back by themselves")
	}
}
