package resident

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/local"
)

const inThere = "SECRET-7-IN-A-PANIC"

// TestPanicsStayInTheirTasks injects one into each worker: the resident lives
// on, and the crash files say where, and hold no value. (requirement 90)
func TestPanicsStayInTheirTasks(t *testing.T) {
	dir := t.TempDir()
	crash.Keep(dir, "0")
	s := startAt(t, noServers{}, func(c *Config) {
		c.Wakes = func(context.Context, func()) { panic(inThere) }
		c.Notify = func(context.Context, func(auth.AccountID)) { panic(inThere) }
	}, false, nil, account(false))
	s.board.stumbles(true)
	if reply := s.ask(local.Request{Do: local.DoCopy, Account: "work"}); reply.OK || !strings.Contains(reply.Error, "crash file") {
		t.Errorf("copy: %+v", reply)
	}
	s.board.stumbles(false)
	if reply := s.ask(local.Request{Do: local.DoCopy, Account: "work"}); !reply.OK {
		t.Errorf("the next copy: %+v", reply)
	}
	text := crashes(t, dir, "task: socket request", "task: notifications", "task: wake")
	if strings.Contains(text, inThere) || !strings.Contains(text, "resident.(*board).Copy") {
		t.Errorf("the crash files say\n%s", text)
	}
}

// TestRenewalBeginsAnew has the whole loop panic.
func TestRenewalBeginsAnew(t *testing.T) {
	dir := t.TempDir()
	crash.Keep(dir, "0")
	r := &resident{Config: Config{Agent: auth.NewAgent(stumblingVault{}, noServers{}, noProviders{})}}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { r.renew(ctx); close(done) }() // ends with ctx
	crashes(t, dir, "task: renewal")
	select {
	case <-done:
		t.Error("renewal is over for good")
	default:
	}
	cancel()
	<-done
}

type stumblingVault struct{ auth.Vault }

func (stumblingVault) Watch(context.Context) (<-chan struct{}, error) { panic(inThere) }

// crashes waits until the crash files hold all of what is wanted.
func crashes(t *testing.T, dir string, want ...string) string {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; {
		var all strings.Builder
		files, _ := filepath.Glob(filepath.Join(dir, "crash-*"))
		for _, file := range files {
			b, _ := os.ReadFile(file)
			all.Write(b)
		}
		missing := ""
		for _, w := range want {
			if !strings.Contains(all.String(), w) {
				missing = w
			}
		}
		if missing == "" {
			return all.String()
		}
		if time.Now().After(end) {
			t.Fatalf("no crash file says %q:\n%s", missing, &all)
		}
	}
}
