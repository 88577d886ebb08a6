package wire

import "golang.org/x/sys/unix"

// Harden keeps this process's memory to itself, as far as the system lets a
// program ask for it: no core file, and no reading by other processes of the
// same user. A window is spared the second: desktop portals refuse programs
// they cannot look at. (requirement 61)
func Harden(isWindow bool) {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	if !isWindow {
		_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	}
}
