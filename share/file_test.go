package share

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "accounts.json")
	holds := func(want string) {
		t.Helper()
		if b, err := os.ReadFile(path); err != nil || string(b) != want {
			t.Errorf("the file holds %q, %v, not %q", b, err, want)
		}
		if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
			t.Errorf("%v, %v", info, err)
		}
	}
	if err := WriteFile(path, []byte("one"), false); err != nil {
		t.Fatal(err)
	}
	holds("one")
	if err := WriteFile(path, []byte("two"), false); !errors.Is(err, ErrExists) {
		t.Errorf("over a file that is there: %v", err)
	}
	holds("one")
	if err := WriteFile(path, []byte("three"), true); err != nil {
		t.Error(err)
	}
	holds("three")
	folder := filepath.Join(dir, "folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	others := []string{folder, filepath.Join(folder, "missing", "file")}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(path, link); err == nil { // Windows may not let us
		others = append(others, link)
	}
	for _, to := range others {
		var failed *Error
		if err := WriteFile(to, []byte("four"), true); !errors.As(err, &failed) {
			t.Errorf("to %s: %v", to, err)
		}
	}
	holds("three")
}
