package wake

import (
	"os"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/authfob/authfob/crash"
)

// Told: a wake-up is told only where it changes a route, and a clock that was set not at all.
const Told = false

// listen calls changed whenever the kernel tells of a route that comes or goes,
// as happens when the computer wakes up, until stop is called, which waits for a
// call under way. (route(4))
func listen(changed func()) (stop func()) {
	fd, err := unix.Socket(unix.AF_ROUTE, unix.SOCK_RAW, unix.AF_UNSPEC)
	if err != nil {
		return func() {}
	}
	unix.CloseOnExec(fd)
	if err := unix.SetNonblock(fd, true); err != nil {
		_ = unix.Close(fd)
		return func() {}
	}
	f := os.NewFile(uintptr(fd), "routes")
	var all sync.WaitGroup
	all.Go(crash.Guard("wake", func() { // until stop closes f
		buf := make([]byte, 2<<10)
		for {
			if _, err := f.Read(buf); err != nil {
				return
			}
			changed()
		}
	}))
	return func() { _ = f.Close(); all.Wait() }
}
