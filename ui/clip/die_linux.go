package clip

import (
	"os/exec"
	"runtime"
	"syscall"
)

// dieWithThread has the system end the child together with the calling thread,
// which it keeps for the calling goroutine.
func dieWithThread(cmd *exec.Cmd) {
	runtime.LockOSThread()
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
}
