//go:build unix && !darwin

package doctor

import (
	"context"
	"net"
	"os"
	"path/filepath"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"github.com/authfob/authfob/ui/clip"
)

// openGL asks the X server for the extension by which windows get OpenGL.
func openGL(ctx context.Context) gl {
	if os.Getenv("DISPLAY") == "" {
		return onWayland(ctx)
	}
	clip.QuietX()
	conn, err := xgb.NewConn()
	if err != nil {
		return glNoServer
	}
	defer conn.Close()
	reply, err := xproto.QueryExtension(conn, uint16(len("GLX")), "GLX").Reply()
	switch {
	case err != nil:
		return glNoServer
	case !reply.Present:
		return glMissing
	}
	return glThere
}

// onWayland asks whether the compositor is there: it draws with OpenGL itself,
// or not.
func onWayland(ctx context.Context) gl {
	socket := os.Getenv("WAYLAND_DISPLAY")
	if !filepath.IsAbs(socket) {
		socket = filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), socket)
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
	if err != nil {
		return glNoServer
	}
	_ = conn.Close()
	return glUnknown
}
