//go:build unix && !darwin

package open

import (
	"os"
	"os/exec"
	"syscall"
)

// ready reports why there is no browser to open.
func ready() error {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return ErrNoDisplay
	}
	for _, opener := range []string{"xdg-open", "x-www-browser", "www-browser"} {
		if _, err := exec.LookPath(opener); err == nil {
			return nil
		}
	}
	return ErrNoBrowser
}

// ownSession keeps Ctrl+C in the terminal from ending the browser too.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
