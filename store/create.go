package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
)

// ready is hold for a change that may be the vault's first: where there is no
// vault yet, it makes one.
func (v *Vault) ready(ctx context.Context) (*rooms, *rootKey, error) {
	r, k, err := v.hold(ctx)
	if !errors.Is(err, errNoHeader) {
		return r, k, err
	}
	if err := v.create(ctx); err != nil {
		return nil, nil, err
	}
	return v.hold(ctx)
}

// create makes the vault, unless another process did in the meantime. The
// source is asked before the lock is taken: it may be showing a prompt.
func (v *Vault) create(ctx context.Context) error {
	select {
	case v.opening <- struct{}{}:
		defer func() { <-v.opening }()
	case <-ctx.Done():
		return ctx.Err()
	}
	r, err := v.enter(true)
	if err != nil {
		return err
	}
	if k, err := v.held(r); k != nil {
		k.release() // another goroutine was first
		return nil
	} else if err != nil {
		return err
	}
	if _, err := headers(r.root); !errors.Is(err, errNoHeader) {
		return err // nil: another goroutine was first
	}
	s, kek, undo, err := v.source.protect(ctx)
	if err != nil {
		return err
	}
	defer clear(kek[:])
	made, err := v.firstHeader(ctx, r, s, kek)
	if !made {
		undo()
	}
	return err
}

// firstHeader writes the header of a new vault; false says that it did not.
func (v *Vault) firstHeader(ctx context.Context, r *rooms, s slot, kek [32]byte) (bool, error) {
	unlock, err := v.lockVault(ctx, r)
	if err != nil {
		return false, err
	}
	defer unlock()
	if _, err := headers(r.root); !errors.Is(err, errNoHeader) {
		return false, err
	}
	if r.hasRecords() {
		return false, headerMissing()
	}
	var id [16]byte
	_, _ = rand.Read(id[:]) // crypto/rand never fails (Go 1.24)
	h := header{Format: headerFormat, Vault: hex.EncodeToString(id[:])}
	root := newKey()
	defer clear(root[:])
	h.add(s, kek, root)
	h.sign(root)
	inForce, err := writeHeader(r.root, h)
	if !inForce && err != nil {
		_ = r.root.Remove(headerName + ".bak") // nobody has its key
		return false, notWritten("make the vault", err)
	}
	k, _ := h.open(root)
	if e := v.keep(r, k, headerStamp(r)); e != nil { // so that the source is not asked again
		return true, e
	}
	k.release()
	if err != nil {
		return true, notWritten("make the vault", err)
	}
	return true, nil
}

func notWritten(doing string, err error) *Error {
	e := &Error{
		Reason: ReasonNoSpace, What: "could not " + doing + ": " + diskWord(err),
		Do: "Make room there and try again. Nothing was lost.", cause: err,
	}
	if unwritable(err) {
		e.Do = "Make it writable, or name another place with --home DIR. Nothing was lost."
	}
	return e
}
