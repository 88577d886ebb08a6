package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"github.com/authfob/authfob/auth"
)

// Inspection is what can be seen of a vault without its key. Names are of files,
// relative to the vault.
type Inspection struct {
	Exists bool
	Keys   []string // as in Description
	Format int      // of the header; 0 where none reads
	// Err is why the vault cannot be used as it is, an *Error; what is below may
	// then be incomplete.
	Err error
	// FromCopy: the header reads from its copy alone.
	FromCopy bool

	Records int
	Damaged []string // records that do not even begin as one
	Newer   []string // records of a newer format
	Foreign []string // links, folders and other users' files among the vault's own
	Exposed []string // files whose mode lets others in, though their folder does not
	// Leftover are unfinished writes that nobody is at any more. They are put
	// right when their account is next used.
	Leftover []string
	Aside    []string // what was set aside because it did not open
	Held     []Held   // locks that a process holds at this moment
	// Interrupted counts the accounts whose renewal a process began and did not
	// live to finish.
	Interrupted int

	Space  error  // why nothing can be written there, an *Error; nil when it can
	Remote string // the kind of file system, where it is another computer's
}

// Held is a lock that a process holds.
type Held struct {
	Name string // of the lock file
	PID  int    // 0 where it is not known
}

// Inspect looks at everything in the vault's directory. It asks for no key and
// changes nothing, but that it tries whether a file can be written there, which
// it takes away again. It does not wait for locks.
func (v *Vault) Inspect() Inspection {
	info, err := os.Lstat(v.dir)
	if errors.Is(err, fs.ErrNotExist) {
		above := existing(v.dir)
		return Inspection{Space: tryWriting(above), Remote: remote(above)}
	}
	in := Inspection{Exists: true}
	if err == nil {
		err = checkDir(v.dir, info)
	} else {
		err = unsafe("the vault in "+v.dir+" cannot be entered: "+diskWord(err), "Give the directory back to yourself: chown, then chmod 700.")
	}
	if err != nil {
		in.Err = err
		return in
	}
	root, err := os.OpenRoot(v.dir)
	if err != nil {
		in.Err = unsafe("the vault in "+v.dir+" cannot be entered: "+diskWord(err), "Run: chmod 700 "+v.dir)
		return in
	}
	defer root.Close()
	in.Space, in.Remote = tryWriting(v.dir), remote(v.dir)
	in.look(v.dir, root)
	in.header(root)
	return in
}

// existing is the nearest directory above path that is there.
func existing(path string) string {
	for {
		above := filepath.Dir(path)
		if _, err := os.Stat(above); err == nil || above == path {
			return above
		}
		path = above
	}
}

// tryWriting finds out what no number tells: whether mode, mount, space and
// quota let a file be written in dir.
func tryWriting(dir string) error {
	root, err := os.OpenRoot(dir)
	if err == nil {
		defer root.Close()
		const name = ".tmp-doctor"
		err = removeIfThere(root, name)
		var f *os.File
		if err == nil {
			f, err = newFile(root, name)
		}
		if err == nil {
			_, err = f.Write(make([]byte, 64<<10))
			err = errors.Join(err, f.Sync(), f.Close(), root.Remove(name))
		}
	}
	if err == nil {
		return nil
	}
	return notWritten("write in "+dir, err)
}

// header reads the header and what it says of the keys.
func (in *Inspection) header(root *os.Root) {
	found, err := headers(root)
	switch {
	case errors.Is(err, errNoHeader) && in.Records == 0:
		in.Exists = false // made, and not used yet
	case errors.Is(err, errNoHeader):
		in.Err = headerMissing()
	case err != nil:
		in.Err = err
	default:
		for _, kind := range found[0].kinds() {
			in.Keys = append(in.Keys, string(kind))
		}
		in.Format = found[0].Format
		first, err := readRegular(root, headerName, maxHeader)
		if err == nil {
			_, err = parseHeader(first)
		}
		in.FromCopy = err != nil
	}
}

// look goes through the files of the vault and its three rooms.
func (in *Inspection) look(dir string, root *os.Root) {
	for _, room := range []string{".", "acct", "lock", "name"} {
		info, err := root.Lstat(room)
		if errors.Is(err, fs.ErrNotExist) {
			continue // made when it is needed
		}
		if err == nil {
			err = checkDir(filepath.Join(dir, room), info)
		}
		var entries []fs.DirEntry
		if err == nil {
			entries, err = fs.ReadDir(root.FS(), room)
		}
		if err != nil {
			in.Err = errors.Join(in.Err, err)
			continue
		}
		for _, e := range entries {
			in.file(dir, root, filepath.Join(room, e.Name()))
		}
	}
	in.Leftover = slices.DeleteFunc(in.Leftover, func(name string) bool {
		id, _ := strings.CutPrefix(strings.TrimSuffix(filepath.Base(name), recordSuffix), tempName(""))
		return slices.ContainsFunc(in.Held, func(h Held) bool { return h.Name == lockFile(auth.AccountID(id)) || h.Name == vaultLock })
	})
}

// file judges one entry of a room.
func (in *Inspection) file(dir string, root *os.Root, name string) {
	info, err := root.Lstat(name)
	if err != nil {
		return // gone in the meantime
	}
	base, room := filepath.Base(name), filepath.Dir(name)
	if strings.Contains(base, corruptMark) {
		in.Aside = append(in.Aside, name)
		return
	}
	if info.IsDir() && room == "." {
		return // a room, or none of ours
	}
	if !info.Mode().IsRegular() || !ours(info) {
		in.Foreign = append(in.Foreign, name)
		return
	}
	if openToOthers(info, 0o077) {
		in.Exposed = append(in.Exposed, name)
	}
	_, isRecord := recordID(base)
	switch {
	case strings.HasPrefix(base, tempName("")):
		in.Leftover = append(in.Leftover, name)
	case room == "acct" && isRecord:
		in.record(root, name)
	case room == "lock" && strings.HasSuffix(base, ".intent"):
		in.intent(root, base)
	case strings.HasSuffix(base, ".lock"):
		in.lock(filepath.Join(dir, name))
	}
}

// record looks at how a record begins.
func (in *Inspection) record(root *os.Root, name string) {
	in.Records++
	file, err := readFile(root, name, maxRecord)
	if err == nil {
		_, err = split(file)
	}
	switch {
	case errors.Is(err, errNewRecord):
		in.Newer = append(in.Newer, name)
	case err != nil:
		in.Damaged = append(in.Damaged, name)
	}
}

func (in *Inspection) intent(root *os.Root, base string) {
	lock, err := root.OpenRoot("lock")
	if err != nil {
		return
	}
	defer lock.Close()
	id := auth.AccountID(strings.TrimSuffix(base, ".intent"))
	if left, ok := (&rooms{lock: lock}).readIntent(id); ok && !alive(left.PID) {
		in.Interrupted++
	}
}

// lock tries a lock, and gives it back at once.
func (in *Inspection) lock(path string) {
	l := flock.New(path, flock.SetFlag(os.O_RDWR|openNoFollow))
	ok, err := l.TryLock()
	_ = l.Close()
	if err == nil && !ok {
		in.Held = append(in.Held, Held{filepath.Base(path), holder(path)})
	}
}

// String names the holder for a person.
func (h Held) String() string {
	if h.PID == 0 {
		return "another process"
	}
	return fmt.Sprintf("process %d", h.PID)
}
