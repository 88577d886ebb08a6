//go:build unix

package wire

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/local"
)

// A tray that cannot have its socket says where, and the way out.
func TestUnplaced(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := local.Listen(filepath.Join(file, "run", "socket"))
	var e *cli.TrayError
	if err = unplaced(err); !errors.As(err, &e) || !strings.Contains(e.What, file) || !strings.Contains(e.Do, "--home DIR") || !errors.Is(err, syscall.ENOTDIR) {
		t.Errorf("it says %v", err)
	}
	if err := unplaced(local.ErrRunning); err != local.ErrRunning {
		t.Errorf("another is running: %v", err)
	}
}
