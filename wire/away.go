package wire

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/authfob/authfob/away"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/settings"
)

// watchAway calls lock when the person left, as the settings in dir say at that
// moment. (requirement 62)
func watchAway(dir string) func(ctx context.Context, lock func()) {
	return func(ctx context.Context, lock func()) {
		var chosen atomic.Pointer[settings.Settings]
		keep := func(s settings.Settings) { chosen.Store(&s) }
		keep(settings.Load(dir))
		changed := make(chan struct{}, 1)
		if follow, err := settings.Follow(ctx, dir); err == nil { // else they are those of the start
			go crash.Guard("settings", func() { // ends with ctx, which closes follow
				defer close(changed)
				for s := range follow {
					keep(s)
					select {
					case changed <- struct{}{}:
					default: // one is waiting already
					}
				}
			})()
		}
		away.Watch(ctx, away.Config{
			Left: func() {
				if chosen.Load().LockWithScreen {
					lock()
				}
			},
			Idle: lock, After: func() time.Duration { return chosen.Load().LockAfter.Duration() }, Changed: changed,
		})
	}
}
