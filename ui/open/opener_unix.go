//go:build unix && !darwin

package open

import (
	"os/exec"
	"syscall"
)

// opener finds the program that opens addresses, or says why there is none.
func opener() (string, error) {
	if !HasDisplay() {
		return "", ErrNoDisplay
	}
	for _, name := range []string{"xdg-open", "x-www-browser", "www-browser"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoBrowser
}

// folderProgram shows folders.
const folderProgram = "xdg-open"

// ownSession keeps Ctrl+C in the terminal from ending the browser too.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
