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
	path := filepath.Join(t.TempDir(), "run", "socket")
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
	if err := errors.Join(os.Chmod(filepath.Dir(path), 0o755), os.Chmod(path, 0o666)); err != nil {
		t.Fatal(err)
	}
	ask := func(uid uint32) string {
		const script = `import socket, sys
s = socket.socket(socket.AF_UNIX); s.settimeout(20); s.connect(sys.argv[1])
try: s.sendall(b'{"do":"status"}\n'); print(s.recv(100).decode())
except OSError: pass`
		cmd := exec.CommandContext(t.Context(), "python3", "-c", script, path)
		cmd.Dir = "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return strings.TrimSpace(string(out))
	}
	const nobody = 65534
	if got := ask(0); !strings.Contains(got, `"ok":true`) {
		t.Errorf("its own user got %q", got)
	}
	if got := ask(nobody); got != "" {
		t.Errorf("another user got %q", got)
	}
	cancel()
	<-ended
}
