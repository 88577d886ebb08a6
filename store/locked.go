package store

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"github.com/authfob/authfob/auth"
)

// lockedName is a file beside the header that locks the vault in every
// process: whoever finds it forgets the key and answers ReasonLocked, whatever
// else would give the key. Unlock, which needs the key, takes it away; a
// restart does not. It is a promise between the processes of Authfob, not a
// seal: the records are as well encrypted without it.
const lockedName = "locked"

func (r *rooms) isLocked() bool { return !r.lockedSince().IsZero() }

func (r *rooms) lockedSince() time.Time {
	info, err := r.root.Lstat(lockedName)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime().UTC().Truncate(time.Second)
}

// Lock forgets the key, here and in every process that uses this vault, until
// Unlock in one of them. Changes under way are still saved. The error says that
// the other processes could not be told; here it is locked all the same.
func (v *Vault) Lock() error {
	_ = v.Close()
	r, err := v.enter(true)
	if err != nil {
		return err
	}
	f, err := newFile(r.root, lockedName)
	if err == nil {
		err = errors.Join(f.Sync(), f.Close(), syncDir(r.root))
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return notWritten("lock the vault", err)
	}
	v.unlocked() // from here on the file says so
	return nil
}

// Close forgets the key in this process alone; later calls answer
// auth.ErrLocked. Changes under way are still saved.
func (v *Vault) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.locked = true
	v.forget()
	return nil
}

// forget drops the key. The caller holds the mutex.
func (v *Vault) forget() {
	if v.key != nil {
		v.key.drop()
		v.key = nil
	}
}

// Unlock ends Lock, with the key from the vault's own source. Nil says that the
// vault can be opened; where there is no vault yet, it always can.
func (v *Vault) Unlock(ctx context.Context) error { return v.UnlockWith(ctx, v.source) }

// UnlockWith is Unlock with a key from elsewhere: Recovery, say. It does not
// wait for a keyring that is being asked already, and ends that.
func (v *Vault) UnlockWith(ctx context.Context, source KeySource) error {
	r, err := v.enter(false)
	if errors.Is(err, errNoHeader) {
		v.unlocked()
		return nil
	}
	if err != nil {
		return err
	}
	stamp := headerStamp(r)
	found, err := r.written()
	if errors.Is(err, errNoHeader) {
		v.unlocked()
		return v.unmark(r)
	}
	if err != nil {
		return err
	}
	k, err := v.askKey(ctx, r, source, found)
	if err != nil {
		return err
	}
	if err := v.unmark(r); err != nil {
		k.drop()
		return err
	}
	v.unlocked()
	if err := v.keep(r, k, stamp); err != nil {
		return err
	}
	k.release()
	return nil
}

func (v *Vault) unlocked() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.locked = false
}

func (v *Vault) unmark(r *rooms) error {
	if err := removeIfThere(r.root, lockedName); err != nil {
		return notWritten("unlock the vault", err)
	}
	return nil
}

// Unlocked reports whether the key is at hand, so that nobody needs asking.
func (v *Vault) Unlocked() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.key != nil
}

// errLocked is an auth.ErrPassphrase where that is what unlocks the vault.
func (r *rooms) errLocked() *Error {
	e := &Error{Reason: ReasonLocked, What: "Authfob is locked", Do: "Unlock it with authfob unlock or in its window, and try again."}
	if found, err := headers(r.root); err == nil && found[0].Slots[0].Kind == slotPassphrase {
		e.cause = auth.ErrPassphrase
	}
	return e
}
