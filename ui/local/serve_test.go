package local

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

// resident listens at a fresh path and serves until the test ends.
func resident(t *testing.T, h Handler) (path string) {
	t.Helper()
	path = t.TempDir() + "/run/socket"
	l, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	// Ends by cancel; the cleanup waits for it.
	go func() { defer close(ended); l.Serve(ctx, h) }()
	t.Cleanup(func() { cancel(); <-ended })
	return path
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestCall(t *testing.T) {
	until := time.Date(2026, 5, 4, 14, 32, 0, 0, time.UTC)
	var got Request
	path := resident(t, func(_ context.Context, r Request) Reply {
		got = r
		return Reply{OK: true, Account: "billing", ValidUntil: until}
	})
	want := Request{Do: DoCopy, Account: "billing", Format: "header"}
	reply, err := Call(soon(t), path, want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Reply{OK: true, Account: "billing", ValidUntil: until}, reply); diff != "" {
		t.Error(diff)
	}
}

func TestNobodyThere(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(dir+"/run", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir + "/none/socket", dir + "/run/socket"} {
		if _, err := Call(soon(t), path, Request{Do: DoStatus}); !errors.Is(err, ErrNotRunning) {
			t.Errorf("%s: got %v, want ErrNotRunning", path, err)
		}
	}
}

// raw sends bytes and returns all that comes back.
func raw(t *testing.T, path, send string) string {
	t.Helper()
	conn, err := dial(soon(t), path)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	// Refusing closes the connection while more is sent: that is no failure.
	_, _ = io.WriteString(conn, send)
	b, _ := io.ReadAll(conn)
	return string(b)
}

func TestRefused(t *testing.T) {
	path := resident(t, func(context.Context, Request) Reply {
		t.Error("the handler was asked")
		return Reply{}
	})
	for _, c := range []struct{ name, send, want string }{
		{"not JSON", "show\n", "could not be read"},
		{"array", "[]\n", "could not be read"},
		{"unknown", `{"do":"token"}` + "\n", "does not know"},
		{"empty request", "{}\n", "does not know"},
		{"too long", `{"do":"show","account":"` + strings.Repeat("x", maxLine), "longer than 64 KiB"},
	} {
		if got := raw(t, path, c.send); !strings.Contains(got, c.want) || !strings.Contains(got, `"exit":2`) {
			t.Errorf("%s: got %q, want %q and exit 2", c.name, got, c.want)
		}
	}
}

func TestGigabyteRequest(t *testing.T) {
	path := resident(t, func(context.Context, Request) Reply { return Reply{OK: true} })
	conn, err := dial(soon(t), path)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	block := make([]byte, 1<<20)
	sent := 0
	for err = error(nil); err == nil && sent < 1<<30; sent += len(block) {
		_, err = conn.Write(block)
	}
	if err == nil {
		t.Error("1 GiB was read")
	}
	if reply, err := Call(soon(t), path, Request{Do: DoStatus}); err != nil || !reply.OK {
		t.Errorf("afterwards: %v %v", reply, err)
	}
}

func TestIdleConnectionsShutNobodyOut(t *testing.T) {
	path := resident(t, func(context.Context, Request) Reply { return Reply{OK: true} })
	for range 1000 {
		conn, err := dial(soon(t), path)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	start := time.Now()
	if reply, err := Call(soon(t), path, Request{Do: DoStatus}); err != nil || !reply.OK {
		t.Errorf("got %v %v", reply, err)
	}
	if d := time.Since(start); d > idleFor/2 {
		t.Errorf("answered after %v", d)
	}
}

func TestAskerGoesAway(t *testing.T) {
	began, ended := make(chan struct{}), make(chan struct{})
	path := resident(t, func(ctx context.Context, _ Request) Reply {
		close(began)
		<-ctx.Done()
		close(ended)
		return Reply{}
	})
	ctx, cancel := context.WithCancel(soon(t))
	// Ends by the call's own context.
	go func() { <-began; cancel() }()
	if _, err := Call(ctx, path, Request{Do: DoCopy}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	select {
	case <-ended:
	case <-soon(t).Done():
		t.Error("the handler goes on for nobody")
	}
}

func TestRoomIsBounded(t *testing.T) {
	var r room
	var last net.Conn
	for range 3 * maxConns {
		a, b := net.Pipe()
		defer a.Close()
		defer b.Close()
		if !r.enter(a) {
			t.Fatal("a quiet connection did not make room")
		}
		last = a
	}
	if len(r.quiet) != maxConns || r.open != maxConns {
		t.Errorf("%d open, %d quiet", r.open, len(r.quiet))
	}
	for _, conn := range append([]net.Conn(nil), r.quiet...) {
		if !r.spoke(conn) {
			t.Error("a connection inside is not known")
		}
	}
	if a, b := net.Pipe(); r.enter(a) {
		t.Error("a connection came in although all are busy")
	} else {
		_, _ = a.Close(), b.Close()
	}
	r.leave()
	if !r.enter(last) {
		t.Error("no room after one left")
	}
}

// TestNoSecret: nothing that goes over the wire can hold a secret. (requirement 80)
func TestNoSecret(t *testing.T) {
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		if typ == reflect.TypeFor[auth.Secret]() || typ == reflect.TypeFor[any]() {
			t.Errorf("%v is on the wire", typ)
		}
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(typ.Elem())
		case reflect.Struct:
			for f := range typ.NumField() {
				walk(typ.Field(f).Type)
			}
		}
	}
	walk(reflect.TypeFor[Request]())
	walk(reflect.TypeFor[Reply]())
}

func TestServeWaitsForHandlers(t *testing.T) {
	path := t.TempDir() + "/run/socket"
	l, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var done atomic.Bool
	served := make(chan struct{})
	// Ends by cancel; waited for below.
	go func() {
		defer close(served)
		l.Serve(ctx, func(ctx context.Context, _ Request) Reply {
			cancel()
			<-ctx.Done()
			done.Store(true)
			return Reply{OK: true}
		})
	}()
	_, _ = Call(soon(t), path, Request{Do: DoQuit})
	<-served
	if !done.Load() {
		t.Error("Serve ended before its handler")
	}
}
