package resident

import (
	"context"
	"time"

	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/local"
)

// start begins a task that Run waits for, and whose panic is its own affair.
// (requirement 90)
func (r *resident) start(name string, task func()) {
	r.all.Go(crash.Guard(name, task))
}

// rested is how long renewal rests after a panic of the whole of it.
const rested = 30 * time.Second

// renew follows the vault and renews until ctx ends. What fails in one account
// stays there; should all of it fail, it begins anew.
func (r *resident) renew(ctx context.Context) {
	for ctx.Err() == nil {
		if crash.Task("renewal", func() {
			if err := r.Agent.Run(ctx, true); err != nil {
				r.fail(err)
				r.quit()
			}
		}) {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(rested):
		}
	}
}

// guarded answers a request from the socket, whatever becomes of it.
func (r *resident) guarded(ctx context.Context, req local.Request) local.Reply {
	reply := local.Refuse("Authfob itself failed at this, and wrote a crash file", "Try again. Your accounts are as they were.", 1)
	crash.Task("socket request", func() { reply = r.answer(ctx, req) })
	return reply
}
