//go:build unix && !darwin

package network

import (
	"context"
	"net"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/bus"
	"github.com/authfob/authfob/crash"
)

const (
	managerName = "org.freedesktop.NetworkManager"
	managerPath = "/org/freedesktop/NetworkManager"

	portalName = "org.freedesktop.portal.Desktop"
	portalPath = "/org/freedesktop/portal/desktop"
	portal     = "org.freedesktop.portal.NetworkMonitor"

	// askWithin is how long either may take to answer.
	askWithin = 5 * time.Second
)

// source is a service that knows the network.
type source struct {
	connect func(context.Context) (*dbus.Conn, error) // to its bus
	// matches are the signals after which it is asked again.
	matches [][]dbus.MatchOption
	// says is its word; false where it is not there.
	says func(context.Context, *dbus.Conn) (putOff, ok bool)

	conn *dbus.Conn
}

// follow asks NetworkManager, and where that is not there the desktop's portal,
// and again whenever one of them tells of a change.
func follow(ctx context.Context, settle time.Duration, told func(putOff bool)) {
	changed := make(chan struct{}, 1)
	var sources []source
	var all sync.WaitGroup
	defer all.Wait()
	for _, s := range []source{
		{connect: bus.System, matches: managerMatches, says: managerSays},
		{connect: bus.Session, matches: portalMatches, says: portalSays},
	} {
		if s.open(ctx) != nil {
			continue
		}
		defer s.conn.Close()
		sources = append(sources, s)
		signals := make(chan *dbus.Signal, 16)
		s.conn.Signal(signals)
		all.Go(crash.Guard("network", func() { // ends with the connection
			for range signals {
				select {
				case changed <- struct{}{}:
				default: // it is going to be asked
				}
			}
		}))
	}
	for len(sources) > 0 {
		told(ask(ctx, sources))
		if !await(ctx, changed, settle) {
			return
		}
	}
}

// await waits for a change and until no more have come for a while; false when
// ctx ended.
func await(ctx context.Context, changed <-chan struct{}, settle time.Duration) bool {
	var settled <-chan time.Time // nil while nothing has changed
	for {
		select {
		case <-changed:
			settled = time.After(settle)
		case <-settled:
			return true
		case <-ctx.Done():
			return false
		}
	}
}

func ask(ctx context.Context, sources []source) bool {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	for _, s := range sources {
		if putOff, ok := s.says(ctx, s.conn); ok {
			return putOff
		}
	}
	return false
}

func (s *source) open(ctx context.Context) error {
	conn, err := s.connect(ctx)
	if err != nil {
		return err
	}
	for _, m := range s.matches {
		if err := conn.AddMatchSignalContext(ctx, m...); err != nil {
			_ = conn.Close()
			return err
		}
	}
	s.conn = conn
	return nil
}

var managerMatches = [][]dbus.MatchOption{
	{dbus.WithMatchObjectPath(managerPath), dbus.WithMatchInterface("org.freedesktop.DBus.Properties"), dbus.WithMatchMember("PropertiesChanged")},
	{dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, managerName)},
}

// What NetworkManager says. (its D-Bus interface, NMMetered and NMState)
const (
	meteredYes, meteredGuessYes = 1, 3
	stateConnecting             = 40 // and below it: asleep, disconnected, disconnecting
)

// managerSays takes a guess as well as a word for metered, as GNOME does. That
// there is no network counts only while no other part of the system has one up:
// NetworkManager knows nothing of what it does not manage.
func managerSays(ctx context.Context, conn *dbus.Conn) (putOff, ok bool) {
	var all map[string]dbus.Variant
	err := conn.Object(managerName, managerPath).CallWithContext(ctx, "org.freedesktop.DBus.Properties.GetAll", dbus.FlagNoAutoStart, managerName).Store(&all)
	if err != nil {
		return false, false
	}
	metered, _ := all["Metered"].Value().(uint32)
	state, _ := all["State"].Value().(uint32)
	offline := state > 0 && state <= stateConnecting && !anyAddress()
	return metered == meteredYes || metered == meteredGuessYes || offline, true
}

// anyAddress reports whether an interface that is up has an address that others
// can answer to.
func anyAddress() bool {
	interfaces, err := net.Interfaces()
	if err != nil {
		return true
	}
	for _, i := range interfaces {
		addresses, _ := i.Addrs()
		for _, a := range addresses {
			if p, ok := a.(*net.IPNet); ok && i.Flags&net.FlagRunning != 0 && p.IP.IsGlobalUnicast() {
				return true
			}
		}
	}
	return false
}

var portalMatches = [][]dbus.MatchOption{
	{dbus.WithMatchObjectPath(portalPath), dbus.WithMatchInterface(portal)},
	{dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, portalName)},
}

// portalSays is the word of what a sandbox lets through.
func portalSays(ctx context.Context, conn *dbus.Conn) (putOff, ok bool) {
	o := conn.Object(portalName, portalPath)
	var metered, available bool
	if o.CallWithContext(ctx, portal+".GetMetered", dbus.FlagNoAutoStart).Store(&metered) != nil ||
		o.CallWithContext(ctx, portal+".GetAvailable", dbus.FlagNoAutoStart).Store(&available) != nil {
		return false, false
	}
	return metered || !available, true
}
