// Package bus connects to the buses of a desktop (D-Bus): each caller gets a
// connection of its own, which ends with its context. It must never start a bus
// where there is none: that, and the services on it, would outlive the program.
package bus

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"
)

// ErrNone says that no session bus is named, and none is where they usually are.
var ErrNone = errors.New("there is no session bus here")

const (
	environment = "DBUS_SESSION_BUS_ADDRESS"
	startOne    = "autolaunch:" // an address that asks for a bus to be started
)

// Session connects to the bus of the person's session.
func Session(ctx context.Context) (*dbus.Conn, error) {
	address := SessionAddress()
	if address == "" {
		return nil, ErrNone
	}
	return dbus.Connect(address, dbus.WithContext(ctx))
}

// System connects to the bus of the computer.
func System(ctx context.Context) (*dbus.Conn, error) {
	return dbus.ConnectSystemBus(dbus.WithContext(ctx))
}

// SessionAddress is where the bus of the person's session is, "" for nowhere.
// One that the environment does not name, as over SSH, is named there from then
// on: modules and programs that look nowhere else would start another.
func SessionAddress() string {
	if address := os.Getenv(environment); address != "" && !strings.HasPrefix(address, startOne) {
		return address
	}
	run := os.Getenv("XDG_RUNTIME_DIR")
	if !filepath.IsAbs(run) {
		run = filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	}
	socket := filepath.Join(run, "bus")
	if info, err := os.Stat(socket); err != nil || info.Mode().Type() != os.ModeSocket {
		return ""
	}
	address := "unix:path=" + dbus.EscapeBusAddressValue(socket)
	_ = os.Setenv(environment, address)
	return address
}
