package window

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// A row keeps its account while the list changes around it.
func TestCopyAfterRowsMoved(t *testing.T) {
	list := fakes.Accounts()
	var got []auth.AccountID
	s := newStage(t, kit.ThemeLight, 480, 720, list, func(c *Config) {
		c.Copy = func(_ context.Context, id auth.AccountID, _ string) (Copied, error) {
			got = append(got, id)
			return Copied{Until: fakes.Noon.Add(time.Hour), Clears: fakes.Noon.Add(30 * time.Second)}, nil
		}
	})
	octo := s.list.Row(list[3].ID)
	moved := slices.Clone(list)
	slices.Reverse(moved)
	s.setAccounts(moved, nil, true)
	if s.list.Row(list[3].ID) != octo {
		t.Fatal("the account got another row")
	}
	s.tapInRow(list[3].ID, words.Now().Row.Copy)
	s.Queue.Await(t, "copying", func() bool { return s.notes[list[3].ID].Done != "" })
	if diff := cmp.Diff([]auth.AccountID{list[3].ID}, got); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
	for _, want := range []string{list[3].Name, "until 13:00", "5h 11m"} {
		if says := s.rowTexts(list[3].ID); !slices.Contains(says, want) {
			t.Errorf("the row says %q, and not %q", says, want)
		}
	}
	if want := "On the clipboard: octo-deploy · clears in "; s.clipbar.text.Text != want || s.clipbar.left.Text != "0:30" {
		t.Errorf("the bar says %q %q, want %q 0:30", s.clipbar.text.Text, s.clipbar.left.Text, want)
	}
	s.At.Advance(31 * time.Second)
	s.tick()
	if s.clipbar.text.Text != words.Now().Clipboard.Gone {
		t.Errorf("the bar says %q, want %q", s.clipbar.text.Text, words.Now().Clipboard.Gone)
	}
	if n := s.notes[list[3].ID]; n != (note{}) {
		t.Errorf("the tick is still there: %+v", n)
	}
}

func TestCopyShowsWaitingOnlyWhenSlow(t *testing.T) {
	list, answer := fakes.Accounts(), make(chan error)
	s := newStage(t, kit.ThemeLight, 480, 720, list, func(c *Config) {
		c.Copy = func(ctx context.Context, _ auth.AccountID, _ string) (c Copied, err error) {
			select {
			case err = <-answer:
			case <-ctx.Done():
			}
			return c, err
		}
	})
	id := list[1].ID
	low := s.list.Row(id).Size().Height
	s.copy(id)
	if got := s.rowTexts(id); slices.Contains(got, words.Now().Row.Copying) {
		t.Errorf("at once the row says %q, which only flickers", got)
	}
	s.At.Advance(slowAfter)
	if got := s.rowTexts(id); !slices.Contains(got, words.Now().Row.Copying) {
		t.Errorf("after %v the row says %q, want %q", slowAfter, got, words.Now().Row.Copying)
	}
	answer <- &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "accounts.airthings.com", Reason: "timed out"}
	s.Queue.Await(t, "failing", func() bool { return s.notes[id].Failed() })
	n := s.notes[id]
	if !strings.Contains(n.What, "accounts.airthings.com") || n.Todo == "" {
		t.Errorf("the row says %q %q", n.What, n.Todo)
	}
	if s.clipbar.name != "" {
		t.Error("the bar says that something was copied")
	}
	if s.list.Row(id).Size().Height <= low {
		t.Error("the row has no room for what went wrong")
	}
	s.tapInRow(id, words.Now().Common.Dismiss)
	if s.list.Row(id).Size().Height != low {
		t.Error("the row did not close")
	}
}

// An old token that is handed out for want of a new one comes with its reason.
func TestCopyOfAnOldTokenSaysWhy(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list, func(c *Config) {
		c.Copy = func(context.Context, auth.AccountID, string) (Copied, error) {
			return Copied{Until: fakes.Noon.Add(time.Minute), Clears: fakes.Noon.Add(time.Hour), KeptFresh: true, Warning: "This is the old token."}, nil
		}
	})
	id := list[1].ID
	s.copy(id)
	s.Queue.Await(t, "copying", func() bool { return s.notes[id].Done != "" })
	s.At.Advance(doneFor)
	if n := s.notes[id]; n.Done != "" || n.What != "This is the old token." || !n.Mild {
		t.Errorf("the row says %+v", n)
	}
	if want := "On the clipboard: Anna Schmidt · kept fresh for "; s.clipbar.text.Text != want {
		t.Errorf("the bar says %q, want %q", s.clipbar.text.Text, want)
	}
}

func TestKeepFresh(t *testing.T) {
	list := fakes.Accounts()
	list[1].KeepFresh = time.Hour
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	var r auth.Record
	s.Agent.WhenEdit = func(_ auth.AccountID, fn func(*auth.Record) error) (bool, error, error) { return false, nil, fn(&r) }
	items := s.keepMenu(list[1]).Items
	if !items[1].Checked || items[0].Checked {
		t.Error("the menu does not say that copies are kept for an hour")
	}
	items[2].Action()
	s.Queue.Await(t, "keeping", func() bool { return s.notes[list[1].ID].Done == words.Now().Row.KeptSet })
	if r.Account.KeepFresh != 4*time.Hour {
		t.Errorf("copies are kept for %v, want 4 h", r.Account.KeepFresh)
	}
}
