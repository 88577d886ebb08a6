//go:build !darwin && !windows

package keyring

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/internal/testenv"
)

// childLook is what a child prints for "look".
func childLook() string {
	ctx, cancel := context.WithTimeout(context.Background(), 700*time.Millisecond)
	defer cancel()
	c := Look(ctx)
	return fmt.Sprintf("%s by %q", c.State, c.Owner)
}

// walletless is KWallet without a wallet: it has neither collection nor alias.
type walletless struct{}

func (walletless) Get(string, string) (dbus.Variant, *dbus.Error) {
	return dbus.Variant{}, dbus.MakeFailedError(os.ErrNotExist)
}

func (walletless) ReadAlias(string) (dbus.ObjectPath, *dbus.Error) { return "/", nil }

func TestLook(t *testing.T) {
	open := testenv.Keyring(t, true)
	want(t, open.Env, "look", `open by "gnome-keyring-daemon"`)
	open.Lock(t)
	want(t, open.Env, "look", `locked by "gnome-keyring-daemon"`)
	want(t, testenv.NoBus(t.TempDir()), "look", `dead_bus by ""`)
	for _, address := range []string{"", "autolaunch:"} {
		want(t, append(testenv.NoBus(t.TempDir()), "DBUS_SESSION_BUS_ADDRESS="+address), "look", `no_bus by ""`)
	}
	want(t, append(testenv.NoBus(t.TempDir()), "DBUS_SESSION_BUS_ADDRESS=nonsense"), "look", `dead_bus by ""`)
	want(t, testenv.Bus(t).Env, "look", `no_service by ""`)

	self := filepath.Base(os.Args[0])
	strict := testenv.Bus(t)
	testenv.StartSecretService(t, strict, testenv.Secrets{Locked: true})
	want(t, strict.Env, "look", fmt.Sprintf("locked by %q", self))

	silent := testenv.Bus(t)
	serve(t, silent, deaf{t.Context().Done()})
	want(t, silent.Env, "look", fmt.Sprintf("silent by %q", self))

	bare := testenv.Bus(t)
	serve(t, bare, walletless{})
	want(t, bare.Env, "look", fmt.Sprintf("no_collection by %q", self))
}

// A bus that takes connections and says nothing costs no more than the deadline.
func TestLookAtADeafBus(t *testing.T) {
	dir, err := os.MkdirTemp("", "deaf") // short: it holds a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	l, err := net.Listen("unix", filepath.Join(dir, "bus"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	began := time.Now()
	want(t, append(testenv.NoBus(dir), "DBUS_SESSION_BUS_ADDRESS=unix:path="+dir+"/bus"), "look", `dead_bus by ""`)
	if took := time.Since(began); took > patience {
		t.Errorf("a deadline of 0.7 s took %v", took)
	}
}
