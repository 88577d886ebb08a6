package network

import (
	"context"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"

	"github.com/authfob/authfob/internal/testenv"
)

// words are what Watch told.
type words chan bool

func (w words) are(t *testing.T, want bool) {
	t.Helper()
	select {
	case got := <-w:
		if got != want {
			t.Fatalf("told %v, want %v", got, want)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("not told, want %v", want)
	}
}

// buses are a system bus and a session bus of the test's own.
func buses(t *testing.T) (system, session string) {
	t.Helper()
	one, two := testenv.Bus(t), testenv.Bus(t)
	testenv.Setenv(t, two.Env)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", one.Address)
	return one.Address, two.Address
}

func hear(t *testing.T) words {
	t.Helper()
	w := make(words, 8)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { // ends with the test
		watch(ctx, 20*time.Millisecond, func(putOff bool) { w <- putOff })
		close(done)
	}()
	t.Cleanup(func() { cancel(); <-done })
	return w
}

// service is a program on a bus that offers what export exports.
func service(t *testing.T, address, name string, export func(*dbus.Conn) error) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := export(conn); err != nil {
		t.Fatal(err)
	}
	if reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(reply, err)
	}
	return conn
}

// manager stands for NetworkManager, with the properties that are asked for.
func manager(t *testing.T, address string, metered uint32) (conn *dbus.Conn, props *prop.Properties) {
	t.Helper()
	const connectedGlobal = uint32(70)
	conn = service(t, address, managerName, func(conn *dbus.Conn) (err error) {
		props, err = prop.Export(conn, managerPath, prop.Map{managerName: {
			"Metered": {Value: metered, Emit: prop.EmitTrue}, "State": {Value: connectedGlobal, Emit: prop.EmitTrue},
		}})
		return err
	})
	return conn, props
}

func TestMeteredByNetworkManager(t *testing.T) {
	system, _ := buses(t)
	conn, props := manager(t, system, meteredYes)
	told := hear(t)
	told.are(t, true)
	for _, step := range []struct {
		metered uint32
		want    bool
	}{{2, false}, {3, true}, {4, false}, {1, true}, {0, false}, {1, true}} {
		props.SetMust(managerName, "Metered", step.metered)
		told.are(t, step.want)
	}
	// That it has none itself counts only where nothing else has one up either.
	const asleep = uint32(10)
	props.SetMust(managerName, "State", asleep)
	props.SetMust(managerName, "Metered", uint32(2))
	if anyAddress() {
		told.are(t, false)
	}
	props.SetMust(managerName, "Metered", uint32(meteredYes))
	if anyAddress() {
		told.are(t, true)
	}
	_ = conn.Close() // NetworkManager ends
	told.are(t, false)
	manager(t, system, meteredGuessYes) // and is started anew
	told.are(t, true)
	if len(told) != 0 {
		t.Errorf("told again: %v", <-told)
	}
}

// monitor stands for the portal in a sandbox.
type monitor struct{ metered, available bool }

func (m *monitor) GetMetered() (bool, *dbus.Error)   { return m.metered, nil }
func (m *monitor) GetAvailable() (bool, *dbus.Error) { return m.available, nil }

func TestMeteredByThePortal(t *testing.T) {
	_, session := buses(t)
	conn := service(t, session, portalName, func(conn *dbus.Conn) error {
		return conn.Export(&monitor{metered: true, available: true}, portalPath, portal)
	})
	told := hear(t)
	told.are(t, true)
	for _, step := range []monitor{{false, true}, {false, false}, {false, true}, {true, true}} {
		if err := conn.Export(&step, portalPath, portal); err != nil {
			t.Fatal(err)
		}
		if err := conn.Emit(portalPath, portal+".changed"); err != nil {
			t.Fatal(err)
		}
		told.are(t, step.metered || !step.available)
	}
}

// TestSilentSystem: where nobody knows, nothing is put off, and the end comes
// at once.
func TestSilentSystem(t *testing.T) {
	for name, set := range map[string]func(*testing.T){
		"no buses": func(t *testing.T) {
			testenv.Setenv(t, testenv.NoBus(t.TempDir()))
			t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
		},
		"nobody on the buses": func(t *testing.T) { buses(t) },
	} {
		t.Run(name, func(t *testing.T) {
			set(t)
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			Watch(ctx, func(putOff bool) { t.Errorf("told %v", putOff) })
		})
	}
}
