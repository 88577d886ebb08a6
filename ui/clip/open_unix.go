//go:build unix && !darwin

package clip

import (
	"fmt"
	"os"
	"os/exec"
)

// openSystem finds the way that works without a window of ours and keeps the
// mark: data-control, then X11 (in a Wayland session: Xwayland), then wl-copy.
func openSystem() (backend, error) {
	onWayland, onX11 := os.Getenv("WAYLAND_DISPLAY") != "", os.Getenv("DISPLAY") != ""
	why := error(nil)
	if onWayland {
		w, err := newWayland()
		if err == nil {
			return w, nil
		}
		why = err
	}
	if onX11 {
		x, err := newX11("")
		if err == nil {
			return x, nil
		}
		why = err
	}
	if onWayland {
		if program, err := exec.LookPath("wl-copy"); err == nil {
			return newWlCopy(program), nil
		}
		why = fmt.Errorf("%v, and wl-copy is not installed (package wl-clipboard)", why)
	}
	if why != nil {
		return nil, fmt.Errorf("%w (%v)", ErrNoClipboard, why)
	}
	return nil, ErrNoClipboard
}
