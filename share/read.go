package share

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"github.com/authfob/authfob/auth"
)

// ReadFile reads a file that may be an export: a regular one of a sensible
// size, whole. It never waits for what a pipe or a device may give.
func ReadFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, notOpened(path, err)
	}
	if err := checkKind(path, info); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // it may have become a pipe since
	if err != nil {
		return nil, notOpened(path, err)
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return nil, notOpened(path, err)
	}
	if err := checkKind(path, info); err != nil {
		return nil, err
	}
	// Some files of /proc are ordinary by name and wait like a pipe. Files that
	// cannot wait know no deadline.
	_ = f.SetReadDeadline(time.Now().Add(patience))
	return Read(f)
}

// patience is how long a file may keep its reader waiting.
const patience = 2 * time.Second

// Read reads an export from a stream.
func Read(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	switch {
	case err != nil:
		return nil, &Error{"the file cannot be read: " + reason(err), "Nothing was imported"}
	case len(data) > MaxSize:
		return nil, errTooLarge
	case marked(data):
		return nil, errMarked
	}
	return data, nil
}

// marked reports that an export begins with a byte order mark, of UTF-16 or UTF-8:
// Windows PowerShell takes what a program writes for text of an old code page, and
// writes it so. Letters outside of ASCII may have become others on the way.
func marked(data []byte) bool {
	for _, begin := range []string{"{", "-"} { // JSON, or an age file in armor
		for _, mark := range []string{"\xff\xfe" + begin + "\x00", "\xfe\xff\x00" + begin, "\xef\xbb\xbf" + begin} {
			if bytes.HasPrefix(data, []byte(mark)) {
				return true
			}
		}
	}
	return false
}

func checkKind(path string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return &Error{fmt.Sprintf("%s is a folder", auth.Clean(path, 300)), "Name the exported file itself"}
	case !info.Mode().IsRegular():
		return &Error{fmt.Sprintf("%s is not an ordinary file", auth.Clean(path, 300)), "Only files are imported; for the output of another program say - and pipe it in"}
	case info.Size() > MaxSize:
		return errTooLarge
	}
	return nil
}

func notOpened(path string, err error) error {
	return &Error{fmt.Sprintf("%s cannot be opened: %s", auth.Clean(path, 300), reason(err)), "Nothing was imported"}
}

// reason is the system's own words, without the path that they repeat.
func reason(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "there is no such file"
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return auth.Clean(err.Error(), 200)
}
