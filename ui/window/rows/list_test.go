package rows

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/words"
)

func TestCountdownTicks(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, list)
	row := s.rows[list[1].ID]
	for _, c := range []struct {
		at   time.Duration
		left string
		word string
	}{
		{0, "42:12", "fresh"},
		{time.Second, "42:11", "fresh"},
		{37*time.Minute + 12*time.Second, "5:00", "expiring"},
		{43 * time.Minute, "0:00", "expired"},
		{-20 * time.Minute, "0:00", "expired"}, // the clock was set back: nobody knows the token's age
	} {
		s.At.At = fakes.Noon.Add(c.at)
		s.Tick(s.At.At)
		if row.view.left.Text != c.left || row.view.word.Text != c.word {
			t.Errorf("after %v the row says %q %q, want %q %q", c.at, row.view.left.Text, row.view.word.Text, c.left, c.word)
		}
	}
}

func TestRingMovesOnlyWhenItShows(t *testing.T) {
	list := []auth.Status{fakes.Account(1, "day", "GitHub", "github.com", 24*time.Hour, 12*time.Hour)}
	s := newStage(t, list)
	ring := s.rows[list[0].ID].view.ring
	for _, c := range []struct {
		at   time.Duration
		want float32
	}{{0, 180}, {7 * time.Minute, 180}, {9 * time.Minute, 177.75}} {
		s.At.At = fakes.Noon.Add(c.at)
		s.Tick(s.At.At)
		if ring.EndAngle != c.want {
			t.Errorf("after %v the ring ends at %v°, want %v°", c.at, ring.EndAngle, c.want)
		}
	}
}

// many are n accounts.
func many(n int) (list []auth.Status) {
	for i := range n {
		list = append(list, fakes.Account(i+1, fmt.Sprintf("account-%05d", i), "GitHub", "github.com", time.Hour, time.Hour))
	}
	return list
}

func TestTenThousandAccountsMakeFewRows(t *testing.T) {
	list := many(10_000)
	s := newStage(t, list)
	for _, id := range []auth.AccountID{list[9_999].ID, list[0].ID, list[5_000].ID} {
		s.Place(Item{ID: id})
		if s.rows[id] == nil {
			t.Errorf("%s is not in sight", id)
		}
	}
	if n := len(s.rows) + len(s.spare); n > 30 {
		t.Errorf("%d rows were made, want at most 30", n)
	}
}

func TestNamesAreToldApart(t *testing.T) {
	list := fakes.Accounts()
	list[3].Name, list[4].Name = "admin", "аdmin"
	s := newStage(t, list)
	if got := s.rows[list[3].ID].view.alikeText.Text; got != words.Now().Row.Alike {
		t.Errorf("the Latin one says %q", got)
	}
	if got := s.rows[list[4].ID].view.alikeText.Text; got != "Cyrillic" {
		t.Errorf("the other one says %q, want Cyrillic", got)
	}
}

// The list says the line with the cursor.
func TestListSaysItsCursor(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, list)
	s.Place(Item{ID: list[1].ID})
	if got := s.AccessibilityLabel(); !strings.HasPrefix(got, "Accounts, Anna Schmidt, Airthings, accounts.airthings.com, fresh") {
		t.Errorf("it says %q", got)
	}
}

// What a row asks for, it asks for its own account.
func TestRowsAskForTheirAccount(t *testing.T) {
	list := fakes.Accounts()
	list[0].State = auth.StateSignInNeeded
	s := newStage(t, list)
	s.Change(list[1].ID, func() { s.notes[list[1].ID] = Note{What: "It failed.", Way: "Try again"} })
	dead, r := s.Row(list[0].ID), s.Row(list[1].ID)
	for _, b := range []fyne.Tappable{dead.copyButton, r.copyButton, r.arrow, r.more, r.way, r.close} {
		test.Tap(b)
	}
	r.MouseDown(&desktop.MouseEvent{Modifier: fyne.KeyModifierShift})
	test.Tap(r)
	test.Tap(r)
	test.TapSecondary(r)
	one, other := list[0].Name, list[1].Name
	want := []string{
		"sign in " + one, "copy " + other, "formats " + other, "menu " + other, "way " + other, "dismiss " + other,
		"open with shift " + other, "open " + other, "menu " + other,
	}
	if diff := cmp.Diff(want, s.asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// A failure has room in its row, and what is below moves down for it.
func TestAFailureMakesRoom(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, list)
	failed, next := s.Row(list[1].ID), s.Row(list[2].ID)
	height, y := failed.Size().Height, next.Position().Y
	s.Change(list[1].ID, func() { s.notes[list[1].ID] = Note{What: "It failed.", Todo: "Try again."} })
	more := failed.Size().Height - height
	if more <= 0 || next.Position().Y != y+more {
		t.Errorf("the row is %v higher, the next one %v lower", more, next.Position().Y-y)
	}
	s.Change(list[1].ID, func() { delete(s.notes, list[1].ID) })
	if failed.Size().Height != height || next.Position().Y != y {
		t.Error("the room stays when the failure is gone")
	}
}

// The cursor comes into sight, and stays there when lines are added above it.
func TestTheCursorIsKeptInSight(t *testing.T) {
	list := many(300)
	s := newStage(t, list[200:])
	last := list[299].ID
	s.KeepInSight(func() {})
	if s.Row(last) != nil {
		t.Fatal("all rows are in sight")
	}
	s.Place(Item{ID: last})
	s.KeepInSight(func() {
		s.m.Replace(NewListing(list))
		s.Update()
	})
	if s.Row(last) == nil {
		t.Error("it is out of sight")
	}
	s.scroll.ScrollToTop()
	s.KeepInSight(s.Update)
	if s.Row(last) != nil {
		t.Error("a list that was scrolled elsewhere jumps")
	}
}
