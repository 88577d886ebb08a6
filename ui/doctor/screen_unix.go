//go:build unix && !darwin

package doctor

import (
	"context"
	"io"
	"log"
	"os"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// openGL asks the X server for the extension by which windows get OpenGL.
func openGL(context.Context) gl {
	if os.Getenv("DISPLAY") == "" {
		return glUnknown // Wayland alone: its compositor draws with OpenGL itself, or not
	}
	xgb.Logger = log.New(io.Discard, "", 0)
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
