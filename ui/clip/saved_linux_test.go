package clip

import (
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/internal/testenv"
)

// staysAway watches for a while that no token is on the clipboard.
func staysAway(t *testing.T, when string) {
	t.Helper()
	for ends := time.Now().Add(1500 * time.Millisecond); time.Now().Before(ends); {
		if got, _ := x11Desktop.paste(t, ""); strings.Contains(got, "ACCESS") {
			t.Fatalf("%s: %q", when, got)
		}
	}
}

// TestMutterPutsNothingBack: GNOME's compositor saves the clipboard's text, and
// puts it back when the owner lets go. Debian package: mutter.
func TestMutterPutsNothingBack(t *testing.T) {
	testenv.Setenv(t, testenv.Mutter(t))
	c := opened(t, openSystem)
	mustCopy(t, c, "ACCESS_1", Options{ClearAfter: time.Second})
	awaitPhase(t, c, Cleared)
	staysAway(t, "after its time")
	mustCopy(t, c, "ACCESS_2", Options{})
	if got, err := x11Desktop.paste(t, ""); got != "ACCESS_2" {
		t.Errorf("pasted %q %v", got, err)
	}
	c.Close()
	staysAway(t, "after the end")
}

// TestHistoryPutsNothingBack: parcellite knows no mark, and fills a clipboard
// without an owner from its history. Debian package: parcellite.
func TestHistoryPutsNothingBack(t *testing.T) {
	onX11(t)
	testenv.Start(t, []string{"HOME=" + t.TempDir()}, nil, "parcellite", "-n")
	c := opened(t, openSystem)
	mustCopy(t, c, "ACCESS_1", Options{ClearAfter: time.Second})
	awaitPhase(t, c, Cleared)
	staysAway(t, "after its time")
}
