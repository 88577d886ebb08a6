package testenv

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var mutterDisplay = regexp.MustCompile(`Using public X11 display (:\d+)`)

// Mutter starts GNOME's compositor without a screen, and with Xwayland. It
// returns the environment that leads there: XDG_RUNTIME_DIR, WAYLAND_DISPLAY,
// DISPLAY and XAUTHORITY. Debian package: mutter.
func Mutter(t testing.TB) []string {
	t.Helper()
	bus := Bus(t)
	Setenv(t, bus.Env)
	said := filepath.Join(t.TempDir(), "said")
	Start(t, []string{"GSETTINGS_BACKEND=memory", "LIBGL_ALWAYS_SOFTWARE=1", "DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere"}, nil,
		"sh", "-c", `exec mutter --headless --virtual-monitor 640x480 --wayland --wayland-display=wayland-1 >"$1" 2>&1`, "sh", said)
	dir := os.Getenv("XDG_RUNTIME_DIR")
	var display string
	var keys []string
	Await(t, "mutter", func() bool {
		b, _ := os.ReadFile(said)
		if m := mutterDisplay.FindSubmatch(b); m != nil {
			display = string(m[1])
		}
		keys, _ = filepath.Glob(filepath.Join(dir, ".mutter-Xwaylandauth.*"))
		_, err := os.Stat(filepath.Join(dir, "wayland-1"))
		return display != "" && len(keys) == 1 && err == nil
	})
	return []string{"XDG_RUNTIME_DIR=" + dir, "WAYLAND_DISPLAY=wayland-1", "DISPLAY=" + display, "XAUTHORITY=" + keys[0]}
}
