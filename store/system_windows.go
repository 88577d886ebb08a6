package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/windows"
)

const openNoFollow = 0

// Ownership and rights are in the directory's access list, which restrict sets.

func ours(fs.FileInfo) bool { return true }

// fileNumber tells two files of the same name apart; here their times do.
func fileNumber(fs.FileInfo) uint64 { return 0 }

func openToOthers(fs.FileInfo, fs.FileMode) bool { return false }

// restrict gives a directory an access list that names this user and the
// system alone, inherited by what is in it.
func restrict(path string) error {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return err
	}
	sd, err := windows.SecurityDescriptorFromString("D:P(A;OICI;FA;;;" + user.User.Sid.String() + ")(A;OICI;FA;;;SY)")
	if err != nil {
		return err
	}
	dacl, _, err := sd.DACL()
	if err != nil {
		return err
	}
	return windows.SetNamedSecurityInfo(path, windows.SE_FILE_OBJECT,
		windows.DACL_SECURITY_INFORMATION|windows.PROTECTED_DACL_SECURITY_INFORMATION, nil, nil, dacl, nil)
}

// syncDirectory does nothing: Windows has no such call, and NTFS journals renames.
func syncDirectory(*os.File) error { return nil }

// remove is r.Remove, which asks for POSIX semantics, also where the file system
// (or Wine) knows none.
func remove(r *os.Root, name string) error {
	err := r.Remove(name)
	if errors.Is(err, windows.ERROR_INVALID_FUNCTION) {
		return os.Remove(filepath.Join(r.Name(), name))
	}
	return err
}

// patiently repeats what a virus scanner or an indexer holds up, for up to 3 s.
func patiently(do func() error) error {
	deadline := time.Now().Add(3 * time.Second)
	for {
		err := do()
		held := errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_SHARING_VIOLATION)
		if !held || time.Now().After(deadline) {
			return err
		}
		<-time.After(10 * time.Millisecond)
	}
}

func noSpace(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

func notDirectory(err error) bool { return errors.Is(err, windows.ERROR_DIRECTORY) }

func readOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	_ = p.Release()
	return true
}
