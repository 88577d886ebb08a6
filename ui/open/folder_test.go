package open

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFolderIsMadeAndShown(t *testing.T) {
	t.Setenv("DISPLAY", ":99")
	t.Setenv("PATH", browserAt(t))
	dir := filepath.Join(t.TempDir(), "config", "my providers")
	var got []string
	run := func(name string, args ...string) error {
		got = append([]string{name}, args...)
		return nil
	}
	if err := folder(dir, run); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{folderProgram, dir}, got); diff != "" {
		t.Errorf("started (-want +got):\n%s", diff)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		t.Errorf("the folder is not there: %v", err)
	}
}

func TestFolderIsAWholePath(t *testing.T) {
	never := func(string, ...string) error {
		t.Error("a program was started")
		return nil
	}
	for _, dir := range []string{"", "--help", "providers", "file:///etc"} {
		if err := folder(dir, never); err == nil {
			t.Errorf("%q was opened", dir)
		}
	}
}

// browserAt is a folder with a program that opens things, so that this is a
// desktop.
func browserAt(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}
