package testenv

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Weston starts a Wayland compositor without the data-control protocol and
// without Xwayland, as a window of a screen of its own that has the keyboard. It
// returns the environment that leads there: XDG_RUNTIME_DIR, WAYLAND_DISPLAY and
// an empty DISPLAY. Debian packages: weston, xvfb, xdotool.
func Weston(t testing.TB) []string {
	t.Helper()
	dir, err := os.MkdirTemp("", "weston") // short: it holds sockets
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	screen := "DISPLAY=" + Xvfb(t)
	Start(t, []string{screen, "XDG_RUNTIME_DIR=" + dir, "HOME=" + dir}, nil,
		"weston", "--backend=x11-backend.so", "--use-pixman", "--socket=wayland-1", "--no-config", "--idle-time=0")
	Await(t, "weston", func() bool {
		_, err := os.Stat(filepath.Join(dir, "wayland-1"))
		focus := exec.Command("xdotool", "search", "--class", "weston", "windowfocus")
		focus.Env = append(os.Environ(), screen)
		return err == nil && focus.Run() == nil
	})
	return []string{"XDG_RUNTIME_DIR=" + dir, "WAYLAND_DISPLAY=wayland-1", "DISPLAY="}
}
