package wire

import "golang.org/x/sys/unix"

// Harden keeps this process's memory to itself, as far as the system lets a
// program ask for it: no core file, and no reading by other processes of the
// same user. A window is spared the second: desktop portals refuse programs
// they cannot look at. (requirement 61)
//
// The limit is 1 and not 0: only 1 also ends the crash of a process whose core
// the kernel would pipe to a program. (core(5); the kernel's fs/coredump.c)
func Harden(isWindow bool) {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{Cur: 1, Max: 1})
	if !isWindow {
		_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	}
}
