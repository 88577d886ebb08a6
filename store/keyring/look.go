//go:build !darwin && !windows

package keyring

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/bus"
)

const (
	collectionInterface = "org.freedesktop.Secret.Collection"
	loginCollection     = dbus.ObjectPath("/org/freedesktop/secrets/collection/login")
)

// Look asks the session bus how the keyring stands, within ctx. It starts
// nothing, opens no prompt and reads no item.
func Look(ctx context.Context) Condition {
	conn, err := bus.Session(ctx)
	if err != nil {
		return Condition{State: unconnected(err)}
	}
	defer func() { _ = conn.Close() }()
	var owner string
	if err := ask(ctx, conn, "GetNameOwner", &owner, secrets); err != nil {
		return Condition{State: unowned(ctx, conn)}
	}
	c := Condition{Owner: program(ctx, conn, owner)}
	var uid uint32
	if err := ask(ctx, conn, "GetConnectionUnixUser", &uid, owner); err == nil && int(uid) != os.Geteuid() {
		c.State = StateForeign
		return c
	}
	greet(ctx, conn)
	c.State = lockState(ctx, conn)
	return c
}

// unconnected tells a session without a bus from one whose bus is gone.
func unconnected(err error) State {
	if errors.Is(err, bus.ErrNone) {
		return StateNoBus
	}
	return StateDeadBus
}

// unowned tells a keyring that the bus would start from one that is not there.
func unowned(ctx context.Context, conn *dbus.Conn) State {
	var names []string
	switch err := ask(ctx, conn, "ListActivatableNames", &names); {
	case ctx.Err() != nil:
		return StateDeadBus
	case err == nil && slices.Contains(names, secrets):
		return StateStartable
	}
	return StateNoService
}

// lockState asks the collection that keys go to: "login", or else the default.
func lockState(ctx context.Context, conn *dbus.Conn) State {
	locked, err := isLocked(ctx, conn, loginCollection)
	if err != nil && ctx.Err() == nil {
		var path dbus.ObjectPath
		err = conn.Object(secrets, servicePath).CallWithContext(ctx, serviceInterface+".ReadAlias", 0, "default").Store(&path)
		if err == nil && path == "/" {
			return StateNoCollection
		}
		if err == nil {
			locked, err = isLocked(ctx, conn, path)
		}
	}
	switch {
	case err != nil:
		return StateSilent
	case locked:
		return StateLocked
	}
	return StateOpen
}

func isLocked(ctx context.Context, conn *dbus.Conn, path dbus.ObjectPath) (locked bool, err error) {
	err = conn.Object(secrets, path).CallWithContext(ctx, properties+".Get", 0, collectionInterface, "Locked").Store(&locked)
	return locked, err
}

// program names the process behind a connection.
func program(ctx context.Context, conn *dbus.Conn, owner string) string {
	var pid uint32
	if err := ask(ctx, conn, "GetConnectionUnixProcessID", &pid, owner); err != nil {
		return ""
	}
	proc := filepath.Join("/proc", strconv.FormatUint(uint64(pid), 10))
	if exe, err := os.Readlink(filepath.Join(proc, "exe")); err == nil {
		return filepath.Base(strings.TrimSuffix(exe, " (deleted)"))
	}
	name, _ := os.ReadFile(filepath.Join(proc, "comm")) // the first 15 letters; "" where there is no /proc
	return strings.TrimSpace(string(name))
}
