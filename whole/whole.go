// Package whole puts a file in place whole or not at all: what was there stays
// until the new one is on the disk, whatever dies meanwhile. It reads small ones
// whole too. It is for a person's own files; the vault has stricter rules of its own.
package whole

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Write puts data at path, in the place of whatever file is there.
func Write(path string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".authfob-*~") // no name that anything reads
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
