package tray

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
)

// lxqt is a panel with room for tray icons and nothing else.
const lxqt = `panels=panel1
[panel1]
plugins=statusnotifier
[statusnotifier]
type=statusnotifier
`

// TestRealPanel meets a panel that comes after the tray, is used, and is started
// anew. Debian package: lxqt-panel.
func TestRealPanel(t *testing.T) {
	bus := testenv.Bus(t)
	at, shown := later(3 * time.Hour)
	r := start(t, bus.Env, []auth.Status{valid("billing", at)})
	conn, err := dbus.Connect(bus.Address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	p := &panel{t: t, conn: conn}
	for _, when := range []string{"it comes later", "it is started anew"} {
		t.Run(when, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, "lxqt"), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "lxqt", "panel.conf"), []byte(lxqt), 0o600); err != nil {
				t.Fatal(err)
			}
			env := append(slices.Clone(bus.Env), "DISPLAY="+testenv.Xvfb(t), "QT_QPA_PLATFORM=xcb", "XDG_CONFIG_HOME="+dir)
			testenv.Start(t, env, nil, "lxqt-panel")
			var items []string
			testenv.Await(t, "the icon in the panel", func() bool {
				v, err := conn.Object(watcherName, watcherPath).GetProperty(watcherName + ".RegisteredStatusNotifierItems")
				items, _ = v.Value().([]string)
				return err == nil && len(items) == 1
			})
			name, path, _ := strings.Cut(items[0], "/")
			rows := p.awaitLabels(conn.Object(name, dbus.ObjectPath("/"+path)), "Copy · billing · until "+shown, "", "Clear clipboard", "", "Open Authfob", "Settings…", "Lock", "Quit")
			p.click(conn.Object(name, dbus.ObjectPath("/"+path)), rows[4].ID)
			r.says("open")
		})
	}
}
