package settings

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// What can be wrong with the file of settings.
var (
	// ErrDamaged: it does not read, so that the usual settings hold.
	ErrDamaged = errors.New("the settings cannot be read")
	// ErrNewer: a newer Authfob wrote it; the usual settings hold, and nothing is changed.
	ErrNewer = errors.New("the settings were written by a newer Authfob")
)

// Check says why the settings in the folder dir do not hold, or nil. None at
// all are fine.
func Check(dir string) error {
	b, err := read(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var at *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var s Settings
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	switch {
	case errors.As(err, &at):
		return fmt.Errorf("%w: no JSON at byte %d", ErrDamaged, at.Offset)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("%w: the file holds no JSON object", ErrDamaged)
	case errors.As(err, &kind):
		return fmt.Errorf("%w: %q is not of the right kind", ErrDamaged, kind.Field)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: the file may not be read", ErrDamaged)
	case err != nil:
		return ErrDamaged
	case s.Format > format:
		return ErrNewer
	case s.Format != format:
		return fmt.Errorf("%w: %q is missing", ErrDamaged, "format")
	}
	return nil
}
