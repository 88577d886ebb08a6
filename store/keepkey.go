package store

import (
	"context"
	"errors"
	"time"
)

// keyringSettles is when a keyring has written what it was given: KWallet takes
// five seconds, and loses it when it ends before.
const keyringSettles = 10 * time.Second

// KeepKey looks, until ctx ends, whether the keyring still has each new key of
// the vault a while after it was put there by whatever process. Where it was
// lost, and this process has the vault open, the vault gets another one. A
// keyring that cannot be asked is left alone.
func (v *Vault) KeepKey(ctx context.Context, ring Keyring) error {
	changes, err := v.Watch(ctx)
	if err != nil {
		return err
	}
	settles := keyringSettles
	if ring.Settles > 0 {
		settles = ring.Settles
	}
	looked := ""
	for range changes { // ends with ctx
		s, fresh := v.freshKey(settles)
		if !fresh || s.Item == looked {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Until(s.Made.Add(time.Second + settles))): // Made is cut to the second
		}
		looked = s.Item
		_, err := ring.get(ctx, s.Item)
		if reason := reasonOf(err); reason != ReasonKeyMissing && reason != ReasonKeyDamaged || !v.Unlocked() {
			continue
		}
		v.Log.Warn("the keyring lost the vault's new key, which is put there again", "reason", reasonOf(err))
		if err := v.Protect(ctx, ring); err != nil && !errors.Is(err, context.Canceled) {
			v.Log.Warn("the vault's key could not be put into the keyring again", "reason", reasonOf(err))
		}
	}
	return nil
}

// freshKey is the vault's slot in the keyring, where that was made just now.
func (v *Vault) freshKey(settles time.Duration) (slot, bool) {
	r, err := v.enter(false)
	if err != nil {
		return slot{}, false
	}
	found, err := r.written()
	if err != nil {
		return slot{}, false
	}
	s := found[0].Slots[0]
	age := time.Since(s.Made)
	return s, s.Kind == slotKeyring && age > -time.Minute && age < settles+time.Minute
}
