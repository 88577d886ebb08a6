//go:build !windows

package store

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// openNoFollow keeps the lock module from following a symbolic link.
const openNoFollow = syscall.O_NOFOLLOW

// ours reports whether a file belongs to this user.
func ours(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Geteuid()
}

// fileNumber tells two files of the same name apart.
func fileNumber(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Ino
	}
	return 0
}

// openToOthers reports whether others can write (forbidden 0o022) or read.
func openToOthers(info fs.FileInfo, forbidden fs.FileMode) bool {
	return info.Mode().Perm()&forbidden != 0
}

// restrict makes a directory its owner's alone, whatever the umask.
func restrict(path string) error { return os.Chmod(path, dirMode) }

func syncDirectory(d *os.File) error { return d.Sync() }

// patiently runs do; on other systems it tries again.
func patiently(do func() error) error { return do() }

func noSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

func notDirectory(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// alive reports whether a process exists.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return pid > 0 && (err == nil || errors.Is(err, syscall.EPERM))
}

func remove(r *os.Root, name string) error { return r.Remove(name) }
