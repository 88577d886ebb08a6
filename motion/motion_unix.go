//go:build !darwin && !windows

package motion

import (
	"context"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/bus"
)

// patience bounds the question: a portal that hangs must not be waited for.
const patience = 2 * time.Second

// Reduced asks the desktop's portal, where one is running, for GNOME's setting,
// which other desktops pass on there. (org.freedesktop.portal.Settings)
func Reduced(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := bus.Session(ctx)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }()
	var value dbus.Variant
	err = conn.Object("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop").
		CallWithContext(ctx, "org.freedesktop.portal.Settings.Read", dbus.FlagNoAutoStart, "org.gnome.desktop.interface", "enable-animations").
		Store(&value)
	return err == nil && unwrapped(value) == false
}

// unwrapped is what is in variants within variants: portals differ in how many.
func unwrapped(v dbus.Variant) any {
	for {
		inner, ok := v.Value().(dbus.Variant)
		if !ok {
			return v.Value()
		}
		v = inner
	}
}
