package wire

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSettingsSurvive(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "config")
	if got := loadSettings(dir); got.Theme != "" {
		t.Errorf("without a file: %+v", got)
	}
	s := loadSettings(dir)
	s.Theme = "dark"
	if err := s.save(dir); err != nil {
		t.Fatal(err)
	}
	if got := loadSettings(dir); got != s {
		t.Errorf("got %+v, want %+v", got, s)
	}
	for _, bad := range []string{"", "{", `{"format":99,"theme":"light"}`} {
		if err := os.WriteFile(settingsFile(dir), []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := loadSettings(dir); got.Theme != "" {
			t.Errorf("from %q: %+v", bad, got)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".settings-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
