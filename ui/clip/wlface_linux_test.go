package clip

import (
	"strings"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
)

// westonDesktop copies from a second window.
var westonDesktop = desktop{
	list:  wlDesktop.list,
	paste: wlDesktop.paste,
	copy: func(t *testing.T, s string) {
		c := opened(t, newFocused)
		mustCopy(t, c, s, Options{})
	},
}

// TestWaylandByAWindow: where the compositor has no data-control and there is no
// Xwayland, a window of ours gets the keyboard for a moment.
func TestWaylandByAWindow(t *testing.T) {
	testenv.Setenv(t, testenv.Weston(t))
	way, err := Look()
	if err != nil || !strings.Contains(way.Name, "window") || !way.Concealed {
		t.Fatalf("%+v %v", way, err)
	}
	behaves(t, westonDesktop)
	ends(t, westonDesktop)
	c := opened(t, openSystem)
	mustCopy(t, c, "ACCESS_1", Options{})
	if list := westonDesktop.list(t); !strings.Contains(list, hint) {
		t.Errorf("without a mark: %q", list)
	}
}
