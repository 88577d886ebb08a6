package whole

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "settings.json")
	for _, tt := range []struct {
		text string
		mode fs.FileMode
	}{{"one, which is long", 0o600}, {"two", 0o644}} {
		if err := Write(path, []byte(tt.text), tt.mode); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil || string(text) != tt.text {
			t.Errorf("%q, %v; want %q", text, err, tt.text)
		}
		if info, err := os.Stat(path); err != nil || info.Mode() != tt.mode && runtime.GOOS != "windows" {
			t.Errorf("%v, %v; want %v", info.Mode(), err, tt.mode)
		}
	}
	if all := names(t, dir); len(all) != 1 {
		t.Errorf("left behind: %q", all)
	}
}

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if _, err := Read(path, 3); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing there: %v", err)
	}
	if err := os.WriteFile(path, []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := Read(path, 3); string(b) != "abc" || err != nil {
		t.Errorf("of three bytes: %q, %v", b, err)
	}
	if b, err := Read(path, 2); err == nil {
		t.Errorf("one byte too large: %q", b)
	}
	if _, err := Read(filepath.Dir(path), 1<<20); err == nil {
		t.Error("a folder reads as a file")
	}
}

// What cannot be put in place leaves what was there, and nothing else.
func TestWriteInVain(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "taken")
	if err := os.MkdirAll(filepath.Join(path, "by a folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, []byte("one"), 0o600); err == nil {
		t.Error("a folder was replaced")
	}
	if all := names(t, dir); len(all) != 1 {
		t.Errorf("left behind: %q", all)
	}
	if err := Write(filepath.Join(dir, "none", "file"), nil, 0o600); err == nil {
		t.Error("a folder was made")
	}
}
