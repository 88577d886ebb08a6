package local

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestLongPath(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("a", 100), strings.Repeat("b", 100), "socket")
	l, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	// Ends by cancel; waited for below.
	go func() {
		defer close(ended)
		l.Serve(ctx, func(context.Context, Request) Reply { return Reply{OK: true} })
	}()
	if reply, err := Call(soon(t), path, Request{Do: DoShow}); err != nil || !reply.OK {
		t.Errorf("got %v %v", reply, err)
	}
	cancel()
	<-ended
}

func TestPeerMustBeALocalProcess(t *testing.T) {
	a, b := net.Pipe()
	defer a.Close()
	defer b.Close()
	if err := checkPeer(a); !errors.Is(err, ErrForeign) {
		t.Errorf("got %v, want ErrForeign", err)
	}
}

// Another user's process gets no answer, even where the folder would let it in.
func TestForeignProcessIsNotServed(t *testing.T) {
	if os.Geteuid() != 0 {
		return // root alone can be two users
	}
	dir, err := os.MkdirTemp("", "authfob") // t.TempDir is for one user
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	path := filepath.Join(dir, "socket")
	l, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	// Ends by cancel; waited for below.
	go func() {
		defer close(ended)
		l.Serve(ctx, func(context.Context, Request) Reply { return Reply{OK: true} })
	}()
	if err := errors.Join(os.Chmod(dir, 0o755), os.Chmod(path, 0o666)); err != nil {
		t.Fatal(err)
	}
	ask := func(uid uint32) (said string, exit int) {
		cmd := exec.CommandContext(t.Context(), "curl", "-s", "--http0.9", "--max-time", "20", "--unix-socket", path, "http://authfob/")
		cmd.Dir = "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
		out, err := cmd.Output()
		if cmd.ProcessState == nil {
			t.Fatal(err)
		}
		return string(out), cmd.ProcessState.ExitCode()
	}
	const nobody = 65534
	if said, exit := ask(0); !strings.Contains(said, "could not be read") { // as HTTP is no request
		t.Errorf("its own user got %q, exit %d", said, exit)
	}
	if said, exit := ask(nobody); said != "" || exit == 0 {
		t.Errorf("another user got %q, exit %d", said, exit)
	}
	cancel()
	<-ended
}
