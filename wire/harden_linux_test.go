package wire

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"
)

const hardenRole = "AUTHFOB_TEST_HARDEN"

func init() {
	if os.Getenv(hardenRole) != "" {
		hardened()
	}
}

// hardened is this test binary as a hardened process: it says how it stands.
func hardened() {
	Harden(os.Getenv(hardenRole) == "window")
	var core unix.Rlimit
	_ = unix.Getrlimit(unix.RLIMIT_CORE, &core)
	dumpable, _ := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	fmt.Printf("core %d %d dumpable %d", core.Cur, core.Max, dumpable)
	os.Exit(0)
}

func TestHarden(t *testing.T) {
	for role, want := range map[string]string{"command": "core 1 1 dumpable 0", "window": "core 1 1 dumpable 1"} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), hardenRole+"="+role, "GORACE=atexit_sleep_ms=0")
		if out, err := cmd.Output(); err != nil || string(out) != want {
			t.Errorf("%s: %q, %v; want %q", role, out, err, want)
		}
	}
}
