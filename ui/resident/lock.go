package resident

import (
	"context"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/local"
)

// Vault is the vault's key. Any process can lock and unlock the vault; each of
// the others notices.
type Vault struct {
	// Lock makes every process forget the key.
	Lock func() error
	// Unlock ends that with the key from where it usually comes. The error is an
	// auth.ErrPassphrase where a person must type.
	Unlock func(ctx context.Context) error
	// Key is the key, to be handed to another process; zero where it is not at hand.
	Key func(ctx context.Context) auth.Secret
	// Take is Unlock with a key that another process handed over.
	Take func(ctx context.Context, key auth.Secret) error
	// Passphrase is given what a person typed for a vault that is yet to be made.
	Passphrase func(passphrase auth.Secret)
}

// lock makes Authfob forget. A renewal under way is still saved.
func (r *resident) lock(ctx context.Context) error {
	err := r.Vault.Lock()
	_ = r.Agent.Load(ctx) // names only, from here on
	r.forget()
	return err
}

// forget takes what a lock must not leave behind: our copy, and those that are
// about to be made.
func (r *resident) forget() {
	r.locks.Add(1)
	r.Clipboard.Clear()
	r.rest() // the memory that held tokens goes back too
}

// followLock does what is to be done when the vault was locked or unlocked,
// by whichever process, until ctx ends.
func (r *resident) followLock(ctx context.Context) {
	was := false
	for {
		changed := r.Agent.Changed()
		locked := r.Agent.Locked()
		switch {
		case locked && !was:
			r.forget()
		case was && !locked:
			r.window.take(r.Vault.Key(ctx))
		}
		was = locked
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// lockAway locks because nobody is there, where it is not locked already.
func (r *resident) lockAway(ctx context.Context) {
	if !r.Agent.Locked() {
		r.told(r.lock(ctx))
	}
}

// toggleLock is the tray's entry. Where a person must type, the window asks.
func (r *resident) toggleLock(ctx context.Context) {
	if !r.Agent.Locked() {
		r.told(r.lock(ctx))
		return
	}
	if r.unlock(ctx, r.Vault.Unlock) != nil {
		_ = r.window.show(ctx, Place{})
	}
}

func (r *resident) unlock(ctx context.Context, how func(context.Context) error) error {
	if err := how(ctx); err != nil {
		return err
	}
	return r.Agent.Load(ctx)
}

// answerUnlock takes the key from the command line, where the person proved to
// have it. It comes sealed: see package ui/local.
func (r *resident) answerUnlock(ctx context.Context, req local.Request) local.Reply {
	if req.Sealed == nil {
		to, err := local.NewReceiver()
		if err != nil {
			return r.refuse(err)
		}
		r.receiver.Store(to)
		return local.Reply{OK: true, SealTo: to.To()}
	}
	to := r.receiver.Swap(nil)
	if to == nil {
		return local.Refuse("the tray did not ask for a key", "Try again.", 1)
	}
	key, err := to.Open(req.Sealed)
	if err == nil {
		err = r.unlock(ctx, func(ctx context.Context) error { return r.Vault.Take(ctx, key) })
	}
	if err != nil {
		return r.refuse(err)
	}
	return local.Reply{OK: true}
}
