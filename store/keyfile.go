package store

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// NewKeyFile writes a new key into a file that is not there yet, for KeyFile.
func NewKeyFile(path string) error {
	bad := func(err error) error {
		e := &Error{Reason: ReasonBadKeyFile, What: "the key file " + path + " cannot be written: " + diskWord(err), Do: "Choose another folder, or make room there.", cause: err}
		if errors.Is(err, fs.ErrExist) {
			e.What, e.Do = "the key file "+path+" is there already", "Use it as it is, or choose another name. Nothing was changed."
		}
		return e
	}
	folder, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return bad(err)
	}
	defer func() { _ = folder.Close() }()
	name := filepath.Base(path)
	f, err := newFile(folder, name)
	if err != nil {
		return bad(err)
	}
	key := newKey()
	defer clear(key[:])
	text := append(base64.StdEncoding.AppendEncode(nil, key[:]), '\n')
	defer clear(text)
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close(), syncDir(folder)); err != nil {
		_ = folder.Remove(name) // half a key opens nothing
		return bad(err)
	}
	return nil
}
