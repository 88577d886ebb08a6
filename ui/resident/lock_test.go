package resident

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
	"github.com/authfob/authfob/ui/local"
)

func (s *stand) locked() bool { return s.ask(local.Request{Do: local.DoStatus}).Status.Locked }

func (s *stand) copied() local.Reply {
	return s.ask(local.Request{Do: local.DoCopy, Account: "work"})
}

// A window that is there opens with the vault.
func TestUnlockReachesTheWindow(t *testing.T) {
	s := start(t, true, nil, account(false))
	s.hears("key ROOT_KEY")
	s.ask(local.Request{Do: local.DoLock})
	if err := s.vault.Unlock(t.Context()); err != nil { // as another process would
		t.Fatal(err)
	}
	testenv.Await(t, "the resident's notice", func() bool { return !s.locked() })
	s.hears("key ROOT_KEY", "key ROOT_KEY_2")
}

// leave is the person who leaves when the test says so.
func (s *stand) leave(ctx context.Context, lock func()) {
	for {
		select {
		case <-s.away:
			lock()
		case <-ctx.Done():
			return
		}
	}
}

// Who leaves the computer leaves it locked.
func TestLockWhenThePersonLeft(t *testing.T) {
	s := start(t, true, nil, account(false))
	if reply := s.copied(); !reply.OK {
		t.Fatal(reply)
	}
	s.away <- struct{}{}
	s.away <- struct{}{} // and once more, when it is locked
	if !s.locked() || s.board.holds() != "" {
		t.Error("it is not locked")
	}
}

// What is locked is not called missing, by whichever of its names it is asked for.
func TestCopyWhileLocked(t *testing.T) {
	r := account(false)
	s := start(t, true, nil, r)
	missing := s.ask(local.Request{Do: local.DoCopy, Account: "nobody"})
	s.ask(local.Request{Do: local.DoLock})
	want := s.copied()
	if want.OK || want.Error == missing.Error {
		t.Errorf("by its name: %+v", want)
	}
	for _, id := range []string{string(r.Account.ID), string(auth.NewAccountID())} {
		if reply := s.ask(local.Request{Do: local.DoCopy, Account: id}); !cmp.Equal(reply, want) {
			t.Errorf("by an ID: %+v, want %+v", reply, want)
		}
	}
}

// A copy that is under way while the vault is locked does not stay.
func TestLockWhileCopying(t *testing.T) {
	s := start(t, true, nil, account(false))
	s.board.before = func() { s.ask(local.Request{Do: local.DoLock}) }
	if reply := s.copied(); reply.OK || s.board.holds() != "" {
		t.Errorf("got %+v, the clipboard holds %q", reply, s.board.holds())
	}
}

func TestUnlockFromTheCommandLine(t *testing.T) {
	s := start(t, true, nil, account(false))
	s.ask(local.Request{Do: local.DoLock})
	if reply := s.ask(local.Request{Do: local.DoUnlock, Sealed: []byte("unasked")}); reply.OK || !s.locked() {
		t.Errorf("a key that was not asked for: %+v", reply)
	}
	to := s.ask(local.Request{Do: local.DoUnlock}).SealTo
	sealed, err := local.Seal(to, auth.NewSecret("KEY"))
	if err != nil {
		t.Fatal(err)
	}
	if reply := s.ask(local.Request{Do: local.DoUnlock, Sealed: sealed}); !reply.OK || s.locked() {
		t.Errorf("got %+v", reply)
	}
	s.wantKey("KEY")
	if reply := s.ask(local.Request{Do: local.DoUnlock, Sealed: sealed}); reply.OK {
		t.Error("a key that was sealed once is taken twice")
	}
}

// What a person did in the window comes back from it.
func TestUnlockFromTheWindow(t *testing.T) {
	s := start(t, true, nil)
	s.hears("key ROOT_KEY")
	s.ask(local.Request{Do: local.DoShow, Account: "unlock"})
	s.wantKey("KEY")
	s.ask(local.Request{Do: local.DoShow, Account: "typed"})
	s.wantKey("PASSPHRASE")
}

func (s *stand) wantKey(want string) {
	s.t.Helper()
	select {
	case got := <-s.unlocked:
		if got != want {
			s.t.Errorf("got %q, want %q", got, want)
		}
	case <-time.After(10 * time.Second):
		s.t.Errorf("no %s came", want)
	}
}

// The tray's entry locks, and unlocks where nobody has to type.
func TestLockFromTheTray(t *testing.T) {
	menu := make(chan Actions, 1)
	s := start(t, false, func(a Actions) Tray { menu <- a; return shownTray{} }, account(false))
	a := <-menu
	a.Lock()
	testenv.Await(t, "the lock", s.locked)
	a.Lock()
	testenv.Await(t, "the end of the lock", func() bool { return !s.locked() })
	if err := errors.Join(s.vault.Lock(), s.vault.Close()); err != nil {
		t.Fatal(err)
	}
}
