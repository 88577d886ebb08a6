//go:build unix

package local

import (
	"fmt"
	"os"
	"syscall"
)

// ownFolder makes the folder where it is missing, and checks it.
func ownFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("could not make the folder %s: %w", dir, err)
	}
	return checkFolder(dir)
}

// checkFolder reports why the folder is no place for the socket: it must be a
// folder of the user's own, not a link, that nobody else may enter. Then
// nobody else can have put anything in it. (requirement 80)
func checkFolder(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("could not look at the folder %s: %w", dir, err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder", dir)
	case !ok || int(stat.Uid) != os.Geteuid():
		return fmt.Errorf("the folder %s cannot be used: %w", dir, ErrForeign)
	case info.Mode().Perm()&0o077 != 0:
		return fmt.Errorf("the folder %s is open to other users (mode %o): run chmod 700 on it",
			dir, info.Mode().Perm())
	}
	return nil
}
