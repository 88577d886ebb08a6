package choose

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/bus"
	"github.com/authfob/authfob/internal/testenv"
)

// session starts a session bus of the test's own.
func session(t *testing.T) {
	t.Helper()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", testenv.Bus(t).Address)
}

// portalFake is a portal whose dialog is answered at once, before the call returns.
type portalFake struct {
	t      *testing.T
	conn   *dbus.Conn
	asked  chan string
	answer func(method string) (code uint32, uris []string, ok bool)
	closed chan bool
}

func (p *portalFake) OpenFile(from dbus.Sender, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	return p.reply("OpenFile", from, parent, title, options)
}

func (p *portalFake) SaveFile(from dbus.Sender, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	var folder []byte
	if err := options["current_folder"].Store(&folder); err != nil || string(folder) != "/home/ada\x00" || options["current_name"].Value() != "a.json" {
		p.t.Errorf("proposed %q %v", folder, options["current_name"])
	}
	return p.reply("SaveFile", from, parent, title, options)
}

func (p *portalFake) reply(method string, from dbus.Sender, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	sender := strings.ReplaceAll(strings.TrimPrefix(string(from), ":"), ".", "_")
	at := dbus.ObjectPath(object + "/request/" + sender + "/" + options["handle_token"].Value().(string))
	if err := p.conn.Export(closer{p.closed}, at, request); err != nil {
		p.t.Error(err)
	}
	p.asked <- method + " " + title + " " + parent
	if code, uris, ok := p.answer(method); ok {
		if err := p.conn.Emit(at, request+".Response", code, map[string]dbus.Variant{"uris": dbus.MakeVariant(uris)}); err != nil {
			p.t.Error(err)
		}
	}
	return at, nil
}

type closer struct{ closed chan bool }

func (c closer) Close() *dbus.Error { c.closed <- true; return nil }

func startPortal(t *testing.T, answer func(string) (uint32, []string, bool)) *portalFake {
	t.Helper()
	session(t)
	conn, err := bus.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	p := &portalFake{t: t, conn: conn, asked: make(chan string, 4), closed: make(chan bool, 1), answer: answer}
	if err := conn.Export(p, object, strings.TrimSuffix(chooser, ".")); err != nil {
		t.Fatal(err)
	}
	if got, err := conn.RequestName(portal, dbus.NameFlagDoNotQueue); err != nil || got != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(got, err)
	}
	return p
}

func TestChoose(t *testing.T) {
	for _, tt := range []struct {
		name string
		code uint32
		uris []string
		want string
		fail bool
	}{
		{"a file", 0, []string{"file:///home/ada/my%20accounts.age"}, "/home/ada/my accounts.age", false},
		{"given up", 1, nil, "", false},
		{"nothing", 0, nil, "", false},
		{"elsewhere", 0, []string{"https://evil.example/x"}, "", true},
		{"another computer", 0, []string{"file://evil.example/x"}, "", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := startPortal(t, func(string) (uint32, []string, bool) { return tt.code, tt.uris, true })
			if got, err := Open(t.Context(), "x11:2a", "Import"); got != tt.want || (err != nil) != tt.fail {
				t.Errorf("Open: %q, %v", got, err)
			}
			if got, err := Save(t.Context(), "x11:2a", "Export", "/home/ada", "a.json"); got != tt.want || (err != nil) != tt.fail {
				t.Errorf("Save: %q, %v", got, err)
			}
			if a, b := <-p.asked, <-p.asked; a != "OpenFile Import x11:2a" || b != "SaveFile Export x11:2a" {
				t.Errorf("asked %q, %q", a, b)
			}
		})
	}
}

// Whoever gives up closes the dialog.
func TestGivenUp(t *testing.T) {
	p := startPortal(t, func(string) (uint32, []string, bool) { return 0, nil, false })
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-p.asked; cancel() }()
	if _, err := Open(ctx, "", "Import"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	<-p.closed
}

func TestNoPortal(t *testing.T) {
	session(t)
	if _, err := Open(t.Context(), "x11:2a", "Import"); !errors.Is(err, ErrNone) {
		t.Errorf("without a portal: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+os.DevNull)
	if _, err := Open(t.Context(), "x11:2a", "Import"); !errors.Is(err, ErrNone) {
		t.Errorf("without a bus: %v", err)
	}
}
