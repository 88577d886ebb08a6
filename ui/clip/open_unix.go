//go:build unix && !darwin

package clip

import (
	"fmt"
	"os"
)

// openSystem takes data-control in a Wayland session that has it, and else X11,
// which in a Wayland session is Xwayland. There is no third way: wl-copy would
// write the secret to a file in /tmp, and leave it there when it is killed.
func openSystem() (backend, error) {
	why := ErrNoClipboard
	if os.Getenv("WAYLAND_DISPLAY") != "" {
		w, err := newWayland()
		if err == nil {
			return w, nil
		}
		why = fmt.Errorf("%w (%v)", ErrNoClipboard, err)
	}
	if os.Getenv("DISPLAY") != "" {
		x, err := newX11("")
		if err == nil {
			return x, nil
		}
		why = fmt.Errorf("%w (%v)", ErrNoClipboard, err)
	}
	return nil, why
}
