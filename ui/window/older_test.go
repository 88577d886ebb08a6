package window

import (
	"strings"
	"sync"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
)

// Older copies that were put back are told above the list until the person says
// that they were meant. (requirement 58)
func TestOlderCopiesAreToldAndDismissed(t *testing.T) {
	list := fakes.Accounts()
	list[1].Older, list[2].Older = true, true
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	if !strings.Contains(s.banner.text, "2 accounts") || s.banner.button.Hidden {
		t.Fatalf("the banner says %q, with a button: %v", s.banner.text, !s.banner.button.Hidden)
	}
	var mu sync.Mutex // guards accepted
	accepted := map[auth.AccountID]bool{}
	s.Agent.WhenEdit = func(id auth.AccountID, fn func(*auth.Record) error) (bool, error, error) {
		r := auth.Record{Older: true}
		err := fn(&r)
		mu.Lock()
		defer mu.Unlock()
		accepted[id] = err == nil && !r.Older
		return false, nil, err
	}
	s.banner.button.Tapped(nil)
	s.Queue.Await(t, "both to be accepted", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return accepted[list[1].ID] && accepted[list[2].ID]
	})
	list[1].Older, list[2].Older = false, false
	s.setAccounts(list, nil, true)
	if s.banner.text != "" {
		t.Errorf("afterwards the banner says %q", s.banner.text)
	}
}
