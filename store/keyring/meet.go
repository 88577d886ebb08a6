//go:build !darwin && !windows

package keyring

import (
	"context"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/bus"
)

// GNOME Keyring learns of a client from its first message, by a task of its main
// loop that is put in just before the message itself, on another thread: now and
// then the loop takes the message alone (42.1, service_message_filter). Where
// that message needs a session, the client is missing, and the keyring aborts,
// for every program of the desktop. So a connection's first question is one that
// needs none, and the next is asked when it is answered; any answer will do.

// greeting asks for what the service would tell anybody.
func greeting() question {
	var b wire
	b.text(serviceInterface)
	b.text("Collections")
	return question{to: secrets, path: servicePath, in: properties, method: "Get", signature: "ss", body: b}
}

// greet asks it over conn.
func greet(ctx context.Context, conn *dbus.Conn) {
	_ = conn.Object(secrets, servicePath).CallWithContext(ctx, properties+".Get", 0, serviceInterface, "Collections").Err
}

// session connects to the session bus and greets the keyring.
func session(ctx context.Context) (*dbus.Conn, error) {
	conn, err := bus.Session(ctx)
	if err == nil {
		greet(ctx, conn)
	}
	return conn, err
}

// introduce greets it over the module's connection.
func introduce(ctx context.Context) {
	if conn, err := dbus.SessionBus(); err == nil {
		greet(ctx, conn)
	}
}
