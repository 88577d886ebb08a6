package wire

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// settings are a person's choices. A file that does not read counts as none.
type settings struct {
	Format int    `json:"format"`          // 1
	Theme  string `json:"theme,omitempty"` // "light", "dark", or "" for the system's
	// Notifications is "" for what needs a person, "all" for renewals after a
	// sleep too, "none" for none.
	Notifications string `json:"notifications,omitempty"`
}

const settingsFormat = 1

func loadSettings(dir string) settings {
	s := settings{Format: settingsFormat}
	b, err := os.ReadFile(settingsFile(dir))
	if err != nil || json.Unmarshal(b, &s) != nil || s.Format != settingsFormat {
		return settings{Format: settingsFormat}
	}
	return s
}

// save writes the settings whole or not at all.
func (s settings) save(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".settings-")
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), settingsFile(dir))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

func settingsFile(dir string) string { return filepath.Join(dir, "settings.json") }
