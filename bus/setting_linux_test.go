package bus

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/internal/testenv"
)

// portal answers as portals do, with the value in wraps variants.
type portal struct {
	value any
	wraps int
}

// Read is a method of the bus.
func (p portal) Read(namespace, key string) (dbus.Variant, *dbus.Error) {
	if namespace != "org.example" || key != "key" {
		return dbus.Variant{}, dbus.NewError("org.freedesktop.portal.Error.NotFound", nil)
	}
	v := dbus.MakeVariant(p.value)
	for range p.wraps {
		v = dbus.MakeVariant(v)
	}
	return v, nil
}

func TestSetting(t *testing.T) {
	b := testenv.Bus(t)
	t.Setenv(environment, b.Address)
	conn, err := Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	desktop, err := Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer desktop.Close()
	if _, err := desktop.RequestName(portalName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	for wraps := range 3 {
		if err := desktop.Export(portal{false, wraps}, portalPath, "org.freedesktop.portal.Settings"); err != nil {
			t.Fatal(err)
		}
		if got := Setting(t.Context(), conn, "org.example", "key"); got != false {
			t.Errorf("in %d more variants: %v", wraps, got)
		}
		if got := Setting(t.Context(), conn, "org.example", "other"); got != nil {
			t.Errorf("what it does not know: %v", got)
		}
	}
}

// TestSettingStartsNothing asks where a portal would come if it were called.
func TestSettingStartsNothing(t *testing.T) {
	b := testenv.Bus(t)
	t.Setenv(environment, b.Address)
	conn, err := Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	came := filepath.Join(t.TempDir(), "came")
	b.Offer(t, portalName, "/usr/bin/touch "+came)
	if got := Setting(t.Context(), conn, "org.example", "key"); got != nil {
		t.Errorf("nobody says %v", got)
	}
	if _, err := os.Stat(came); err == nil {
		t.Error("a portal was started")
	}
	// A call that does not forbid it brings one.
	if err := conn.Object(portalName, portalPath).Call("org.freedesktop.portal.Settings.Read", dbus.FlagNoReplyExpected, "org.example", "key").Err; err != nil {
		t.Fatal(err)
	}
	testenv.Await(t, "the portal", func() bool { _, err := os.Stat(came); return err == nil })
}
