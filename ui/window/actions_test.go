package window

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

// A row keeps its account while the list changes around it.
func TestCopyAfterRowsMoved(t *testing.T) {
	list := sampleAccounts()
	var got []auth.AccountID
	s := newStage(t, themeLight, 480, 720, list, func(c *Config) {
		c.Copy = func(_ context.Context, id auth.AccountID, format string) (time.Time, time.Time, error) {
			got = append(got, id)
			return noon.Add(time.Hour), noon.Add(30 * time.Second), nil
		}
	})
	octo := s.list.rows[list[3].ID]
	moved := slices.Clone(list)
	slices.Reverse(moved)
	s.setAccounts(moved, nil, true)
	if s.list.rows[list[3].ID] != octo {
		t.Fatal("the account got another row")
	}
	test.Tap(octo.copyButton)
	s.ui.await(t, "copying", func() bool { return s.notes[list[3].ID].done != "" })
	if diff := cmp.Diff([]auth.AccountID{list[3].ID}, got); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
	if want := "until 13:00"; octo.view.left.Text != want {
		t.Errorf("the row says %q, want %q", octo.view.left.Text, want)
	}
	if want := "On the clipboard: octo-deploy · clears in "; s.clipbar.text.Text != want || s.clipbar.left.Text != "0:30" {
		t.Errorf("the bar says %q %q, want %q 0:30", s.clipbar.text.Text, s.clipbar.left.Text, want)
	}
	s.at.advance(31 * time.Second)
	s.tick()
	if s.clipbar.text.Text != wordClipGone {
		t.Errorf("the bar says %q, want %q", s.clipbar.text.Text, wordClipGone)
	}
	if n := s.notes[list[3].ID]; n != (note{}) {
		t.Errorf("the tick is still there: %+v", n)
	}
}

func TestCopyShowsWaitingOnlyWhenSlow(t *testing.T) {
	list, answer := sampleAccounts(), make(chan error)
	s := newStage(t, themeLight, 480, 720, list, func(c *Config) {
		c.Copy = func(ctx context.Context, _ auth.AccountID, _ string) (until, clears time.Time, err error) {
			select {
			case err = <-answer:
			case <-ctx.Done():
			}
			return until, clears, err
		}
	})
	r := s.list.rows[list[1].ID]
	s.copy(list[1].ID)
	if got := r.view.word.Text; got != "fresh" {
		t.Errorf("at once the row says %q, want fresh", got)
	}
	s.at.advance(slowAfter)
	if got := r.view.word.Text; got != wordCopying {
		t.Errorf("after %v the row says %q, want %q", slowAfter, got, wordCopying)
	}
	answer <- &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "accounts.airthings.com", Reason: "timed out"}
	s.ui.await(t, "failing", func() bool { return s.notes[list[1].ID].failed() })
	n := s.notes[list[1].ID]
	if !strings.Contains(n.what, "accounts.airthings.com") || n.todo == "" {
		t.Errorf("the row says %q %q", n.what, n.todo)
	}
	if s.clipbar.name != "" {
		t.Error("the bar says that something was copied")
	}
	if r.Size().Height <= rowHeight {
		t.Error("the row has no room for what went wrong")
	}
	test.Tap(r.close)
	if r.Size().Height != rowHeight {
		t.Error("the row did not close")
	}
}
