//go:build unix

package share

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Only regular files of a sensible size are read, and none is waited for.
func TestReadFileTakesFilesOnly(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	if err := syscall.Mkfifo(path("fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	sparse, err := os.Create(path("sparse"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(sparse.Truncate(5<<30), sparse.Close()); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(path("plain"), []byte("x"), 0o600), os.Symlink("plain", path("link")), os.Symlink("fifo", path("pipe"))); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		path("plain"): "", path("link"): "",
		path("fifo"): "not an ordinary file", path("pipe"): "not an ordinary file",
		"/dev/zero": "not an ordinary file",
		dir:         "a folder", path("sparse"): "10 MiB", path("missing"): "no such file", path("plain") + "\x1b[2J": "no such file",
	} {
		data, err := ReadFile(name)
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\x1b")) {
			t.Errorf("%q: got %q, %v; want %q", name, data, err, want)
		}
	}
	if _, err := Read(endless{}); !errors.Is(err, errTooLarge) {
		t.Errorf("an endless stream: %v", err)
	}
}

// endless is /dev/zero as a stream.
type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }
