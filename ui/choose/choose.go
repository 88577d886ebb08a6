// Package choose has a person choose a file in the desktop's own dialog, by its
// portal (org.freedesktop.portal.FileChooser). It must never open, write or look
// at what was chosen.
package choose

import (
	"context"
	"crypto/rand"
	"errors"
	"net/url"
	"runtime"
	"strings"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/bus"
)

// ErrNone says that this desktop has no dialog of its own that could be asked.
var ErrNone = errors.New("this desktop has no dialog to choose a file in; type its path, or drop the file onto the window")

const (
	portal  = "org.freedesktop.portal.Desktop"
	object  = "/org/freedesktop/portal/desktop"
	chooser = "org.freedesktop.portal.FileChooser."
	request = "org.freedesktop.portal.Request"
)

// Open returns the path of a file to read; "" when the person chose none. The
// dialog stands before the window parent, in the portal's words for it
// ("x11:1e00007"); "" is none.
func Open(ctx context.Context, parent, title string) (string, error) {
	return ask(ctx, "OpenFile", parent, title, map[string]dbus.Variant{})
}

// Save returns the path of a file to write, which may be there already; "" when
// the person chose none. name is proposed, in the folder dir; parent is as for Open.
func Save(ctx context.Context, parent, title, dir, name string) (string, error) {
	return ask(ctx, "SaveFile", parent, title, map[string]dbus.Variant{
		"current_name": dbus.MakeVariant(name), "current_folder": dbus.MakeVariant(append([]byte(dir), 0)),
	})
}

// ask opens a dialog and waits for its end, or for ctx's, which closes it.
func ask(ctx context.Context, method, parent, title string, options map[string]dbus.Variant) (string, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return "", ErrNone
	}
	conn, err := bus.Session(context.WithoutCancel(ctx)) // giving up is said there, too
	if err != nil {
		return "", ErrNone
	}
	defer conn.Close()
	// The answer may come before the call returns, so it is listened for under the
	// path that it will have.
	token := "authfob" + rand.Text()
	sender := strings.ReplaceAll(strings.TrimPrefix(conn.Names()[0], ":"), ".", "_")
	at := dbus.ObjectPath(object + "/request/" + sender + "/" + token)
	answers := make(chan *dbus.Signal, 4)
	conn.Signal(answers)
	if err := conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(at), dbus.WithMatchInterface(request), dbus.WithMatchMember("Response")); err != nil {
		return "", ErrNone
	}
	options["handle_token"], options["modal"] = dbus.MakeVariant(token), dbus.MakeVariant(true)
	if err := conn.Object(portal, object).CallWithContext(ctx, chooser+method, 0, parent, title, options).Err; err != nil {
		if ctx.Err() != nil {
			return giveUp(ctx, conn, at)
		}
		return "", ErrNone
	}
	for {
		select {
		case <-ctx.Done():
			return giveUp(ctx, conn, at)
		case s, ok := <-answers:
			if !ok {
				return "", ErrNone // the bus is gone
			}
			if s.Path == at {
				return chosen(s.Body)
			}
		}
	}
}

// giveUp closes a dialog that nobody waits for any more.
func giveUp(ctx context.Context, conn *dbus.Conn, at dbus.ObjectPath) (string, error) {
	conn.Object(portal, at).Go(request+".Close", dbus.FlagNoReplyExpected, nil)
	return "", ctx.Err()
}

// chosen reads a dialog's answer: 0 and the addresses of files, or why there are
// none.
func chosen(body []any) (string, error) {
	var code uint32
	var results map[string]dbus.Variant
	var uris []string
	if err := dbus.Store(body, &code, &results); err != nil || code != 0 {
		return "", nil // given up
	}
	if err := results["uris"].Store(&uris); err != nil || len(uris) == 0 {
		return "", nil
	}
	u, err := url.Parse(uris[0])
	if err != nil || u.Scheme != "file" || u.Host != "" || u.Path == "" {
		return "", errors.New("what was chosen is no file of this computer")
	}
	return u.Path, nil
}
