package resident

import (
	"context"
	"runtime/debug"
	"time"
)

// settleAfter is how long a start, a copy or a renewal keeps what it needed: the
// next one comes soon, or not for hours.
const settleAfter = 5 * time.Second

// settle gives the memory that the start needed back to the system, and again
// what each later burst of work did: a process that does nothing all day would
// keep it, and the runtime would wake up again and again to return it bit by bit.
func (r *resident) settle(ctx context.Context) {
	timer := time.NewTimer(settleAfter)
	defer timer.Stop()
	for {
		changed := r.Agent.Changed()
		select {
		case <-timer.C:
			program := programPages()
			debug.FreeOSMemory()
			program.giveBack()
		case <-changed:
			timer.Reset(settleAfter)
		case <-r.worked:
			timer.Reset(settleAfter)
		case <-ctx.Done():
			return
		}
	}
}
