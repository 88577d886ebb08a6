package store

import (
	"errors"
	"time"
)

// Description is what can be said of a vault without its key. Times are in
// UTC, and zero where they are not known or there is nothing to tell.
type Description struct {
	Exists   bool
	Accounts int
	// Way is what the vault is under: "keyring", "passphrase" or "keyfile".
	Way string
	// Since is when it was put under that, CodeSince when its recovery code was
	// made.
	Since, CodeSince time.Time
	Code             bool // there is a recovery code
	// Resealing says that a rotation is not finished: Reseal goes on.
	Resealing   bool
	LockedSince time.Time // by Lock
}

// Describe reads the header. It touches neither the keyring nor a secret.
func (v *Vault) Describe() (Description, error) {
	r, err := v.enter(false)
	if errors.Is(err, errNoHeader) {
		return Description{}, nil
	}
	if err != nil {
		return Description{}, err
	}
	ids, err := r.ids()
	if err != nil {
		return Description{}, err
	}
	d := Description{Accounts: len(ids), LockedSince: r.lockedSince()}
	found, err := r.written()
	if errors.Is(err, errNoHeader) {
		return d, nil
	}
	d.Exists = true
	if err != nil {
		return d, err
	}
	h := found[0]
	d.Way, d.Since, d.Resealing = string(h.Slots[0].Kind), h.Slots[0].Made, len(h.Earlier) > 0
	for _, s := range h.of(slotRecovery) {
		d.Code, d.CodeSince = true, s.Made
	}
	return d, nil
}
