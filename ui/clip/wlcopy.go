//go:build unix && !darwin

package clip

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/authfob/authfob/auth"
)

// settleFor is how long wl-copy is watched for a failure: it says nothing when
// all is well.
const settleFor = 300 * time.Millisecond

// wlCopy is the way for compositors where neither data-control nor X11 works:
// one wl-copy a value, as a child in the foreground. It gets the value on
// stdin. Versions before 2.3 know no mark against histories.
type wlCopy struct {
	program   string
	sensitive bool // --sensitive is known
}

// wlCopyHeld is a value that a child offers.
type wlCopyHeld struct {
	cmd  *exec.Cmd
	dir  string
	gone chan struct{} // closed when the child is gone
}

func newWlCopy(program string) wlCopy {
	help, _ := exec.Command(program, "--help").Output() // without it: an old version
	return wlCopy{program: program, sensitive: bytes.Contains(help, []byte("--sensitive"))}
}

func (w wlCopy) concealed() bool { return w.sensitive }

func (wlCopy) close() {}

// put starts a child. wl-copy spools what it gets to a temporary folder, so it
// gets one of its own in the runtime folder, which is memory and the user's
// alone, and which goes with it.
func (w wlCopy) put(ctx context.Context, value auth.Secret) (held, error) {
	dir, err := os.MkdirTemp(os.Getenv("XDG_RUNTIME_DIR"), "authfob-clip-")
	if err != nil {
		return nil, errors.New("could not prepare wl-copy: the runtime folder cannot be written")
	}
	args := []string{"--foreground", "--type", "text/plain;charset=utf-8"}
	if w.sensitive {
		args = append(args, "--sensitive")
	}
	h := &wlCopyHeld{cmd: exec.Command(w.program, args...), dir: dir, gone: make(chan struct{})}
	h.cmd.Env = append(os.Environ(), "TMPDIR="+dir)
	h.cmd.Stdin = strings.NewReader(value.Reveal())
	started := make(chan error)
	// Ends with the child; clear waits for it.
	go h.run(started)
	if err := <-started; err != nil {
		return nil, errors.New("could not start wl-copy: install wl-clipboard")
	}
	if err := h.settle(ctx); err != nil {
		return nil, err
	}
	return h, nil
}

// run is the child's life. The thread stays with it, because the system ends
// the child when the thread ends, and so with a killed process.
func (h *wlCopyHeld) run(started chan<- error) {
	dieWithThread(h.cmd)
	err := h.cmd.Start()
	started <- err
	if err == nil {
		_ = h.cmd.Wait() // how it ended does not matter: the value is off
	}
	_ = os.RemoveAll(h.dir)
	close(h.gone)
}

// settle waits for a failure that shows at once.
func (h *wlCopyHeld) settle(ctx context.Context) error {
	t := time.NewTimer(settleFor)
	defer t.Stop()
	select {
	case <-h.gone:
		return errors.New("wl-copy could not set the clipboard: the compositor may not allow it")
	case <-ctx.Done():
		h.clear()
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func (h *wlCopyHeld) lost() <-chan struct{} { return h.gone }

// clear ends the child: it lives exactly as long as its value is offered.
func (h *wlCopyHeld) clear() {
	_ = h.cmd.Process.Signal(syscall.SIGTERM)
	<-h.gone
}
