package window

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// removing has the agent note whom it removes, and answer err.
func (s *stage) removing(err error) chan auth.AccountID {
	removed := make(chan auth.AccountID, 10)
	s.Agent.WhenRemove = func(id auth.AccountID) (auth.SignedOut, error) {
		removed <- id
		return auth.SignedOut{}, err
	}
	return removed
}

func TestRemovedAccountsAreHiddenAndUntouched(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	removed := s.removing(nil)
	s.focusList()
	s.Key(fyne.KeyDown, fyne.KeyDelete)
	if slices.Contains(s.shown(), list[1].Name) {
		t.Error("the account is still in the list")
	}
	if s.m.Cursor.ID != list[2].ID {
		t.Errorf("the cursor is on %q, want the next account", s.m.Cursor.ID)
	}
	s.At.Advance(undoFor - time.Second)
	s.Queue.Drain()
	if len(removed) != 0 {
		t.Error("the account was removed before its time was over")
	}
	s.use(fyne.KeyZ, func(k keyUse) bool { return k.ctrl })
	if !slices.Contains(s.shown(), list[1].Name) || s.m.Cursor.ID != list[1].ID {
		t.Error("Ctrl+Z did not bring the account back")
	}
	s.At.Advance(time.Hour)
	s.Queue.Drain()
	if len(removed) != 0 {
		t.Error("an account was removed that was brought back")
	}
}

func TestRemovalsAreUndoneOneByOne(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	removed := s.removing(nil)
	s.remove(list[1].ID, list[2].ID)
	s.At.Advance(4 * time.Second)
	s.remove(list[3].ID)
	if got := s.Toast.Says; got != words.Now().Remove.Done.With("name", list[3].Name) {
		t.Errorf("the toast says %q", got)
	}
	test.Tap(s.Toast.Act)
	if got := s.Toast.Says; got != words.Now().Remove.DoneMany.Of(2) {
		t.Errorf("the toast says %q of the removal before", got)
	}
	s.At.Advance(undoFor - 4*time.Second)
	s.Queue.Await(t, "removing two", func() bool { return len(removed) == 2 })
	if s.Toast.Layer.Visible() {
		t.Error("the toast is still there")
	}
	s.setAccounts(append(list[:1:1], list[3:]...), nil, true)
	if len(s.m.Hidden) != 0 {
		t.Error("accounts that are gone are still hidden")
	}
}

func TestRemovalThatFailsComesBack(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	s.removing(auth.ErrBusy)
	s.remove(list[1].ID)
	s.At.Advance(undoFor)
	s.Queue.Await(t, "failing", func() bool { return s.notes[list[1].ID].Failed() })
	if !slices.Contains(s.shown(), list[1].Name) {
		t.Error("the account is not in the list")
	}
}

func TestServerThatCouldNotBeToldIsNamed(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	s.Agent.WhenRemove = func(auth.AccountID) (auth.SignedOut, error) {
		return auth.SignedOut{Had: true, Err: errors.New("no answer")}, nil
	}
	s.remove(list[1].ID)
	s.At.Advance(undoFor)
	s.Queue.Await(t, "removing", func() bool { return strings.Contains(s.Toast.Says, "accounts.airthings.com") })
	if len(s.Sheets) != 0 {
		t.Error("a dialog opened by itself")
	}
	test.Tap(s.Toast.Act)
	if s.Toast.Layer.Visible() {
		t.Error("the toast was not dismissed")
	}
}

// The window is out of sight at once; its process ends when what was removed is gone.
func TestClosingCarriesOutRemovals(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	var did []string
	s.quit, s.hideWindow = func() { did = append(did, "quit") }, func() { did = append(did, "hide") }
	answer := make(chan struct{})
	s.Agent.WhenRemove = func(auth.AccountID) (auth.SignedOut, error) { <-answer; return auth.SignedOut{}, nil }
	s.remove(list[1].ID)
	s.askClose()
	if diff := cmp.Diff([]string{"hide"}, did); diff != "" {
		t.Errorf("after closing (-want +got):\n%s", diff)
	}
	close(answer)
	s.Queue.Await(t, "ending", func() bool { return len(did) == 2 })
	if did[1] != "quit" {
		t.Errorf("it did %v", did)
	}
}

func TestEndCarriesOutRemovals(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	removed := s.removing(nil)
	s.remove(list[1].ID)
	s.finish(context.Background())
	if len(removed) != 1 {
		t.Error("the account was not removed")
	}
}

func TestUndoLeavesTextAlone(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts())
	if s.shortcut(&fyne.ShortcutUndo{}) {
		t.Error("Ctrl+Z while typing was taken for the undoing of a removal")
	}
}
