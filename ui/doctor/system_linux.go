package doctor

import (
	"context"

	"golang.org/x/sys/unix"
)

// unsynchronised asks the kernel whether something keeps the clock right.
// (adjtimex(2))
func unsynchronised() bool {
	state, err := unix.Adjtimex(&unix.Timex{})
	return err == nil && state == unix.TIME_ERROR
}

// lookAtMemory checks what wire.Harden asked for. (requirement 61)
func (e *exam) lookAtMemory(context.Context) []Finding {
	var core unix.Rlimit
	err := unix.Getrlimit(unix.RLIMIT_CORE, &core)
	dumpable, err2 := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	if err != nil || err2 != nil || core.Cur > 1 || dumpable != 0 {
		return one("memory", "exposed", Problem, "This system does not let Authfob keep its memory to itself: a crash may write it to disk.", "Switch core files off for this user (ulimit -c 0).")
	}
	return one("memory", "kept", OK, "No core file is written, and other programs of yours cannot read this one's memory.", "")
}
