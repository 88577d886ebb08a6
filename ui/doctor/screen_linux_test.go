package doctor

import (
	"net"
	"path/filepath"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
)

func TestScreenThatDoesNotAnswer(t *testing.T) {
	run := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", run)
	l, err := net.Listen("unix", filepath.Join(run, "wayland-1"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, tt := range []struct {
		name, x, wayland string
		want             gl
		variable         string
	}{
		{"a compositor", "", "wayland-1", glUnknown, "WAYLAND_DISPLAY"},
		{"its path", "", filepath.Join(run, "wayland-1"), glUnknown, "WAYLAND_DISPLAY"},
		{"none", "", "wayland-7", glNoServer, "WAYLAND_DISPLAY"},
		{"an X server", testenv.Xvfb(t), "wayland-7", glThere, "DISPLAY"},
		{"none of them", ":4711", "wayland-1", glNoServer, "DISPLAY"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("DISPLAY", tt.x)
			t.Setenv("WAYLAND_DISPLAY", tt.wayland)
			if got := openGL(t.Context()); got != tt.want || screenVariable() != tt.variable {
				t.Errorf("%s: %v, want %v", screenVariable(), got, tt.want)
			}
		})
	}
}
