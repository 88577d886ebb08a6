package tray

import (
	"testing"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
)

// TestRealNotifications meets a notification service as desktops have it: what
// happens together is one notification, news on the same topic take its place,
// its action opens the window at the account, and what is not true any more goes.
// Debian package: dunst.
func TestRealNotifications(t *testing.T) {
	bus := testenv.Bus(t)
	testenv.Setenv(t, bus.Env)
	testenv.Start(t, []string{"DISPLAY=" + testenv.Xvfb(t)}, nil, "dunst")
	conn, err := dbus.Connect(bus.Address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	const dunst = "org.dunstproject.cmd0"
	service := conn.Object(notifyName, notifyPath)
	displayed := func(want uint32) {
		t.Helper()
		testenv.Await(t, "the notifications on the screen", func() bool {
			v, err := service.GetProperty(dunst + ".displayedLength")
			return err == nil && v.Value() == any(want)
		})
	}
	displayed(0)
	a := tell(t)
	a.set([]auth.Status{dead("a"), good("b"), good("c")})
	displayed(1)
	if err := service.Call(dunst+".NotificationAction", 0, uint32(0)).Err; err != nil {
		t.Fatal(err)
	}
	if id := <-a.opened; id != "a" {
		t.Errorf("opened %q", id)
	}
	a.set([]auth.Status{dead("a"), dead("b"), dead("c")})
	displayed(1)
	a.set([]auth.Status{good("a"), good("b"), good("c")})
	displayed(0)
}
