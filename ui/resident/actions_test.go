package resident

import (
	"context"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/local"
)

// clickedTray hands its actions to a test.
type clickedTray struct {
	Actions
	running chan struct{}
}

func (c *clickedTray) Run(ctx context.Context) error { close(c.running); <-ctx.Done(); return nil }
func (c *clickedTray) Shown() bool                   { return true }

// clicking starts a resident with one account and without a window.
func clicking(t *testing.T) (*stand, *clickedTray) {
	c := &clickedTray{running: make(chan struct{})}
	r := account(false)
	s := start(t, false, func(a Actions) Tray { c.Actions = a; return c }, r)
	<-c.running
	c.Copy(r.Account.ID)
	testenv.Await(t, "the copy", func() bool { return s.board.holds() == "ACCESS" })
	return s, c
}

func (s *stand) isCleared() bool { return s.board.holds() == "" }

func TestMenuClearsTheClipboard(t *testing.T) {
	s, tray := clicking(t)
	tray.Clear()
	testenv.Await(t, "the clearing", s.isCleared)
}

func TestMenuOpensTheSettings(t *testing.T) {
	s, tray := clicking(t)
	tray.Open()
	s.hears("key ROOT_KEY")
	tray.Settings()
	s.hears("key ROOT_KEY", "show  settings")
}

// TestLockClearsTheClipboard: by the menu, by the command, by another process.
func TestLockClearsTheClipboard(t *testing.T) {
	for name, lock := range map[string]func(*stand, *clickedTray){
		"menu":    func(_ *stand, tray *clickedTray) { tray.Lock() },
		"command": func(s *stand, _ *clickedTray) { s.ask(local.Request{Do: local.DoLock}) },
		"another process": func(s *stand, _ *clickedTray) {
			other, err := store.Open(s.vaultDir, store.KeyFile{})
			if err == nil {
				err = other.Lock()
			}
			if err != nil {
				t.Error(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, tray := clicking(t)
			lock(s, tray)
			testenv.Await(t, "the clearing", s.isCleared)
			testenv.Await(t, "the lock", func() bool { return s.ask(local.Request{Do: local.DoStatus}).Status.Locked })
			reply := s.ask(local.Request{Do: local.DoCopy, Account: "work"})
			if reply.OK || !s.isCleared() {
				t.Errorf("locked, and yet: %+v", reply)
			}
		})
	}
}

// TestQuitWhileACopyIsThere: Run closes the clipboard last.
func TestQuitWhileACopyIsThere(t *testing.T) {
	s, tray := clicking(t)
	tray.Quit()
	s.ended()
	if !s.board.closed {
		t.Error("the clipboard was not closed")
	}
	if _, err := local.Call(t.Context(), s.socket, local.Request{Do: local.DoStatus}); err == nil {
		t.Error("it answers still")
	}
}
