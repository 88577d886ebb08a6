package tray

import (
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/internal/testenv"
)

// panel stands for a desktop's panel: it is the watcher and the host.
type panel struct {
	t     *testing.T
	conn  *dbus.Conn
	props *prop.Properties
	items chan string // bus names of registered items
}

// RegisterStatusNotifierItem is called by an item.
func (p *panel) RegisterStatusNotifierItem(_ string, sender dbus.Sender) *dbus.Error {
	p.items <- string(sender)
	return nil
}

func newPanel(t *testing.T, bus testenv.Session) *panel {
	t.Helper()
	conn, err := dbus.Connect(bus.Address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	p := &panel{t: t, conn: conn, items: make(chan string, 8)}
	if err := conn.Export(p, watcherPath, watcherName); err != nil {
		t.Fatal(err)
	}
	p.props, err = prop.Export(conn, watcherPath, prop.Map{watcherName: {
		"IsStatusNotifierHostRegistered": {Value: true, Emit: prop.EmitTrue},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(watcherName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *panel) item() dbus.BusObject {
	p.t.Helper()
	select {
	case name := <-p.items:
		return p.conn.Object(name, "/StatusNotifierItem")
	case <-time.After(20 * time.Second):
		p.t.Fatal("no item was registered")
		return nil
	}
}

// layout is com.canonical.dbusmenu's tree.
type layout struct {
	ID       int32
	Props    map[string]dbus.Variant
	Children []dbus.Variant
}

// row is a line of the menu as a panel sees it.
type row struct {
	ID    int32
	Label string
}

func (p *panel) rows(item dbus.BusObject) []row {
	p.t.Helper()
	var revision uint32
	var root layout
	menu := p.conn.Object(item.Destination(), "/StatusNotifierItem/menu")
	if err := menu.Call("com.canonical.dbusmenu.GetLayout", 0, int32(0), int32(-1), []string{}).Store(&revision, &root); err != nil {
		p.t.Fatal(err)
	}
	var rows []row
	for _, child := range root.Children {
		var l layout
		if err := dbus.Store([]any{child.Value()}, &l); err != nil {
			p.t.Fatal(err)
		}
		label, _ := l.Props["label"].Value().(string)
		rows = append(rows, row{l.ID, label})
	}
	return rows
}

func labels(rows []row) (list []string) {
	for _, r := range rows {
		list = append(list, r.Label)
	}
	return list
}

// awaitLabels reads the menu until it has these labels.
func (p *panel) awaitLabels(item dbus.BusObject, want ...string) []row {
	p.t.Helper()
	var rows []row
	testenv.Await(p.t, "the menu "+strings.Join(want, " | "), func() bool {
		rows = p.rows(item)
		return cmp.Equal(want, labels(rows))
	})
	return rows
}

// click does not wait for an answer: who quits may not give one.
func (p *panel) click(item dbus.BusObject, id int32) {
	p.t.Helper()
	menu := p.conn.Object(item.Destination(), "/StatusNotifierItem/menu")
	if err := menu.Call("com.canonical.dbusmenu.Event", dbus.FlagNoReplyExpected, id, "clicked", dbus.MakeVariant(""), uint32(0)).Err; err != nil {
		p.t.Fatal(err)
	}
}
