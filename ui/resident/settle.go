package resident

import (
	"context"
	"runtime/debug"
	"time"
)

// settleAfter is how long the start takes at most, accounts and tray included.
const settleAfter = 5 * time.Second

// settle gives the memory that the start needed back to the system, once: a
// process that does nothing all day would keep it, and the runtime would wake
// up again and again to return it bit by bit.
func settle(ctx context.Context) {
	timer := time.NewTimer(settleAfter)
	defer timer.Stop()
	select {
	case <-timer.C:
		debug.FreeOSMemory()
	case <-ctx.Done():
	}
}
