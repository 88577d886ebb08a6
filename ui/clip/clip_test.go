package clip

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

// board is a clipboard in memory.
type board struct {
	mu     sync.Mutex
	holder *piece
	fail   error
	opened int
}

// piece is a value on a board.
type piece struct {
	b     *board
	value string
	gone  chan struct{}
}

func (b *board) open() (backend, error) { b.opened++; return b, nil }
func (b *board) concealed() bool        { return true }
func (b *board) called() string         { return "a board" }
func (b *board) close()                 {}

func (b *board) put(_ context.Context, c content) (held, error) {
	if err := b.fail; err != nil {
		b.fail = nil
		return nil, err
	}
	p := &piece{b, c.value.Reveal(), make(chan struct{})}
	b.take(p)
	return p, nil
}

func (b *board) take(p *piece) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.holder != nil && b.holder.gone != nil {
		close(b.holder.gone)
	}
	b.holder = p
}

func (b *board) content() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.holder == nil {
		return ""
	}
	return b.holder.value
}

func (p *piece) lost() <-chan struct{} { return p.gone }

func (p *piece) swap(value auth.Secret) bool {
	p.b.mu.Lock()
	defer p.b.mu.Unlock()
	if p.b.holder == p {
		p.value = value.Reveal()
	}
	return p.b.holder == p
}

func (p *piece) clear() {
	p.b.mu.Lock()
	defer p.b.mu.Unlock()
	if p.b.holder == p {
		p.b.holder = nil
	}
}

func TestClearsOnTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &board{}
		c := with(b.open)
		defer c.Close()
		s := mustCopy(t, c, "ACCESS_1", Options{Label: "billing", ClearAfter: 30 * time.Second})
		want := State{Phase: Holding, Number: 1, Label: "billing", ClearsAt: time.Now().Add(30 * time.Second), Concealed: true}
		if diff := cmp.Diff(want, s); diff != "" {
			t.Error(diff)
		}
		time.Sleep(30*time.Second - time.Nanosecond)
		if b.content() != "ACCESS_1" {
			t.Error("cleared too early")
		}
		changed := c.Changed()
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		select {
		case <-changed:
		default:
			t.Error("nobody was told")
		}
		if diff := cmp.Diff(State{Phase: Cleared, Label: "billing"}, c.State()); diff != "" || b.content() != "" {
			t.Errorf("%s, holds %q", diff, b.content())
		}
	})
}

func TestNeverClears(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &board{}
		c := with(b.open)
		mustCopy(t, c, "ACCESS_1", Options{})
		time.Sleep(1000 * time.Hour)
		if b.content() != "ACCESS_1" || c.State().Phase != Holding {
			t.Errorf("holds %q", b.content())
		}
		c.Close()
		c.Close()
		if b.content() != "" {
			t.Error("not cleared at the end")
		}
	})
}

// TestNewCopyHasItsOwnTime: the timer of a replaced copy clears nothing.
func TestNewCopyHasItsOwnTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &board{}
		c := with(b.open)
		defer c.Close()
		mustCopy(t, c, "ACCESS_1", Options{ClearAfter: 30 * time.Second})
		time.Sleep(20 * time.Second)
		mustCopy(t, c, "ACCESS_2", Options{Label: "two", ClearAfter: 30 * time.Second})
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if b.content() != "ACCESS_2" || c.State().Label != "two" || c.State().Phase != Holding {
			t.Errorf("holds %q, %+v", b.content(), c.State())
		}
	})
}

func TestReplacedStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &board{}
		c := with(b.open)
		mustCopy(t, c, "ACCESS_1", Options{ClearAfter: 30 * time.Second})
		b.take(&piece{b: b, value: "other"})
		synctest.Wait()
		if c.State().Phase != Replaced {
			t.Errorf("phase %v, want Replaced", c.State().Phase)
		}
		time.Sleep(time.Hour)
		c.Close()
		if b.content() != "other" {
			t.Errorf("holds %q, want what was copied elsewhere", b.content())
		}
	})
}

func TestFailureLeavesTheClipboard(t *testing.T) {
	b := &board{}
	c := with(b.open)
	defer c.Close()
	mustCopy(t, c, "ACCESS_1", Options{Label: "one"})
	b.fail = errors.New("refused")
	for _, value := range []string{"ACCESS_2", "", strings.Repeat("x", maxLen+1)} {
		if _, err := c.Copy(t.Context(), auth.NewSecret(value), Options{}); err == nil {
			t.Errorf("%.10q was copied", value)
		}
	}
	if b.content() != "ACCESS_1" || c.State().Label != "one" || c.State().Phase != Holding {
		t.Errorf("holds %q, %+v", b.content(), c.State())
	}
}

func TestLostLinkIsOpenedAgain(t *testing.T) {
	b := &board{}
	c := with(b.open)
	defer c.Close()
	mustCopy(t, c, "ACCESS_1", Options{})
	b.fail = errLostLink
	mustCopy(t, c, "ACCESS_2", Options{})
	if b.content() != "ACCESS_2" || b.opened != 2 {
		t.Errorf("holds %q, opened %d times", b.content(), b.opened)
	}
}

func mustCopy(t *testing.T, c *Clipboard, value string, o Options) State {
	t.Helper()
	s, err := c.Copy(t.Context(), auth.NewSecret(value), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// opened is a Clipboard that ends with the test.
func opened(t *testing.T, open func() (backend, error)) *Clipboard {
	t.Helper()
	c := with(open)
	t.Cleanup(c.Close)
	return c
}

func awaitPhase(t *testing.T, c *Clipboard, want Phase) {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		changed := c.Changed()
		if c.State().Phase == want {
			return
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("phase is %v, want %v", c.State().Phase, want)
		}
	}
}

func TestFormats(t *testing.T) {
	for value, latin := range map[string]string{"a": "a", "ü": "\xfc", "€": "", "\xff": ""} {
		c := content{auth.NewSecret(value), true}
		offered := slices.Contains(c.formats(), "STRING")
		if offered != (latin != "") || string(c.in("STRING")) != latin {
			t.Errorf("%q as STRING: %v %q, want %q", value, offered, c.in("STRING"), latin)
		}
		if got := string(c.in("UTF8_STRING")); got != value {
			t.Errorf("%q became %q", value, got)
		}
	}
}
