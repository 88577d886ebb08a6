package share

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/whole"
)

// ErrExists says that there is a file of that name already.
var ErrExists = errors.New("there is a file of that name already")

// WriteFile writes an export for its owner alone (0600). It puts it in place of
// a file that is there only with replace, and then whole: what was there stays
// until the new one is on disk.
func WriteFile(path string, data []byte, replace bool) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return create(path, data)
	case err != nil:
		return notWritten(err)
	case !info.Mode().IsRegular():
		return notWritten(fmt.Errorf("%s is not an ordinary file", auth.Clean(path, 300)))
	case !replace:
		return ErrExists
	}
	if err := whole.Write(path, data, 0o600); err != nil {
		return notWritten(err)
	}
	return nil
}

func create(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist): // since it was looked for
		return ErrExists
	case err != nil:
		return notWritten(err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		_ = os.Remove(path)
		return notWritten(err)
	}
	return nil
}

func notWritten(err error) error {
	return &Error{"the file cannot be written: " + reason(err), "Nothing was exported"}
}
