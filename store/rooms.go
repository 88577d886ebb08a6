package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/authfob/authfob/auth"
)

// rooms are the open directories of a vault. Names inside them cannot lead
// out.
type rooms struct {
	root, acct, lock, name *os.Root
	info                   fs.FileInfo // of root, to notice that it was moved aside
	marks                  string      // see Vault.Marks
	swept                  bool        // see sweepOnce; guarded by Vault.mu
}

// enter opens the directories. Without create, the error is errNoHeader where
// the vault's directory is missing.
func (v *Vault) enter(create bool) (*rooms, error) {
	info, err := os.Lstat(v.dir)
	if errors.Is(err, fs.ErrNotExist) {
		if !create {
			return nil, errNoHeader
		}
		if info, err = makeDir(v.dir); err != nil {
			return nil, unsafe("the vault cannot be made in "+v.dir+": "+diskWord(err), "Make room there, make it writable, or name another directory with --home DIR.")
		}
	}
	if notDirectory(err) {
		return nil, unsafe("the vault cannot be in "+v.dir+": a file is in the way", "Move that file away, or name another directory with --home DIR.")
	}
	if err != nil {
		return nil, unsafe("the vault in "+v.dir+" cannot be entered: "+diskWord(err), "Give the directory back to yourself: chown, then chmod 700.")
	}
	if err := checkDir(v.dir, info); err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.rooms != nil && os.SameFile(v.rooms.info, info) {
		return v.rooms, nil
	}
	r, err := openRooms(v.dir, info)
	if err != nil {
		return nil, err
	}
	if v.rooms != nil { // another vault is here now; the key was the old one's
		v.forget()
	}
	r.marks = v.Marks
	clear(v.indexed)
	v.rooms = r // the old directories may be in use; the garbage collector closes them
	return r, nil
}

func makeDir(dir string) (fs.FileInfo, error) {
	if err := os.MkdirAll(filepath.Dir(dir), dirMode); err != nil {
		return nil, err
	}
	if err := os.Mkdir(dir, dirMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return info, err // checkDir says what is wrong with it
	}
	if err := restrict(dir); err != nil {
		return nil, err
	}
	return os.Lstat(dir)
}

// checkDir refuses a directory where others could put files. (requirement 55)
func checkDir(path string, info fs.FileInfo) error {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return unsafe(path+" is a symbolic link", "Name the directory itself, or remove the link. Nothing was written.")
	case !info.IsDir():
		return unsafe(path+" is not a directory", "Move it away. Nothing was written.")
	case !ours(info):
		return unsafe(path+" belongs to another user", "Give it back to yourself, or name another directory with --home DIR.")
	case openToOthers(info, 0o022):
		return unsafe("others can write in "+path, "Run: chmod 700 "+path)
	}
	return nil
}

func openRooms(dir string, info fs.FileInfo) (*rooms, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, unsafe("the vault in "+dir+" cannot be entered: "+diskWord(err), "Run: chmod 700 "+dir)
	}
	r := &rooms{root: root, info: info}
	for name, room := range map[string]**os.Root{"acct": &r.acct, "lock": &r.lock, "name": &r.name} {
		path := filepath.Join(dir, name)
		if err := root.Mkdir(name, dirMode); err == nil {
			err = restrict(path)
			if err != nil {
				return nil, fmt.Errorf("making %s: %w", path, err)
			}
		} else if !errors.Is(err, fs.ErrExist) {
			return nil, unsafe(path+" cannot be made: "+diskWord(err), "Make the directory writable for yourself: chmod 700 "+dir)
		}
		info, err := root.Lstat(name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		if err := checkDir(path, info); err != nil {
			return nil, err
		}
		if *room, err = root.OpenRoot(name); err != nil {
			return nil, unsafe(path+" cannot be entered: "+diskWord(err), "Run: chmod 700 "+path)
		}
	}
	return r, nil
}

const recordSuffix = ".sec"

func recordFile(id auth.AccountID) string { return string(id) + recordSuffix }

// recordID is the account of a file in acct, if it is a record.
func recordID(file string) (auth.AccountID, bool) {
	name, ok := strings.CutSuffix(file, recordSuffix)
	id := auth.AccountID(name)
	return id, ok && id.Valid()
}

// file reads an account's record as it is on disk.
func (r *rooms) file(id auth.AccountID) ([]byte, error) {
	return readFile(r.acct, recordFile(id), maxRecord)
}

// files lists the names in a directory, in no order.
func files(r *os.Root) ([]string, error) {
	d, err := r.Open(".")
	if err != nil {
		return nil, err
	}
	defer func() { _ = d.Close() }()
	return d.Readdirnames(-1)
}

// ids lists the accounts that have a record.
func (r *rooms) ids() ([]auth.AccountID, error) {
	names, err := files(r.acct)
	if err != nil {
		return nil, fmt.Errorf("reading the vault: %w", err)
	}
	return accountsOf(names, ""), nil
}

// accountsOf are the accounts of the files in acct whose names begin with prefix.
func accountsOf(names []string, prefix string) []auth.AccountID {
	all := make([]auth.AccountID, 0, len(names))
	for _, name := range names {
		name, begins := strings.CutPrefix(name, prefix)
		if id, ok := recordID(name); ok && begins {
			all = append(all, id)
		}
	}
	return all
}

// hasRecords errs on the side of yes: a new key is made only where there is
// surely nothing under an old one.
func (r *rooms) hasRecords() bool {
	all, err := r.ids()
	return err != nil || len(all) > 0
}
