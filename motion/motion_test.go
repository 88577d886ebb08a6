//go:build linux

package motion

import (
	"testing"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/internal/testenv"
)

// portal answers as a desktop's settings portal does.
type portal struct{ animations any }

// Read is a method of the bus: the value in a variant in a variant.
func (p portal) Read(namespace, key string) (dbus.Variant, *dbus.Error) {
	if namespace != "org.gnome.desktop.interface" || key != "enable-animations" {
		return dbus.Variant{}, dbus.NewError("org.freedesktop.portal.Error.NotFound", nil)
	}
	return dbus.MakeVariant(dbus.MakeVariant(p.animations)), nil
}

func TestReduced(t *testing.T) {
	bus := testenv.Bus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", bus.Address)
	if Reduced(t.Context()) {
		t.Error("without a portal nobody asked for less")
	}
	conn, err := dbus.Connect(bus.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.RequestName("org.freedesktop.portal.Desktop", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		animations any
		want       bool
	}{{true, false}, {false, true}, {"false", false}} {
		if err := conn.Export(portal{c.animations}, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"); err != nil {
			t.Fatal(err)
		}
		if got := Reduced(t.Context()); got != c.want {
			t.Errorf("animations %v: reduced is %v", c.animations, got)
		}
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	if Reduced(t.Context()) {
		t.Error("without a bus nobody asked for less")
	}
}
