//go:build unix && !darwin

package tray

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/assets"
	"github.com/authfob/authfob/bus"
	"github.com/authfob/authfob/crash"
)

const (
	watcherName = "org.kde.StatusNotifierWatcher"
	watcherPath = "/StatusNotifierWatcher"
	settings    = "org.freedesktop.portal.Settings"
	appearance  = "org.freedesktop.appearance"
	colorScheme = "color-scheme"
)

// lookWithin is how long the desktop may take to answer.
const lookWithin = 3 * time.Second

// Desktop is what the session says about itself: whether something shows tray
// icons, and on what ground. It follows changes.
type Desktop struct {
	conn *dbus.Conn

	mu      sync.Mutex // guards what follows
	host    bool
	panel   assets.Panel
	changed chan struct{}
}

// Connect asks the session's bus, and follows it until ctx ends. ErrNoBus when
// there is none.
func Connect(ctx context.Context) (*Desktop, error) {
	conn, err := bus.Session(ctx)
	if err != nil {
		return nil, fmt.Errorf("%w (%v)", ErrNoBus, err)
	}
	d := &Desktop{conn: conn, panel: assets.PanelDark, changed: make(chan struct{})}
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	for _, match := range [][]dbus.MatchOption{
		{dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, watcherName)},
		{dbus.WithMatchInterface(watcherName), dbus.WithMatchObjectPath(watcherPath)},
		{dbus.WithMatchInterface(settings), dbus.WithMatchMember("SettingChanged"), dbus.WithMatchArg(0, appearance)},
	} {
		if err := conn.AddMatchSignalContext(ctx, match...); err != nil {
			_ = conn.Close()
			return nil, fmt.Errorf("%w (%v)", ErrNoBus, err)
		}
	}
	d.look(ctx)
	// Ends with the connection, which ends with ctx.
	go crash.Guard("desktop", func() { d.follow(ctx, signals) })()
	return d, nil
}

// HostPresent reports whether something shows tray icons at present. Where
// nothing does, as on GNOME without an extension, the window is the app's face.
func (d *Desktop) HostPresent() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.host
}

// Watched reports whether there is a place for tray icons to register at, be
// it with or without something that shows them.
func (d *Desktop) Watched(ctx context.Context) bool {
	var there bool
	err := d.conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, watcherName).Store(&there)
	return err == nil && there
}

// Panel is the ground that icons are shown on, as far as the session says.
func (d *Desktop) Panel() assets.Panel {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.panel
}

// Changed returns a channel that is closed when HostPresent or Panel change.
func (d *Desktop) Changed() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.changed
}

// Gone returns a channel that is closed when the session's bus is gone, or
// when Connect's context ends.
func (d *Desktop) Gone() <-chan struct{} { return d.conn.Context().Done() }

// follow looks again whenever something was signalled. What was signalled does
// not matter: the present counts, and there are few of these.
func (d *Desktop) follow(ctx context.Context, signals <-chan *dbus.Signal) {
	for range signals { // closed with the connection
		d.look(ctx)
	}
}

// look asks for the present, and tells when it is a different one.
func (d *Desktop) look(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	host, panel := d.askHost(ctx), d.askPanel(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	if host == d.host && panel == d.panel {
		return
	}
	d.host, d.panel = host, panel
	close(d.changed)
	d.changed = make(chan struct{})
}

// askHost: a watcher may be there without a host.
func (d *Desktop) askHost(ctx context.Context) bool {
	var host bool
	err := d.conn.Object(watcherName, watcherPath).CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get",
		dbus.FlagNoAutoStart, watcherName, "IsStatusNotifierHostRegistered").Store(&host)
	return err == nil && host
}

// askPanel goes by the colours the person prefers. Without a word on it the
// ground is taken for dark, as most panels are.
func (d *Desktop) askPanel(ctx context.Context) assets.Panel {
	const preferLight = uint32(2)
	if bus.Setting(ctx, d.conn, appearance, colorScheme) == any(preferLight) {
		return assets.PanelLight
	}
	return assets.PanelDark
}
