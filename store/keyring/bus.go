//go:build !darwin && !windows

package keyring

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/bus"
)

const secrets = "org.freedesktop.secrets"

// reachable reports whether something on the bus is a Secret Service, or would
// be started as one.
func reachable(ctx context.Context) error {
	conn, err := bus.Session(ctx)
	if ctx.Err() != nil {
		return ended(ctx)
	}
	if err != nil {
		return fmt.Errorf("%w: no session bus: %v", ErrUnavailable, err)
	}
	defer func() { _ = conn.Close() }()
	var owned bool
	if err := ask(ctx, conn, "NameHasOwner", &owned, secrets); err == nil && owned {
		return nil
	}
	var names []string
	if err := ask(ctx, conn, "ListActivatableNames", &names); err == nil && slices.Contains(names, secrets) {
		return nil
	}
	if ctx.Err() != nil {
		return ended(ctx)
	}
	return fmt.Errorf("%w: no Secret Service on the session bus", ErrUnavailable)
}

func ask(ctx context.Context, conn *dbus.Conn, method string, answer any, args ...any) error {
	return conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus."+method, 0, args...).Store(answer)
}

// unopened finds out why a keyring would not open: because it is locked, or
// because there is none.
func unopened(ctx context.Context) error {
	conn, err := session(ctx)
	if err != nil {
		return ErrLocked
	}
	defer func() { _ = conn.Close() }()
	service := conn.Object(secrets, servicePath)
	for _, alias := range []string{"login", "default"} {
		var path dbus.ObjectPath
		err := service.CallWithContext(ctx, serviceInterface+".ReadAlias", 0, alias).Store(&path)
		if err != nil || path != "/" {
			return ErrLocked
		}
	}
	return ErrNoCollection
}

// busKind sorts errors that came over the bus.
func busKind(err error) error {
	var e dbus.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Name {
	case "org.freedesktop.Secret.Error.IsLocked":
		return ErrLocked
	case "org.freedesktop.DBus.Error.InvalidArgs": // KWallet without a wallet
		return ErrNoCollection
	case "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.Timeout":
		return ErrTimeout
	}
	return nil
}
