//go:build unix && !darwin

package clip

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// openSystem takes, in a Wayland session, data-control where the compositor has
// it, and else Xwayland, which needs no window either; without both a window of
// ours has the keyboard for a moment at each copy. Anywhere else it is X11.
//
// That window is what wl-copy makes, too. But wl-copy writes what it is fed to a
// file in /tmp, and knows no mark of a secret before its version 2.3.
func openSystem() (backend, error) {
	var ways []func() (backend, error)
	wayland := os.Getenv("WAYLAND_DISPLAY") != ""
	if wayland {
		ways = append(ways, newDataControl)
	}
	if os.Getenv("DISPLAY") != "" {
		ways = append(ways, func() (backend, error) { return newX11("") })
	}
	if wayland {
		ways = append(ways, newFocused)
	}
	var why []string
	for _, open := range ways {
		b, err := open()
		if err == nil {
			return b, nil
		}
		if said := err.Error(); !slices.Contains(why, said) {
			why = append(why, said)
		}
	}
	if len(why) == 0 {
		return nil, ErrNoClipboard
	}
	return nil, fmt.Errorf("%w (%s)", ErrNoClipboard, strings.Join(why, "; "))
}
