// Package settings is what a person chose for this Authfob: looks, times, what
// may be told. It holds no secret and nothing of an account. Every process
// reads the file itself, and may follow it.
package settings

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/authfob/authfob/whole"
)

// Settings are a person's choices. The zero value of each is the usual one.
type Settings struct {
	Format int `json:"format"` // of the file: 1

	Theme    string `json:"theme,omitempty"`    // "light", "dark", or "" for the system's
	Language string `json:"language,omitempty"` // a BCP 47 tag, or "" for the system's
	// Motion is "reduced" to show states at once in place of moving to them,
	// "full", or "" for what the system says.
	Motion string `json:"motion,omitempty"`
	// Welcomed says that the first page was seen.
	Welcomed bool `json:"welcomed,omitempty"`

	// Notifications is "" for what needs a person, "all" for renewals after a
	// sleep too, "none" for none.
	Notifications string `json:"notifications,omitempty"`

	// ClearAfter is how long a copy stays on the clipboard; 0 is the usual time,
	// Never for ever.
	ClearAfter Seconds `json:"clear_after,omitempty"`
	// LeastValid is how long a token that is copied must still be valid; 0 is
	// what the provider's definition says.
	LeastValid Seconds `json:"least_valid,omitempty"`
	// Unmarked are the ways to copy whose copies carry no mark of a secret, so
	// that a clipboard history takes them.
	Unmarked []string `json:"unmarked,omitempty"`

	// RenewAhead is what a new account starts with.
	RenewAhead bool `json:"renew_ahead,omitempty"`
	// LockAfter locks the vault when nobody used the computer for that long; 0 is never.
	LockAfter Seconds `json:"lock_after,omitempty"`
	// LockWithScreen locks the vault when the screen is locked or the computer sleeps.
	LockWithScreen bool `json:"lock_with_screen,omitempty"`

	// Browser is the command that opens addresses, "" for the system's browser.
	Browser string `json:"browser,omitempty"`
	// Proxy and CAFile are what a new account starts with.
	Proxy  string `json:"proxy,omitempty"`
	CAFile string `json:"ca_file,omitempty"`
}

// UsualClearAfter is how long a copy stays where nobody chose.
const UsualClearAfter = 30 * time.Second

// Seconds is a time in whole seconds.
type Seconds int

// Never is a time that does not come.
const Never Seconds = -1

// Duration is s as a Duration; negative for Never.
func (s Seconds) Duration() time.Duration { return time.Duration(s) * time.Second }

// Or is s, or usual where nothing was chosen; 0 for Never.
func (s Seconds) Or(usual time.Duration) time.Duration {
	switch {
	case s == 0:
		return usual
	case s < 0:
		return 0
	}
	return s.Duration()
}

const format = 1

// Load reads the settings in the folder dir. A file that does not read counts
// as none.
func Load(dir string) Settings {
	b, err := read(dir)
	var s Settings
	if err != nil || json.Unmarshal(b, &s) != nil || s.Format != format {
		return Settings{Format: format}
	}
	return s
}

// Change reads the settings, lets fn change them and writes them, one process
// at a time. A file of a newer Authfob is left alone, and one that does not read is
// kept beside the new one.
func Change(dir string, fn func(*Settings)) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return notKept(err)
	}
	lock := flock.New(path(dir) + ".lock")
	if err := lock.Lock(); err != nil {
		return notKept(err)
	}
	defer lock.Unlock()
	var v struct {
		Format int `json:"format"`
	}
	if b, err := read(dir); err == nil && json.Unmarshal(b, &v) == nil && v.Format > format {
		return fmt.Errorf("the settings in %s were written by a newer Authfob; nothing was changed", path(dir))
	}
	if err := keepDamaged(dir); err != nil {
		return notKept(err)
	}
	s := Load(dir)
	fn(&s)
	if err := s.write(dir); err != nil {
		return notKept(err)
	}
	return nil
}

// keepDamaged moves a file that does not read out of the way: what somebody wrote
// by hand is not lost over one slip.
func keepDamaged(dir string) error {
	if !errors.Is(Check(dir), ErrDamaged) {
		return nil
	}
	return os.Rename(path(dir), path(dir)+".damaged")
}

// maxFile bounds the file, in bytes.
const maxFile = 1 << 20

func read(dir string) ([]byte, error) { return whole.Read(path(dir), maxFile) }

func notKept(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("the settings were not kept: %s cannot be written: %v", at.Path, at.Err)
	}
	return fmt.Errorf("the settings were not kept: %v", err)
}

func (s Settings) write(dir string) error {
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return whole.Write(path(dir), append(b, '\n'), 0o600)
}

func path(dir string) string { return filepath.Join(dir, "settings.json") }
