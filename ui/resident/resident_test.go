package resident

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/settings"
)

// windowRole makes this test binary the window process: it writes what it hears
// to a file, line by line, and ends when its resident does.
const windowRole = "AUTHFOB_TEST_WINDOW"

func TestMain(m *testing.M) {
	if path := os.Getenv(windowRole); path != "" {
		os.Exit(playWindow(path))
	}
	os.Exit(m.Run())
}

func playWindow(path string) int {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 1
	}
	pipe, first, err := NewPipe(os.Stdin, os.Stdout)
	if err != nil {
		return 1
	}
	fmt.Fprintf(f, "key %s\n", first.Key.Reveal())
	pipe.Unsaved = func(n int) { fmt.Fprintf(f, "unsaved %d\n", n) }
	for {
		at, key, err := pipe.Next()
		if err != nil {
			fmt.Fprintln(f, "end", err)
			return 0
		}
		if !key.IsZero() {
			fmt.Fprintf(f, "key %s\n", key.Reveal())
			continue
		}
		fmt.Fprintln(f, strings.TrimSpace(fmt.Sprint("show ", at.Account, " ", map[bool]string{true: "settings"}[at.Settings])))
		switch at.Account {
		case "close":
			return 0
		case "fail":
			return 1
		case "unlock":
			_ = pipe.Unlocked(auth.NewSecret("KEY"))
		case "typed":
			_ = pipe.Typed(auth.NewSecret("PASSPHRASE"))
		}
	}
}

// stand is a running resident.
type stand struct {
	t        *testing.T
	socket   string
	heard    string // what the window process wrote
	board    *board
	vault    *store.Vault
	vaultDir string
	away     chan struct{} // receives when the person leaves
	unlocked chan string   // keys and passphrases that came from other processes
	settings string        // the folder they are in
	notes    chan string   // what the person who started it was told
	done     chan error
	fails    error // what Run has to end with
}

func start(t *testing.T, open bool, tray func(Actions) Tray, records ...auth.Record) *stand {
	t.Helper()
	return startAt(t, noServers{}, func(*Config) {}, open, tray, records...)
}

// startAt is start with servers that can be asked, and changes to its parts.
func startAt(t *testing.T, servers auth.Authorizer, change func(*Config), open bool, tray func(Actions) Tray, records ...auth.Record) *stand {
	t.Helper()
	dir := t.TempDir()
	s := &stand{t: t, notes: make(chan string, 8), socket: filepath.Join(dir, "run", "socket"), heard: filepath.Join(dir, "heard"), settings: filepath.Join(dir, "config"), board: &board{}, away: make(chan struct{}), unlocked: make(chan string, 1), done: make(chan error, 1)}
	l, err := local.Listen(s.socket)
	if err != nil {
		t.Fatal(err)
	}
	s.vault, s.vaultDir = newVault(t, dir, records), filepath.Join(dir, "vault")
	agent := auth.NewAgent(s.vault, servers, noProviders{})
	ctx, cancel := context.WithCancel(t.Context())
	cfg := Config{
		Agent: agent, Listener: l, Version: "0", Clipboard: s.board, Tray: tray, Open: open,
		Window: func(context.Context, Place) (*exec.Cmd, auth.Secret, error) {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), windowRole+"="+s.heard, "GORACE=atexit_sleep_ms=0") // else it lingers for a second
			return cmd, auth.NewSecret("ROOT_KEY"), nil
		},
		Settings: func() settings.Settings { return settings.Load(s.settings) },
		Exit:     func(error) int { return 7 },
		Vault: Vault{
			Lock: s.vault.Lock, Unlock: s.vault.Unlock,
			Key: func(context.Context) auth.Secret { return auth.NewSecret("ROOT_KEY_2") },
			Take: func(ctx context.Context, key auth.Secret) error {
				s.unlocked <- key.Reveal()
				return s.vault.Unlock(ctx)
			},
			Passphrase: func(pass auth.Secret) { s.unlocked <- pass.Reveal() },
		},
		Away:  s.leave,
		Wakes: func(context.Context, func()) {},
		Costs: func(context.Context, func(bool)) {},
		Note:  func(said string) { s.notes <- said },
	}
	change(&cfg)
	go func() { s.done <- Run(ctx, cfg) }() // ends with the test
	t.Cleanup(func() {
		cancel()
		s.ended()
	})
	return s
}

func newVault(t *testing.T, dir string, records []auth.Record) *store.Vault {
	t.Helper()
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	path := filepath.Join(dir, "key")
	if err := os.WriteFile(path, []byte(base64.StdEncoding.EncodeToString(key)), 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := store.Open(filepath.Join(dir, "vault"), store.KeyFile{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := v.Add(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

func (s *stand) ask(r local.Request) local.Reply {
	s.t.Helper()
	reply, err := local.Call(s.t.Context(), s.socket, r)
	if err != nil {
		s.t.Fatal(err)
	}
	return reply
}

// ended waits for the resident's end.
func (s *stand) ended() {
	s.t.Helper()
	select {
	case err := <-s.done:
		if !errors.Is(err, s.fails) {
			s.t.Errorf("ended with %v, want %v", err, s.fails)
		}
		s.done <- err
	case <-time.After(10 * time.Second):
		s.t.Error("the resident did not end")
	}
}

// hears waits until the window process has written the lines.
func (s *stand) hears(want ...string) {
	s.t.Helper()
	var got []string
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		got = nil
		if f, err := os.Open(s.heard); err == nil {
			for in := bufio.NewScanner(f); in.Scan(); {
				got = append(got, in.Text())
			}
			f.Close()
		}
		if fmt.Sprint(got) == fmt.Sprint(want) {
			return
		}
	}
	s.t.Fatalf("the window heard %q, want %q", got, want)
}

func TestCopyGoesToTheClipboard(t *testing.T) {
	r := account(false)
	s := start(t, true, nil, r)
	for _, name := range []string{"WORK", string(r.Account.ID)} {
		s.board.Clear()
		reply := s.ask(local.Request{Do: local.DoCopy, Account: name, Format: "header"})
		if !reply.OK || s.board.holds() != "Authorization: Bearer ACCESS" || reply.ClearsAt.IsZero() || reply.ValidUntil.IsZero() {
			t.Errorf("%s: got %+v, clipboard %q", name, reply, s.board.holds())
		}
	}
}

// TestCopiesGoByTheSettings changes them while the resident runs.
func TestCopiesGoByTheSettings(t *testing.T) {
	fresh := account(true)
	fresh.Account.Name, fresh.Account.KeepFresh = "kept", 4*time.Hour
	fresh.Grant.ExpiresAt = time.Now().Add(time.Hour)
	s := start(t, true, nil, account(false), fresh)
	copied := func(account, format string) Copying {
		t.Helper()
		if reply := s.ask(local.Request{Do: local.DoCopy, Account: account, Format: format}); !reply.OK {
			t.Fatalf("got %+v", reply)
		}
		return s.board.how
	}
	change := func(fn func(*settings.Settings)) {
		t.Helper()
		if err := settings.Change(s.settings, fn); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := copied("work", ""), (Copying{Account: "work", Keep: 30 * time.Second}); got != want {
		t.Errorf("without a choice: %+v", got)
	}
	change(func(c *settings.Settings) { c.ClearAfter, c.Unmarked = 90, []string{"raw", "curl"} })
	for format, want := range map[string]Copying{
		"": {"work", 90 * time.Second, true}, "raw": {"work", 90 * time.Second, true},
		"curl": {"work", 90 * time.Second, true}, "header": {"work", 90 * time.Second, false},
	} {
		if got := copied("work", format); got != want {
			t.Errorf("%q: %+v, want %+v", format, got, want)
		}
	}
	if got := copied("kept", "header"); got.Keep != 4*time.Hour {
		t.Errorf("an account that is kept fresh: %+v", got)
	}
	change(func(c *settings.Settings) { c.ClearAfter = settings.Never })
	if got := copied("work", "header"); got.Keep != 0 {
		t.Errorf("never cleared: %+v", got)
	}
	// It is valid for an hour; there is no server that would give another.
	change(func(c *settings.Settings) { c.LeastValid = 2 * 3600 })
	if reply := s.ask(local.Request{Do: local.DoCopy, Account: "work"}); !reply.OK || !strings.HasPrefix(reply.Warning, "This is the old token") {
		t.Errorf("two hours asked for: %+v", reply)
	}
}

func TestFailedCopyLeavesTheClipboard(t *testing.T) {
	for _, tt := range []struct {
		name string
		r    local.Request
		fail error
	}{
		{"expired and offline", local.Request{Do: local.DoCopy, Account: "work"}, nil},
		{"no such account", local.Request{Do: local.DoCopy, Account: "nobody"}, nil},
		{"no clipboard", local.Request{Do: local.DoCopy, Account: "work"}, errors.New("there is no clipboard")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, true, nil, account(tt.fail == nil))
			s.board.err = tt.fail
			reply := s.ask(tt.r)
			if reply.OK || reply.Error == "" || reply.Exit != 7 || s.board.holds() != "" {
				t.Errorf("got %+v, clipboard %q", reply, s.board.holds())
			}
		})
	}
}

func TestWindowGetsTheKeyAndIsShownAgain(t *testing.T) {
	s := start(t, true, nil, account(false))
	s.hears("key ROOT_KEY")
	s.ask(local.Request{Do: local.DoShow, Account: "abc"})
	s.hears("key ROOT_KEY", "show abc")
}

func TestQuitEndsTheWindowToo(t *testing.T) {
	s := start(t, true, nil)
	s.hears("key ROOT_KEY")
	s.ask(local.Request{Do: local.DoQuit})
	s.ended()
	s.hears("key ROOT_KEY", "end EOF")
	if !s.board.closed {
		t.Error("the clipboard was not closed")
	}
}

// Who quits it can start another at once: the answer comes when the path is free.
func TestQuitAnswersWhenAnotherCanStart(t *testing.T) {
	for range 20 {
		s := start(t, false, nil)
		s.ask(local.Request{Do: local.DoQuit})
		l, err := local.Listen(s.socket)
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		s.ended()
	}
}

func TestWithoutATrayTheLastWindowEndsIt(t *testing.T) {
	s := start(t, true, nil)
	s.hears("key ROOT_KEY")
	s.ask(local.Request{Do: local.DoShow, Account: "close"})
	s.ended()
}

func TestWithoutATrayAWindowThatFailsIsAnError(t *testing.T) {
	s := start(t, true, nil)
	s.fails = errNothingShown
	s.hears("key ROOT_KEY")
	s.ask(local.Request{Do: local.DoShow, Account: "fail"})
	s.ended()
}

// shownTray is a tray that a host shows.
type shownTray struct{}

func (shownTray) Run(ctx context.Context) error { <-ctx.Done(); return nil }
func (shownTray) Shown() bool                   { return true }

func TestWithATrayItStaysAndOpensANewWindow(t *testing.T) {
	s := start(t, true, func(Actions) Tray { return shownTray{} })
	s.hears("key ROOT_KEY")
	s.ask(local.Request{Do: local.DoShow, Account: "close"})
	s.hears("key ROOT_KEY", "show close")
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); { // until the first window is gone
		if s.ask(local.Request{Do: local.DoShow}); s.windows() == 2 {
			break
		}
	}
	if n := s.windows(); n != 2 {
		t.Errorf("%d windows were started, want 2", n)
	}
	if st := s.ask(local.Request{Do: local.DoStatus}).Status; st == nil || !st.Tray {
		t.Errorf("got %+v", st)
	}
}

func (s *stand) windows() int {
	b, _ := os.ReadFile(s.heard)
	return strings.Count(string(b), "key ROOT_KEY\n")
}
