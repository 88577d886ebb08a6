//go:build !darwin && !windows

package keyring

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/internal/testenv"
)

// The bus connection is shared by a whole process, so each call of a test is a
// process of its own: this binary with childVar set to what it is to do.
const childVar = "AUTHFOB_KEYRING_TEST_CHILD"

var testKey = [32]byte{1, 2, 3, 31: 255}

func TestMain(m *testing.M) {
	ctx, cancel := context.WithTimeout(context.Background(), 400*time.Millisecond)
	defer cancel()
	var err error
	switch os.Getenv(childVar) {
	case "":
		os.Exit(m.Run())
	case "look":
		fmt.Print(childLook())
		return
	case "check":
		limited, stop := bounded(context.Background())
		defer stop()
		err = reachable(limited)
	case "set":
		err = Set(context.Background(), "vault-kek.test", testKey)
	case "get":
		var key [32]byte
		if key, err = Get(context.Background(), "vault-kek.test"); err == nil && key != testKey {
			err = errors.New("another key")
		}
	case "look up":
		if text, ok := lookUp(context.Background(), "vault-kek.test"); !ok || text != encode(testKey) {
			err = errors.New("left to the module")
		}
	case "delete":
		err = errors.Join(Delete(context.Background(), "vault-kek.test"), Delete(context.Background(), "vault-kek.none"))
	case "get soon":
		_, err = Get(ctx, "vault-kek.test")
	case "get twice":
		_, first := Get(ctx, "vault-kek.test")
		again, stop := context.WithTimeout(context.Background(), 50*time.Millisecond)
		defer stop()
		_, err = Get(again, "vault-kek.test") // waits for its turn
		err = fmt.Errorf("%w, then %w", first, err)
	}
	fmt.Print(kind(err))
}

// kind names the error of this package that err is.
func kind(err error) string {
	if err == nil {
		return "ok"
	}
	for name, is := range map[string]error{
		"not found": ErrNotFound, "damaged": ErrDamaged, "locked": ErrLocked, "unavailable": ErrUnavailable,
		"no collection": ErrNoCollection, "refused": ErrRefused, "timeout": ErrTimeout,
	} {
		if errors.Is(err, is) {
			return name
		}
	}
	return err.Error()
}

func child(t *testing.T, env []string, do string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(append(os.Environ(), env...), childVar+"="+do, "GORACE=atexit_sleep_ms=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", do, err)
	}
	return string(out)
}

func want(t *testing.T, env []string, do, want string) {
	t.Helper()
	if got := child(t, env, do); got != want {
		t.Errorf("%s: got %q, want %q", do, got, want)
	}
}

func TestLifeOfAKey(t *testing.T) {
	s := testenv.Keyring(t, true)
	want(t, s.Env, "check", "ok")
	want(t, s.Env, "get", "not found")
	want(t, s.Env, "set", "ok")
	want(t, s.Env, "get", "ok")
	want(t, s.Env, "look up", "ok")
	s.Lock(t)
	want(t, s.Env, "look up", "left to the module")
	want(t, s.Env, "check", "ok")
	want(t, s.Env, "get", "locked")
	want(t, s.Env, "set", "locked")
}

func TestDelete(t *testing.T) {
	s := testenv.Keyring(t, true)
	want(t, s.Env, "set", "ok")
	want(t, s.Env, "delete", "ok")
	want(t, s.Env, "get", "not found")
}

func TestNoKeyring(t *testing.T) {
	for _, env := range [][]string{testenv.NoBus(t.TempDir()), testenv.Bus(t).Env} {
		for _, do := range []string{"check", "get", "set"} {
			want(t, env, do, "unavailable")
		}
	}
}

// With neither a bus nor the address of one, none is started. (dbus-launch
// would leave daemons behind in every process.)
func TestNoBusIsStarted(t *testing.T) {
	dir := t.TempDir()
	launched := dir + "/launched"
	script := "#!/bin/sh\ntouch " + launched + "\n"
	if err := os.WriteFile(dir+"/dbus-launch", []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"", "autolaunch:"} {
		env := append(testenv.NoBus(dir), "DBUS_SESSION_BUS_ADDRESS="+address, "PATH="+dir+":"+os.Getenv("PATH"))
		_ = child(t, env, "check")
		if _, err := os.Stat(launched); err == nil {
			t.Errorf("with the address %q a bus was launched", address)
		}
	}
}

// deaf is a Secret Service that never answers, as one whose prompt nobody sees.
type deaf struct{ until <-chan struct{} }

func (d deaf) Get(string, string) (dbus.Variant, *dbus.Error) {
	<-d.until
	return dbus.Variant{}, nil
}

func (d deaf) SearchItems(map[string]string) ([]dbus.ObjectPath, []dbus.ObjectPath, *dbus.Error) {
	<-d.until
	return nil, nil, nil
}

// broken is a Secret Service whose answers have types that nobody expects.
type broken struct{}

func (broken) Get(string, string) (dbus.Variant, *dbus.Error) { return dbus.MakeVariant(7), nil }

func (broken) SearchItems(map[string]string) (int, *dbus.Error) { return 7, nil }

func serve(t *testing.T, s testenv.Session, object any) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(s.Address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	for _, in := range []string{"org.freedesktop.DBus.Properties", "org.freedesktop.Secret.Service"} {
		if err := conn.Export(object, "/org/freedesktop/secrets", in); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := conn.RequestName(secrets, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return conn
}

// A keyring that does not answer costs no more than the deadline, and a second
// call waits for its turn no longer than its own. (requirement 53)
func TestDeafKeyring(t *testing.T) {
	s := testenv.Bus(t)
	serve(t, s, deaf{t.Context().Done()})
	began := time.Now()
	want(t, s.Env, "get soon", "timeout")
	want(t, s.Env, "get twice", "timeout")
	if took := time.Since(began); took > patience {
		t.Errorf("two deadlines of 0.4 s took %v", took)
	}
}

// A panic in the keyring module is an answer like others.
func TestBrokenKeyring(t *testing.T) {
	s := testenv.Bus(t)
	serve(t, s, broken{})
	want(t, s.Env, "get", "unavailable")
	want(t, s.Env, "set", "unavailable")
}

func TestCode(t *testing.T) {
	good := encode(testKey)
	if got, err := decode(good); err != nil || got != testKey {
		t.Errorf("%v came back as %v, %v", testKey, got, err)
	}
	for i := range good {
		bad := []byte(good)
		bad[i] ^= 1
		if _, err := decode(string(bad)); !errors.Is(err, ErrDamaged) {
			t.Errorf("byte %d changed: %v", i, err)
		}
		if _, err := decode(good[:i]); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut to %d bytes: %v", i, err)
		}
	}
	for _, bad := range []string{good + "A", "\n" + good, strings.ToUpper(good), "afk1..", "password"} {
		if _, err := decode(bad); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if len(good) > 100 || strings.ContainsAny(good, "'\\ ") {
		t.Errorf("%q does not suit every keyring", good)
	}
}

// The error values of the other systems. (requirement 54)
func TestPlatformKind(t *testing.T) {
	for _, c := range []struct {
		goos string
		err  error
		want string
	}{
		{"windows", syscall.Errno(8), "refused"},    // ERROR_NOT_ENOUGH_MEMORY: the credentials are full
		{"windows", syscall.Errno(1312), "refused"}, // ERROR_NO_SUCH_LOGON_SESSION: over SSH
		{"windows", fmt.Errorf("CredWrite: %w", syscall.Errno(1312)), "refused"},
		{"windows", syscall.Errno(5), "ok"},
		{"darwin", exec.Command("sh", "-c", "exit 36").Run(), "locked"},
		{"darwin", exec.Command("sh", "-c", "exit 44").Run(), "not found"},
		{"darwin", exec.Command("sh", "-c", "exit 51").Run(), "locked"},
		{"darwin", exec.Command("sh", "-c", "exit 128").Run(), "locked"},
		{"darwin", exec.Command("sh", "-c", "exit 1").Run(), "ok"},
		{"linux", syscall.Errno(8), "ok"},
	} {
		if got := kind(platformKind(c.goos, c.err)); got != c.want {
			t.Errorf("%s: %v is %q, want %q", c.goos, c.err, got, c.want)
		}
	}
}
