package away

import (
	"context"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/internal/testenv"
)

// desktop is a bus with what a session's desktop and its login service say there.
type desktop struct {
	t    *testing.T
	conn *dbus.Conn
	left chan string
	idle atomic.Uint64    // ms
	held chan [2]*os.File // of each inhibitor: the end that sees it released, and the one given away
	own  dbus.ObjectPath  // the session
}

func (d *desktop) GetIdletime() (uint64, *dbus.Error) { return d.idle.Load(), nil }

func (d *desktop) GetSessionByPID(uint32) (dbus.ObjectPath, *dbus.Error) { return d.own, nil }

func (d *desktop) Inhibit(what, _, _, mode string) (dbus.UnixFD, *dbus.Error) {
	if what != "sleep" || mode != "delay" {
		d.t.Errorf("inhibits %q, %q", what, mode)
	}
	r, w, err := os.Pipe()
	if err != nil {
		d.t.Fatal(err)
	}
	d.held <- [2]*os.File{r, w}
	return dbus.UnixFD(w.Fd()), nil
}

func newDesktop(t *testing.T) *desktop {
	t.Helper()
	s := testenv.Bus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", s.Address)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", s.Address)
	conn, err := dbus.Connect(s.Address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	d := &desktop{t: t, conn: conn, left: make(chan string, 10), held: make(chan [2]*os.File, 10), own: managing + "/session/_31"}
	for _, o := range []struct {
		path  dbus.ObjectPath
		iface string
	}{{managing, manager}, {"/org/gnome/Mutter/IdleMonitor/Core", "org.gnome.Mutter.IdleMonitor"}} {
		if err := conn.Export(d, o.path, o.iface); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{login, "org.gnome.Mutter.IdleMonitor"} {
		if _, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *desktop) emit(path dbus.ObjectPath, name string, args ...any) {
	d.t.Helper()
	if err := d.conn.Emit(path, name, args...); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desktop) wantLeft(what string) {
	d.t.Helper()
	select {
	case <-d.left:
	case <-time.After(10 * time.Second):
		d.t.Errorf("%s was not heard", what)
	}
}

// A locked screen and a computer about to sleep are heard, other sessions and
// the way back are not. (requirement 62)
func TestLeft(t *testing.T) {
	d := newDesktop(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { // waited for below
		defer close(done)
		Watch(ctx, Config{Left: func() { d.left <- "left" }, After: func() time.Duration { return 0 }})
	}()
	released := <-d.held
	for _, saver := range savers {
		path := dbus.ObjectPath("/ScreenSaver")
		d.emit(path, saver+".ActiveChanged", false)
		d.emit(path, saver+".ActiveChanged", "odd")
		d.emit(path, saver+".ActiveChanged", true)
		d.wantLeft(saver)
	}
	d.emit("/org/freedesktop/login1/session/_32", session+".Lock")
	d.emit(d.own, session+".Lock")
	d.wantLeft("the session's lock")
	_ = released[1].Close() // it was sent by now
	d.emit(managing, manager+".PrepareForSleep", true)
	d.wantLeft("the sleep")
	if n, err := released[0].Read(make([]byte, 1)); n != 0 || err == nil {
		t.Errorf("the sleep is held up: %d, %v", n, err)
	}
	d.emit(managing, manager+".PrepareForSleep", false)
	<-d.held // for the next one
	if len(d.left) > 0 {
		t.Errorf("%d times too often", len(d.left))
	}
	cancel()
	<-done
}

// Idle comes when the time that was chosen is over, also when it was chosen later.
func TestIdle(t *testing.T) {
	d := newDesktop(t)
	d.idle.Store(60_000)
	var after atomic.Int64
	changed, idle := make(chan struct{}), make(chan struct{}, 10)
	done := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { // waited for below
		defer close(done)
		Watch(ctx, Config{
			Left: func() {}, Idle: func() { idle <- struct{}{} }, Changed: changed,
			After: func() time.Duration { return time.Duration(after.Load()) },
		})
	}()
	changed <- struct{}{}
	after.Store(int64(2 * time.Minute))
	changed <- struct{}{}
	changed <- struct{}{}
	if len(idle) > 0 {
		t.Error("it came before its time")
	}
	after.Store(int64(time.Minute))
	changed <- struct{}{}
	select {
	case <-idle:
	case <-time.After(10 * time.Second):
		t.Error("it did not come")
	}
	cancel()
	<-done
}

func TestXServerSaysHowLong(t *testing.T) {
	t.Setenv("DISPLAY", testenv.Xvfb(t))
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
	before, ok := idleFor(t.Context())
	if !ok {
		t.Fatal("it does not say")
	}
	testenv.Await(t, "time to pass", func() bool { now, ok := idleFor(t.Context()); return ok && now > before })
	t.Setenv("WAYLAND_DISPLAY", "wayland-0")
	if idle, ok := idleFor(t.Context()); ok {
		t.Errorf("under Wayland its X server is asked, and says %v", idle)
	}
}
