package resident

import (
	"context"
	"errors"

	"github.com/authfob/authfob/auth"
)

// lock locks the vault, for every process.
func (r *resident) lock(ctx context.Context) error {
	r.Clipboard.Clear()
	err := r.Config.Lock()
	_ = r.Agent.Load(ctx) // it tells the surfaces that nothing can be read
	return err
}

// clearWhenLocked takes a copy off the clipboard when the vault is locked,
// whoever did it, until ctx ends. (requirement 62)
func (r *resident) clearWhenLocked(ctx context.Context) {
	before := false
	for {
		changed := r.Agent.Changed()
		_, err := r.Agent.Snapshot()
		if now := errors.Is(err, auth.ErrLocked); now != before {
			before = now
			if now {
				r.Clipboard.Clear()
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}
