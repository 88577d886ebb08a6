package store

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"slices"

	"github.com/authfob/authfob/auth"
)

// Rotate gives the vault a new root key, for when the old one may have been
// seen. The vault is under to from then on. Where it has a recovery code, code,
// of NewRecoveryCode, takes its place; without one the vault has none any more.
// Reseal should follow.
func (v *Vault) Rotate(ctx context.Context, to KeySource, code auth.Secret) error {
	var codeKEK [32]byte
	if !code.IsZero() {
		var err error
		if codeKEK, err = codeKey(code); err != nil {
			return err
		}
		defer clear(codeKEK[:])
	}
	s, kek, undo, err := v.newSlot(ctx, to)
	if err != nil {
		return err
	}
	defer clear(kek[:])
	gone, err := v.rewrite(ctx, undo, func(h *header, root *[32]byte) error {
		hadCode := len(h.of(slotRecovery)) > 0
		if err := h.renew(root); err != nil {
			return err
		}
		h.Slots = nil
		h.add(s, kek, *root)
		if hadCode && !code.IsZero() {
			h.add(slot{Kind: slotRecovery}, codeKEK, *root)
		}
		return nil
	})
	if err != nil {
		return err
	}
	forgetItems(ctx, gone)
	return nil
}

// renew puts a new key in the place of root, which becomes the last of the
// earlier ones, and wraps all of these by it.
func (h *header) renew(root *[32]byte) error {
	k, ok := h.open(*root)
	if !ok {
		return headerDamaged("its earlier keys do not open")
	}
	defer k.drop()
	next := newKey()
	h.Earlier = nil
	for _, s := range slices.Concat(k.earlier, []sealKey{k.sealKey}) {
		e := earlierKey{ID: hex.EncodeToString(s.kid[:])}
		e.Wrapped = wrap(next, s.key, e.what(h.Vault))
		h.Earlier = append(h.Earlier, e)
	}
	*root = next
	return nil
}

// Reseal seals with the root key what an earlier one sealed, account by
// account, and then forgets the earlier ones. Where there is nothing to do it
// does nothing.
func (v *Vault) Reseal(ctx context.Context) error {
	for {
		err := v.resealAll(ctx)
		if !errors.Is(err, errKeyChanged) {
			return err
		}
	}
}

// resealAll is one pass of Reseal; errKeyChanged where another rotation began
// meanwhile.
func (v *Vault) resealAll(ctx context.Context) error {
	r, k, err := v.hold(ctx)
	if errors.Is(err, errNoHeader) {
		return nil
	}
	if err != nil {
		return err
	}
	kid, pending := k.kid, len(k.earlier) > 0
	k.release()
	if !pending {
		return nil
	}
	ids, err := r.ids()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := v.underLock(ctx, id, (*tx).reseal); err != nil && !errors.Is(err, auth.ErrNotFound) {
			return err
		}
	}
	_, err = v.rewrite(ctx, func() {}, func(h *header, root *[32]byte) error {
		if newSealKey(*root).kid != kid {
			return errKeyChanged
		}
		if err := r.noneUnder(h.Earlier); err != nil {
			return err
		}
		h.Earlier = nil
		return nil
	})
	return err
}

// reseal writes the account's record as it is, with the key in use.
func (t *tx) reseal() error {
	file, err := t.rooms.file(t.id)
	if err != nil {
		return nil // as with damage below
	}
	if p, err := split(file); err == nil && bytes.Equal(p.kid, t.key.kid[:]) {
		return nil
	}
	rec, err := t.rooms.read(t.key, t.id)
	if reasonOf(err) == ReasonRecordDamaged {
		return nil // the others come first; noneUnder tells
	}
	if err != nil {
		return err
	}
	t.rec = rec
	if rec.Older { // what is known of it goes with the key that it is marked by
		rec.Gen = t.next()
	}
	data, err := encodeRecord(t.key, rec)
	if err == nil {
		err = replaceFile(t.rooms.acct, recordFile(t.id), data)
	}
	if err != nil {
		return notWritten("seal the account anew", err)
	}
	t.rooms.mark(t.key, string(t.id), rec.Gen)
	return nil
}

// noneUnder fails for a record that needs one of keys, or may need it: those
// must be kept for it then.
func (r *rooms) noneUnder(keys []earlierKey) error {
	ids, err := r.ids()
	if err != nil {
		return err
	}
	for _, id := range ids {
		file, err := r.file(id)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return damaged(id, err)
		}
		p, err := split(file)
		if errors.Is(err, errNewRecord) {
			return newerFormat(recordFile(id))
		}
		kid := hex.EncodeToString(p.kid)
		if slices.ContainsFunc(keys, func(e earlierKey) bool { return e.ID == kid }) {
			return damaged(id, errForged)
		}
	}
	return nil
}
