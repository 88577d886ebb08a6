// Package away tells when a person left the computer: the screen was locked, the
// computer is about to sleep, nobody touched it for a while. It changes nothing
// and decides nothing.
package away

import (
	"context"
	"time"
)

// Config is what is wanted of Watch.
type Config struct {
	// Left is called when the screen is locked or the computer is about to
	// sleep, which waits, for a few seconds, until it returns.
	Left func()
	// Idle is called when nobody touched keyboard or pointer for the time that
	// After says; zero is never. After is asked again whenever Changed receives.
	Idle    func()
	After   func() time.Duration
	Changed <-chan struct{}
}

// Watch watches until ctx ends.
func Watch(ctx context.Context, c Config) {
	stop := listen(ctx, c.Left)
	defer stop()
	for {
		var due <-chan time.Time
		if after := c.After(); after > 0 {
			due = time.After(c.next(ctx, after))
		}
		select {
		case <-ctx.Done():
			return
		case _, ok := <-c.Changed:
			if !ok {
				c.Changed = nil
			}
		case <-due:
		}
	}
}

// cannotTell is when to ask again where this desktop does not say how long
// nobody touched it: it may be starting.
const cannotTell = 5 * time.Minute

// next calls Idle where its time has come, and says when to look again: no
// sooner than it can come next.
func (c Config) next(ctx context.Context, after time.Duration) time.Duration {
	idle, ok := idleFor(ctx)
	switch {
	case !ok:
		return cannotTell
	case idle >= after:
		c.Idle()
		return after
	}
	return max(after-idle, time.Second)
}
