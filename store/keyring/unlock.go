//go:build !darwin && !windows

package keyring

import (
	"context"
	"fmt"

	"github.com/godbus/dbus/v5"
)

const promptInterface = "org.freedesktop.Secret.Prompt"

// unlock opens the keyring that keys go to, where that needs a person, before
// the module comes to it: over its connection, which the whole process shares,
// the module takes anybody's signal for the prompt's answer, and waits for ever
// for one that does not come. What is not a prompt's end it leaves to the module.
func unlock(ctx context.Context) error {
	conn, err := session(ctx)
	if err != nil {
		return nil
	}
	defer func() { _ = conn.Close() }()
	path := loginCollection
	if _, err := isLocked(ctx, conn, path); err != nil {
		path = "/org/freedesktop/secrets/aliases/default" // as the module does
	}
	var open []dbus.ObjectPath
	var prompt dbus.ObjectPath
	err = conn.Object(secrets, servicePath).CallWithContext(ctx, serviceInterface+".Unlock", 0, []dbus.ObjectPath{path}).Store(&open, &prompt)
	if err != nil || prompt == "/" {
		return nil
	}
	return answered(ctx, conn, prompt)
}

// answered shows a prompt, and waits for its end or for that of its service.
func answered(ctx context.Context, conn *dbus.Conn, prompt dbus.ObjectPath) error {
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	for _, match := range [][]dbus.MatchOption{
		{dbus.WithMatchObjectPath(prompt), dbus.WithMatchInterface(promptInterface)},
		{dbus.WithMatchSender("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, secrets)},
	} {
		if err := conn.AddMatchSignalContext(ctx, match...); err != nil {
			return nil
		}
	}
	if err := conn.Object(secrets, prompt).CallWithContext(ctx, promptInterface+".Prompt", 0, "").Err; err != nil {
		return nil
	}
	for {
		select {
		case <-ctx.Done():
			return ended(ctx)
		case s, ok := <-signals:
			switch {
			case !ok, s.Name == "org.freedesktop.DBus.NameOwnerChanged":
				return fmt.Errorf("%w: it ended while its prompt was open", ErrUnavailable)
			case s.Path != prompt || s.Name != promptInterface+".Completed" || len(s.Body) == 0:
				continue
			}
			if dismissed, _ := s.Body[0].(bool); dismissed {
				return fmt.Errorf("%w: its prompt was dismissed", ErrLocked)
			}
			return nil
		}
	}
}
