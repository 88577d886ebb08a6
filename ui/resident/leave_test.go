package resident

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/local"
)

// jamming is a server during whose answer the vault becomes one that cannot be
// written: a folder is where the record is to be.
type jamming struct {
	noServers
	t     *testing.T
	vault func() string
	in    chan string
}

func (j *jamming) Renew(_ context.Context, _ auth.Target, g auth.Grant) (auth.Grant, error) {
	reserved, err := filepath.Glob(filepath.Join(j.vault(), "acct", ".tmp-*"))
	if err != nil || len(reserved) != 1 {
		j.t.Fatalf("reserved: %q, %v", reserved, err)
	}
	if err := errors.Join(os.Remove(reserved[0]), os.MkdirAll(filepath.Join(reserved[0], "full"), 0o700)); err != nil {
		j.t.Error(err)
	}
	j.in <- reserved[0]
	now := time.Now().UTC().Round(0)
	g.Access, g.Refresh = auth.NewSecret("ACCESS_2"), auth.NewSecret("REFRESH_2")
	g.ObtainedAt, g.ExpiresAt = now, now.Add(time.Hour)
	return g, nil
}

// lingering is a server that answers when it is told to.
type lingering struct {
	noServers
	asked, answer chan struct{}
}

func (l *lingering) Renew(_ context.Context, _ auth.Target, g auth.Grant) (auth.Grant, error) {
	l.asked <- struct{}{}
	<-l.answer
	now := time.Now().UTC().Round(0)
	g.Access, g.ObtainedAt, g.ExpiresAt = auth.NewSecret("ACCESS_2"), now, now.Add(time.Hour)
	return g, nil
}

// TestQuitWaitsForARenewal quits while a server is asked: it says so, and the
// answer is saved.
func TestQuitWaitsForARenewal(t *testing.T) {
	l := &lingering{asked: make(chan struct{}), answer: make(chan struct{})}
	s := startAt(t, l, func(*Config) {}, false, nil, account(true))
	copied := make(chan local.Reply, 1)
	go func() { copied <- s.ask(local.Request{Do: local.DoCopy, Account: "work"}) }() // ends with the answer
	<-l.asked
	const waits = "finishing: 1 renewal is under way; this takes up to 30s"
	if reply := s.ask(local.Request{Do: local.DoQuit}); !reply.OK || reply.Warning != waits {
		t.Errorf("quit: %+v", reply)
	}
	if said := <-s.notes; said != waits {
		t.Errorf("it says %q", said)
	}
	select {
	case err := <-s.done:
		t.Fatalf("it ended before the answer was there: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	close(l.answer)
	<-copied
	s.ended()
	list, err := s.vault.List(t.Context())
	if err != nil || len(list.Records) != 1 || list.Records[0].Grant.Access.Reveal() != "ACCESS_2" {
		t.Errorf("in the vault: %+v, %v", list, err)
	}
}

// TestQuitWaitsForWhatIsNotSaved copies a token that cannot be saved, and quits.
func TestQuitWaitsForWhatIsNotSaved(t *testing.T) {
	j := &jamming{t: t, in: make(chan string, 1)}
	var s *stand
	j.vault = func() string { return s.vaultDir }
	s = startAt(t, j, func(*Config) {}, false, nil, account(true))
	s.ask(local.Request{Do: local.DoShow})
	reply := s.ask(local.Request{Do: local.DoCopy, Account: "work"})
	s.hears("key ROOT_KEY", "unsaved 1")
	if !reply.OK || s.board.holds() != "ACCESS_2" || !strings.Contains(reply.Warning, "not saved yet") {
		t.Errorf("got %+v, clipboard %q", reply, s.board.holds())
	}
	if reply := s.ask(local.Request{Do: local.DoQuit}); !reply.OK {
		t.Errorf("quit: %+v", reply)
	}
	if said := <-s.notes; !strings.Contains(said, "1 new token is not saved yet") {
		t.Errorf("it says %q", said)
	}
	select {
	case err := <-s.done:
		t.Fatalf("it ended before the token was saved: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	if err := os.RemoveAll(<-j.in); err != nil {
		t.Fatal(err)
	}
	s.ended()
	saved, err := filepath.Glob(filepath.Join(s.vaultDir, "acct", "*"))
	if err != nil || len(saved) != 1 {
		t.Errorf("left in the vault: %q, %v", saved, err)
	}
}
