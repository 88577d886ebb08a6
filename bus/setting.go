package bus

import (
	"context"

	"github.com/godbus/dbus/v5"
)

const (
	portalName = "org.freedesktop.portal.Desktop"
	portalPath = "/org/freedesktop/portal/desktop"
)

// Setting asks the desktop's portal for one of its settings; nil where it has
// none, or where no portal is running. (org.freedesktop.portal.Settings)
func Setting(ctx context.Context, conn *dbus.Conn, namespace, key string) any {
	var v dbus.Variant
	err := conn.Object(portalName, portalPath).
		CallWithContext(ctx, "org.freedesktop.portal.Settings.Read", dbus.FlagNoAutoStart, namespace, key).Store(&v)
	if err != nil {
		return nil
	}
	for { // portals differ in how many variants they wrap it in
		inner, ok := v.Value().(dbus.Variant)
		if !ok {
			return v.Value()
		}
		v = inner
	}
}
