//go:build !nogui

package wire

import (
	"context"
	"errors"
	"runtime/debug"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/resident"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window"
)

// windowKeys is the window's part in the vault's key: it gets the key from its
// resident, or from the person, and then tells the resident.
type windowKeys struct {
	parts
	typed  *typedPassphrase
	handed *store.Handed
	pipe   *resident.Pipe // nil for a window without a resident
	waits  chan bool      // whether a keyring keeps the person waiting; holds the latest word
}

// waiting tells the window.
func (k windowKeys) waiting(yes bool) {
	for {
		select {
		case k.waits <- yes:
			return
		case <-k.waits:
		}
	}
}

// follow brings the resident's requests to the window, and what it has not saved
// yet, and ends the window with its resident. One that is lost is told by lost,
// which may be nil: what a person is at in the window stays.
func (k windowKeys) follow(ctx context.Context, show chan<- window.ShowRequest, unsaved chan int, lost chan<- struct{}, quit func()) {
	k.pipe.Unsaved = func(n int) {
		select {
		case <-unsaved: // nobody took it, and it is old
		default:
		}
		unsaved <- n
	}
	for {
		at, key, err := k.pipe.Next()
		switch {
		case errors.Is(err, resident.ErrLost) && lost != nil:
			close(lost)
			return
		case err != nil:
			quit()
			return
		case !key.IsZero():
			k.handed.Give(key)
			_ = k.agent.Load(ctx) // Snapshot tells
			continue
		}
		select {
		case show <- window.ShowRequest{Account: auth.AccountID(at.Account), Settings: at.Settings}:
		default: // one is waiting already
		}
	}
}

// unlock opens the vault with a typed passphrase, or keeps it for the vault
// that the first account makes.
func (k windowKeys) unlock(ctx context.Context, pass auth.Secret) error {
	k.typed.set(pass)
	return k.unlocked(ctx, pass, k.vault.Unlock(ctx))
}

// unlocked tells the resident, and reads the vault anew. A resident that is
// gone takes the window with it.
func (k windowKeys) unlocked(ctx context.Context, pass auth.Secret, err error) error {
	if err != nil {
		return err
	}
	if k.pipe != nil {
		if key := handOver(ctx, k.vault); !key.IsZero() {
			_ = k.pipe.Unlocked(key)
		} else if !pass.IsZero() {
			_ = k.pipe.Typed(pass)
		}
	}
	return k.agent.Load(ctx)
}

// control is the vault in the window's hands.
func (k windowKeys) control(c vault.Control) *vault.Control {
	lock, unlock, recover, rotate, startOver := c.Lock, c.Unlock, c.Recover, c.Rotate, c.StartOver
	c.Lock = func(ctx context.Context) error {
		err := lock(ctx)
		_ = k.agent.Load(ctx)
		debug.FreeOSMemory() // what held tokens goes back
		return err
	}
	c.Unlock = func(ctx context.Context) error { return k.unlocked(ctx, auth.Secret{}, unlock(ctx)) }
	c.Recover = func(ctx context.Context, code auth.Secret) error {
		return k.unlocked(ctx, auth.Secret{}, recover(ctx, code))
	}
	c.Rotate = func(ctx context.Context, pass, code auth.Secret) error {
		return k.unlocked(ctx, auth.Secret{}, rotate(ctx, pass, code))
	}
	c.StartOver = func(ctx context.Context) (string, error) {
		aside, err := startOver(ctx)
		_ = k.agent.Load(ctx)
		return aside, err
	}
	return &c
}
