//go:build !darwin && !windows

package away

import (
	"context"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/jezek/xgb"
	"github.com/jezek/xgb/screensaver"
	"github.com/jezek/xgb/xproto"

	"github.com/authfob/authfob/bus"
	"github.com/authfob/authfob/crash"
)

// savers are the interfaces whose ActiveChanged says that the screen was locked.
var savers = []string{
	"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver", "org.xfce.ScreenSaver",
}

const (
	login    = "org.freedesktop.login1"
	manager  = login + ".Manager"
	session  = login + ".Session"
	managing = dbus.ObjectPath("/org/freedesktop/login1")
)

// listen calls left until stop is called, which waits for a call under way. A
// bus that is not there is left out.
func listen(ctx context.Context, left func()) (stop func()) {
	var all sync.WaitGroup
	var buses []*dbus.Conn
	for _, hear := range []func(context.Context, func()) *listener{onSession, onSystem} {
		l := hear(ctx, left)
		if l == nil {
			continue
		}
		buses = append(buses, l.conn)
		all.Go(crash.Guard("away", l.run)) // until stop closes the connection
	}
	return func() {
		for _, conn := range buses {
			_ = conn.Close()
		}
		all.Wait()
	}
}

// listener is a connection, and what is done for a signal on it.
type listener struct {
	conn    *dbus.Conn
	signals chan *dbus.Signal
	heard   func(*dbus.Signal)
}

func (l *listener) run() {
	for s := range l.signals {
		l.heard(s)
	}
}

func connect(ctx context.Context, open func(context.Context) (*dbus.Conn, error), matches ...[]dbus.MatchOption) *listener {
	conn, err := open(ctx)
	if err != nil {
		return nil
	}
	l := &listener{conn: conn, signals: make(chan *dbus.Signal, 16)}
	conn.Signal(l.signals)
	for _, m := range matches {
		_ = conn.AddMatchSignalContext(ctx, m...)
	}
	return l
}

// onSession hears the desktop's screen locker.
func onSession(ctx context.Context, left func()) *listener {
	var matches [][]dbus.MatchOption
	for _, i := range savers {
		matches = append(matches, []dbus.MatchOption{dbus.WithMatchInterface(i), dbus.WithMatchMember("ActiveChanged")})
	}
	l := connect(ctx, bus.Session, matches...)
	if l == nil {
		return nil
	}
	l.heard = func(s *dbus.Signal) {
		if on, ok := first[bool](s); ok && on && slices.ContainsFunc(savers, func(i string) bool { return s.Name == i+".ActiveChanged" }) {
			left()
		}
	}
	return l
}

// onSystem hears logind: the session is to be locked, or the computer is about
// to sleep, which an inhibitor delays until left has returned.
func onSystem(ctx context.Context, left func()) *listener {
	l := connect(ctx, bus.System,
		[]dbus.MatchOption{dbus.WithMatchInterface(manager), dbus.WithMatchMember("PrepareForSleep")},
		[]dbus.MatchOption{dbus.WithMatchInterface(session), dbus.WithMatchMember("Lock")})
	if l == nil {
		return nil
	}
	logind := l.conn.Object(login, managing)
	var own dbus.ObjectPath // "" where logind does not know this process
	_ = logind.CallWithContext(ctx, manager+".GetSessionByPID", 0, uint32(os.Getpid())).Store(&own)
	delay := inhibit(ctx, logind)
	l.heard = func(s *dbus.Signal) {
		switch s.Name {
		case session + ".Lock":
			if own == "" || s.Path == own {
				left()
			}
		case manager + ".PrepareForSleep":
			if begins, ok := first[bool](s); ok && begins {
				left()
				delay()
			} else if ok {
				delay = inhibit(ctx, logind)
			}
		}
	}
	return l
}

// inhibit takes the lock that delays a sleep; release gives it back.
func inhibit(ctx context.Context, logind dbus.BusObject) (release func()) {
	var fd dbus.UnixFD
	err := logind.CallWithContext(ctx, manager+".Inhibit", 0, "sleep", "Authfob", "Locks the vault", "delay").Store(&fd)
	if err != nil {
		return func() {}
	}
	f := os.NewFile(uintptr(fd), "inhibitor")
	return func() { _ = f.Close() }
}

func first[T any](s *dbus.Signal) (v T, ok bool) {
	if len(s.Body) > 0 {
		v, ok = s.Body[0].(T)
	}
	return v, ok
}

// idleFor is how long nobody touched keyboard or pointer: as GNOME's compositor
// says, or the X server.
func idleFor(ctx context.Context) (time.Duration, bool) {
	if idle, ok := mutterIdle(ctx); ok {
		return idle, true
	}
	if os.Getenv("WAYLAND_DISPLAY") != "" { // its X server sees a part of what is typed
		return 0, false
	}
	return xIdle()
}

func mutterIdle(ctx context.Context) (time.Duration, bool) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	l := connect(ctx, bus.Session)
	if l == nil {
		return 0, false
	}
	defer func() { _ = l.conn.Close() }()
	var ms uint64
	core := l.conn.Object("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core")
	err := core.CallWithContext(ctx, "org.gnome.Mutter.IdleMonitor.GetIdletime", dbus.FlagNoAutoStart).Store(&ms)
	return time.Duration(ms) * time.Millisecond, err == nil
}

func xIdle() (time.Duration, bool) {
	if os.Getenv("DISPLAY") == "" {
		return 0, false
	}
	x, err := xgb.NewConn()
	if err != nil {
		return 0, false
	}
	defer x.Close()
	if screensaver.Init(x) != nil {
		return 0, false
	}
	root := xproto.Setup(x).DefaultScreen(x).Root
	info, err := screensaver.QueryInfo(x, xproto.Drawable(root)).Reply()
	if err != nil {
		return 0, false
	}
	return time.Duration(info.MsSinceUserInput) * time.Millisecond, true
}
