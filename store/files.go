package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

const fileMode, dirMode fs.FileMode = 0o600, 0o700

var errTooBig = errors.New("it is too big")

// readFile reads a file of at most limit bytes.
func readFile(r *os.Root, name string, limit int64) ([]byte, error) {
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("it is no regular file")
	case info.Size() > limit:
		return nil, errTooBig
	}
	data := make([]byte, info.Size())
	_, err = io.ReadFull(f, data)
	return data, err
}

// readRegular is readFile for names that a link must not stand in for.
func readRegular(r *os.Root, name string, limit int64) ([]byte, error) {
	if err := checkRegular(r, name); err != nil {
		return nil, err
	}
	return readFile(r, name, limit)
}

// checkRegular refuses a name that is there and no regular file, or another
// user's. (requirement 55)
func checkRegular(r *os.Root, name string) error {
	info, err := r.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return unsafe(fmt.Sprintf("%s is not a regular file", name), "Remove it. Authfob writes through no symbolic link.")
	}
	if !ours(info) {
		return unsafe(name+" belongs to another user", "Give it back to yourself, or move it away.")
	}
	return nil
}

func unsafe(what, do string) *Error { return &Error{Reason: ReasonUnsafe, What: what, Do: do} }

// newFile creates a file that must not be there yet, for its owner alone
// whatever the umask.
func newFile(r *os.Root, name string) (*os.File, error) {
	f, err := r.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return nil, err
	}
	if err := f.Chmod(fileMode); err != nil {
		return nil, errors.Join(err, f.Close(), remove(r, name))
	}
	return f, nil
}

// replaceFile writes a file durably: the old or the new content survives a
// crash, nothing else. The caller holds the lock for name. (requirement 56)
func replaceFile(r *os.Root, name string, data []byte) error {
	temp := tempName(name)
	if err := removeIfThere(r, temp); err != nil {
		return err
	}
	f, err := newFile(r, temp)
	if err != nil {
		return err
	}
	if err := finish(r, f, temp, name, data); err != nil {
		_ = remove(r, temp)
		return err
	}
	return nil
}

func tempName(name string) string { return ".tmp-" + name }

// finish fills the open file temp with data and puts it in the place of name.
// It closes f in every case.
func finish(r *os.Root, f *os.File, temp, name string, data []byte) error {
	_, err := f.WriteAt(data, 0)
	if err == nil {
		err = f.Truncate(int64(len(data)))
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if err := patiently(func() error { return r.Rename(temp, name) }); err != nil {
		return err
	}
	return syncDir(r)
}

// syncDir makes renames and removals in r durable.
func syncDir(r *os.Root) error {
	d, err := r.Open(".")
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	return syncDirectory(d)
}

func removeIfThere(r *os.Root, name string) error {
	err := patiently(func() error { return remove(r, name) })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
