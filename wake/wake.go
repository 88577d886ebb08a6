// Package wake tells of what timers do not show: the computer woke up, its clock
// was set, or its network is another. Waiting for that costs nothing: nobody is
// woken while nothing happens. Where the system has no such thing to wait for,
// it tells nothing.
package wake

import (
	"context"
	"time"
)

// settle is how long changes are collected: a network that comes up changes
// many times in a moment.
const settle = time.Second

// Watch calls told soon after each change, until ctx ends.
func Watch(ctx context.Context, told func()) {
	changes := make(chan struct{}, 1)
	stop := listen(func() {
		select {
		case changes <- struct{}{}:
		default: // one is waiting already
		}
	})
	defer stop()
	gather(ctx, changes, told)
}

func gather(ctx context.Context, changes <-chan struct{}, told func()) {
	var settled <-chan time.Time // nil while nothing has changed
	for {
		select {
		case <-ctx.Done():
			return
		case <-changes:
			if settled == nil {
				settled = time.After(settle)
			}
		case <-settled:
			settled = nil
			told()
		}
	}
}
