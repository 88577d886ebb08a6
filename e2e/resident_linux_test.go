package e2e

import (
	"bytes"
	"context"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
)

// quickly is how soon a program ends that has nothing to do.
const quickly = 5 * time.Second

// newDesk is a box on a desktop of its own: a session bus and an X server.
func newDesk(t *testing.T) *box {
	t.Helper()
	b := newBox(t)
	b.env = append(testenv.Bus(t).Env, "DISPLAY="+testenv.Xvfb(t))
	return b
}

// hidden is a run of authfob --hidden.
type hidden struct {
	cmd  *exec.Cmd
	out  bytes.Buffer // read it after done
	done chan struct{}
}

// startHidden starts a resident, if there is none. It ends with the test.
func (b *box) startHidden() *hidden {
	b.t.Helper()
	h := &hidden{cmd: b.cmd(context.Background(), "--hidden"), done: make(chan struct{})}
	h.cmd.Stdout, h.cmd.Stderr = &h.out, &h.out
	if err := h.cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	go func() { // ends with the process; the cleanup waits for it
		_ = h.cmd.Wait() // its state tells
		close(h.done)
	}()
	b.t.Cleanup(func() {
		_ = h.cmd.Process.Kill() // it may have ended long ago
		<-h.done
	})
	return h
}

func (h *hidden) ended() bool {
	select {
	case <-h.done:
		return true
	default:
		return false
	}
}

// endsWell waits for the process's end, which is to come quickly.
func (h *hidden) endsWell(t *testing.T) {
	t.Helper()
	select {
	case <-h.done:
		if code := h.cmd.ProcessState.ExitCode(); code != 0 {
			t.Errorf("exit %d: %s", code, h.out.String())
		}
	case <-time.After(quickly):
		t.Fatalf("the process did not end within %v", quickly)
	}
}

// clipboard is what the clipboard holds; "" for nothing.
func (b *box) clipboard() string {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), quickly)
	defer cancel()
	c := exec.CommandContext(ctx, "xclip", "-o", "-selection", "clipboard")
	c.Env = b.env
	r := finish(b.t, c)
	if r.code != 0 && !strings.Contains(r.err, "not available") {
		b.t.Errorf("xclip: exit %d: %s (Debian package xclip)", r.code, r.err)
	}
	return r.out
}

// copies waits until a resident listens, and checks that copy puts the token on
// the clipboard, where it stays when copy has ended.
func (b *box) copies(name string) {
	b.t.Helper()
	testenv.Await(b.t, "a resident that copies", func() bool { return b.run("", "copy", name).code == 0 })
	if token := b.token(name, "--cached"); b.clipboard() != token {
		b.t.Error("the clipboard does not hold the token")
	}
}

func TestExactlyOneResident(t *testing.T) {
	b, s, spy := newDesk(t), startDemo(t, demo.Knobs{}), startSpy(t)
	b.addDemo(s, "Demo")
	b.fails(1, "copy", "Demo")
	for range 3 {
		one := b.oneOfFive()
		b.copies("Demo")
		b.must("", "quit")
		one.endsWell(t)
		if got := b.clipboard(); got != "" {
			t.Errorf("%d bytes are on the clipboard after quit", len(got))
		}
		b.fails(1, "quit")
	}
	spy.check(t, b, s.Issued())
	b.checkFiles(s.Issued())
}

// oneOfFive starts five at once, of which one stays and is returned.
func (b *box) oneOfFive() *hidden {
	b.t.Helper()
	var all []*hidden
	began := time.Now()
	for range 5 {
		all = append(all, b.startHidden())
	}
	testenv.Await(b.t, "four to end", func() bool {
		return len(slices.DeleteFunc(slices.Clone(all), (*hidden).ended)) <= 1
	})
	if took := time.Since(began); took > quickly {
		b.t.Errorf("the others stayed for %v", took)
	}
	var one *hidden
	for _, h := range all {
		switch {
		case !h.ended():
			one = h
		case h.cmd.ProcessState.ExitCode() != 0 || !strings.Contains(h.out.String(), "running already"):
			b.t.Errorf("one of those that left: exit %d: %s", h.cmd.ProcessState.ExitCode(), h.out.String())
		}
	}
	if one == nil {
		b.t.Fatal("none of five stayed")
	}
	return one
}

// A resident that was killed leaves its socket behind, which is in nobody's way.
func TestAfterAKilledResidentTheNextOneStarts(t *testing.T) {
	b, s := newDesk(t), startDemo(t, demo.Knobs{})
	b.addDemo(s, "Demo")
	for range 3 {
		h := b.startHidden()
		b.copies("Demo")
		if err := h.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-h.done
		b.fails(1, "copy", "Demo")
	}
	last := b.oneOfFive()
	b.copies("Demo")
	b.must("", "quit")
	last.endsWell(t)
}
