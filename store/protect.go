package store

import (
	"context"
	"errors"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/store/keyring"
)

// What a vault is under can be changed while it is in use, by any process:
//
//	Protect          another way of protection, or the same with a new key: a
//	                 passphrase is changed, the keyring's key replaced, a vault
//	                 moved from one to the other
//	SetRecoveryCode  a code that opens it when that way is lost
//	Rotate           a new root key, and every record sealed anew
//
// Other processes go on with the key that they have, or notice and fetch the
// new one. A crash at any moment leaves a vault that the old or the new way opens.

// Protect puts the vault under to, in place of what it is under now. The
// recovery code stays as it is. It needs an unlocked vault.
func (v *Vault) Protect(ctx context.Context, to KeySource) error {
	s, kek, undo, err := v.newSlot(ctx, to)
	if err != nil {
		return err
	}
	defer clear(kek[:])
	gone, err := v.rewrite(ctx, undo, func(h *header, root *[32]byte) error {
		code := h.of(slotRecovery)
		h.Slots = nil
		h.add(s, kek, *root)
		h.Slots = append(h.Slots, code...)
		return nil
	})
	if err != nil {
		return err
	}
	forgetItems(ctx, gone)
	return nil
}

// SetRecoveryCode makes code, of NewRecoveryCode, the vault's recovery code.
// The one before it opens nothing any more.
func (v *Vault) SetRecoveryCode(ctx context.Context, code auth.Secret) error {
	kek, err := codeKey(code)
	if err != nil {
		return err
	}
	defer clear(kek[:])
	_, err = v.rewrite(ctx, func() {}, func(h *header, root *[32]byte) error {
		h.removeRecovery()
		h.add(slot{Kind: slotRecovery}, kek, *root)
		return nil
	})
	return err
}

// RemoveRecoveryCode leaves the vault to its one way of protection.
func (v *Vault) RemoveRecoveryCode(ctx context.Context) error {
	_, err := v.rewrite(ctx, func() {}, func(h *header, _ *[32]byte) error {
		h.removeRecovery()
		return nil
	})
	return err
}

// newSlot asks for what the vault is to be under: before any lock is taken,
// because a person may have to type. Only an unlocked vault is asked for.
func (v *Vault) newSlot(ctx context.Context, to KeySource) (slot, [32]byte, func(), error) {
	_, k, err := v.hold(ctx)
	if err != nil {
		return slot{}, [32]byte{}, nil, noVault(err)
	}
	k.release()
	return to.protect(ctx)
}

// rewrite changes the header under the vault's lock, as it is then. fn may put
// another root key in the place of root. The slots that the change removed are
// returned. undo is called where the header stayed as it was.
func (v *Vault) rewrite(ctx context.Context, undo func(), fn func(h *header, root *[32]byte) error) (gone []slot, err error) {
	changed := false
	defer func() {
		if !changed {
			undo()
		}
	}()
	r, k, err := v.hold(ctx)
	if err != nil {
		return nil, noVault(err)
	}
	k.release()
	unlock, err := v.lockVault(ctx, r)
	if err != nil {
		return nil, err
	}
	defer unlock()
	r, k, err = v.hold(ctx) // the header may have changed while we waited
	if err != nil {
		return nil, noVault(err)
	}
	defer k.release()
	h, err := r.headerOf(k)
	if err != nil {
		return nil, err
	}
	h.Seq = max(h.Seq, r.marked(k, headerMark)) // above that of every version before
	before, root := h.Slots, k.key
	defer clear(root[:])
	if err := fn(&h, &root); err != nil {
		return nil, err
	}
	h.sign(root)
	if changed, err = writeHeader(r.root, h); err != nil && !changed {
		return nil, notWritten("change what the vault is under", err)
	}
	next, _ := h.open(root)
	if err == nil {
		r.mark(next, headerMark, h.Seq)
	}
	if e := v.keep(r, next, headerStamp(r)); e == nil {
		next.release()
	}
	if err != nil { // in force, but perhaps not after a crash
		return nil, notWritten("change what the vault is under", err)
	}
	return removed(before, h.Slots), nil
}

// headerOf is the header that k signed: vault.json, or its copy.
func (r *rooms) headerOf(k *rootKey) (header, error) {
	found, err := r.written()
	if err != nil {
		return header{}, err
	}
	for _, h := range found {
		if same, ok := h.open(k.key); ok {
			same.drop()
			return h, nil
		}
	}
	return header{}, headerDamaged("it was changed by somebody without the key")
}

func removed(before, after []slot) (gone []slot) {
	still := map[string]bool{}
	for _, s := range after {
		still[s.ID] = true
	}
	for _, s := range before {
		if !still[s.ID] {
			gone = append(gone, s)
		}
	}
	return gone
}

// forgetItems removes the keyring's items of slots that are no more. One that
// stays behind opens nothing.
func forgetItems(ctx context.Context, gone []slot) {
	for _, s := range gone {
		if s.Kind != slotKeyring {
			continue
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keyringTimeout)
		_ = keyring.Delete(ctx, s.Item)
		cancel()
	}
}

// noVault says what is missing where there is no vault yet.
func noVault(err error) error {
	if errors.Is(err, errNoHeader) {
		return &Error{Reason: ReasonNoVault, What: "there is no vault yet", Do: "It is made with the first account."}
	}
	return err
}
