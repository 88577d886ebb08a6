package store

import (
	"context"
	"errors"
	"io/fs"
	"time"
)

// promoting is how long promote waits for the vault's lock, which its caller may
// be holding.
const promoting = time.Second

// promote makes the header's copy, which k opened, the header itself, in place
// of first. Either first is damaged, and then set aside, or the copy is all that
// a process which died had written of a change. Without promotion, records would
// be sealed with a key that the next change of the header forgets.
func (v *Vault) promote(ctx context.Context, r *rooms, k *rootKey, first, copied header) error {
	soon, cancel := context.WithTimeout(ctx, promoting)
	defer cancel()
	unlock, err := v.lockVault(soon, r)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return headerChanging()
	}
	if err != nil {
		return err
	}
	defer unlock()
	now, err := headers(r.root)
	if err != nil {
		return err
	}
	if !now[0].equal(first) {
		return headerChanging()
	}
	if first.copied || !k.signed(first) {
		err := r.root.Rename(headerName, headerName+corrupt(time.Now()))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return notWritten("set the damaged header aside", err)
		}
	}
	if _, err := writeHeader(r.root, copied); err != nil {
		return notWritten("finish a change of what the vault is under", err)
	}
	v.Log.Info("the vault's header was put right from its copy", "file", headerName)
	return nil
}

func headerChanging() *Error {
	return &Error{
		Reason: ReasonBusy, What: "another process is changing the vault",
		Do: "Wait for it to end, and try again.",
	}
}

// signed reports whether h was written by who had k, or a key before it.
func (k *rootKey) signed(h header) bool {
	roots := [][32]byte{k.key}
	for _, e := range k.earlier {
		roots = append(roots, e.key)
	}
	for _, root := range roots {
		if same, ok := h.open(root); ok {
			same.drop()
			return true
		}
	}
	return false
}
