package bus

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
)

func TestSessionAddress(t *testing.T) {
	run := t.TempDir()
	for _, tt := range []struct {
		name, environment string
		socket            bool
		want              string
	}{
		{"named", "unix:path=/named", true, "unix:path=/named"},
		{"not named, where it usually is", "", true, "unix:path=" + run + "/bus"},
		{"to be started, but there is one", "autolaunch:", true, "unix:path=" + run + "/bus"},
		{"not named, not there", "", false, ""},
		{"to be started", "autolaunch:scope=*user", false, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("XDG_RUNTIME_DIR", run)
			t.Setenv(environment, tt.environment)
			if tt.socket {
				l, err := net.Listen("unix", filepath.Join(run, "bus"))
				if err != nil {
					t.Fatal(err)
				}
				defer l.Close()
			}
			if got := SessionAddress(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got := os.Getenv(environment); tt.want != "" && got != tt.want {
				t.Errorf("the environment names %q", got)
			}
		})
	}
}

// A file that is no socket is no bus.
func TestFileInPlaceOfABus(t *testing.T) {
	run := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", run)
	t.Setenv(environment, "")
	if err := os.WriteFile(filepath.Join(run, "bus"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Session(t.Context()); !errors.Is(err, ErrNone) {
		t.Errorf("got %v", err)
	}
}

// Connections are the caller's own, and end with its context.
func TestConnections(t *testing.T) {
	b := testenv.Bus(t)
	t.Setenv(environment, b.Address)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", b.Address)
	ctx, cancel := context.WithCancel(t.Context())
	one, err := Session(ctx)
	if err != nil {
		t.Fatal(err)
	}
	two, err := System(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	if a, b := one.Names()[0], two.Names()[0]; a == b || !strings.HasPrefix(a, ":") {
		t.Errorf("they are %s and %s", a, b)
	}
	cancel()
	<-one.Context().Done()
	if err := two.BusObject().Call("org.freedesktop.DBus.GetId", 0).Err; err != nil {
		t.Errorf("another's end ended it: %v", err)
	}
}
