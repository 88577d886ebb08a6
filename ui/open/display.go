package open

import (
	"os"
	"runtime"
)

// HasDisplay reports whether this session has a screen that something could be
// opened on.
func HasDisplay() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
