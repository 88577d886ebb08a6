package local

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"strings"
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
