//go:build !darwin && !windows

package motion

import (
	"context"
	"time"

	"github.com/authfob/authfob/bus"
)

// patience bounds the question: a portal that hangs must not be waited for.
const patience = 2 * time.Second

// Reduced asks the desktop's portal, where one is running, for GNOME's setting,
// which other desktops pass on there.
func Reduced(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := bus.Session(ctx)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }()
	return bus.Setting(ctx, conn, "org.gnome.desktop.interface", "enable-animations") == false
}
