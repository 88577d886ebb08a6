package whole

import (
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
