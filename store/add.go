package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// Add implements auth.Vault. Where there is no vault yet, it makes one.
func (v *Vault) Add(ctx context.Context, rec auth.Record) error {
	id := rec.Account.ID
	if !id.Valid() {
		return fmt.Errorf("%q is no account id", id)
	}
	r, k, err := v.ready(ctx)
	if err != nil {
		return err
	}
	k.release()
	unlock, err := v.lockVault(ctx, r)
	if err != nil {
		return err
	}
	defer unlock()
	r, k, err = v.hold(ctx) // not the key from before the wait: it may have been changed
	if err != nil {
		return err
	}
	defer k.release()
	if err := v.free(ctx, r, rec.Account.Name, id); err != nil {
		return err
	}
	if _, err := r.acct.Lstat(recordFile(id)); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("account %s is there already", id)
	}
	v.sweepOnce(r)
	rec.Gen = 1
	file, err := encodeRecord(k, rec)
	if err != nil {
		return notWritten("add the account", err)
	}
	if err := replaceFile(r.acct, recordFile(id), file); err != nil {
		_ = remove(r.acct, recordFile(id)) // its rename may be what was not durable
		return notWritten("add the account", err)
	}
	if r.setIndex(rec.Account.Name, id) == nil {
		v.setIndexed(id, true)
	}
	return nil
}

// sweepOnce removes, once in a process, what an Add that died left behind: a
// temp file whose account never came to be. The caller holds the vault's lock.
func (v *Vault) sweepOnce(r *rooms) {
	v.mu.Lock()
	swept := r.swept
	r.swept = true
	v.mu.Unlock()
	if swept {
		return
	}
	names, err := files(r.acct)
	if err != nil {
		return
	}
	for _, name := range names {
		record, ok := strings.CutPrefix(name, tempName(""))
		if _, valid := recordID(record); !ok || !valid {
			continue
		}
		if _, err := r.acct.Lstat(record); errors.Is(err, fs.ErrNotExist) {
			_ = removeIfThere(r.acct, name)
		}
	}
}

// Delete implements auth.Vault. A damaged record is set aside under another
// name and fn, which would have nothing to work with, is not called.
func (v *Vault) Delete(ctx context.Context, id auth.AccountID, fn func(context.Context, auth.Record)) error {
	return v.underLock(ctx, id, func(t *tx) error {
		rec, err := t.rooms.read(t.key, id)
		var e *Error
		broken := errors.As(err, &e) && e.Reason == ReasonRecordDamaged
		if err != nil && !broken {
			return err
		}
		name := rec.Account.Name
		if broken {
			if p, err := t.rooms.public(id); err == nil {
				name = p.Name
			}
		} else if fn != nil {
			fn(ctx, rec)
		}
		// Once the server was told, the rest is done whatever ctx says.
		unlock, err := v.lockVault(context.WithoutCancel(ctx), t.rooms)
		if err != nil {
			return err
		}
		defer unlock()
		return v.remove(t.rooms, id, name, broken)
	})
}

// remove takes an account away durably, with the account's and the vault's
// locks held.
func (v *Vault) remove(r *rooms, id auth.AccountID, name string, keep bool) error {
	var err error
	if keep {
		aside := recordFile(id) + corrupt(time.Now())
		err = patiently(func() error { return r.acct.Rename(recordFile(id), aside) })
	} else {
		err = removeIfThere(r.acct, recordFile(id))
	}
	if err == nil {
		err = syncDir(r.acct)
	}
	if err != nil {
		return notWritten("remove the account", err)
	}
	r.unsetIndex(name, id)
	v.setIndexed(id, false)
	_ = removeIfThere(r.lock, intentFile(id))
	r.dropMark(id)
	_ = remove(r.lock, lockFile(id)) // who waits for it sees that it is another file
	return nil
}

// corruptMark is in the name of all that was set aside.
const corruptMark = ".corrupt-"

// corrupt is the ending of what is set aside. (requirement 57)
func corrupt(at time.Time) string { return corruptMark + at.UTC().Format("20060102T150405.000000000Z") }
