package store

import (
	"context"
	"slices"
)

// Either is the keyring, or a passphrase where there is none: a new vault is
// put under the keyring when it works, and a vault that has a passphrase alone
// is opened by it.
type Either struct {
	Keyring    Keyring
	Passphrase Passphrase
}

func (e Either) open(ctx context.Context, h header, g guesses) ([32]byte, error) {
	if kinds := h.kinds(); slices.Contains(kinds, slotPassphrase) && !slices.Contains(kinds, slotKeyring) {
		return e.Passphrase.open(ctx, h, g)
	}
	return e.Keyring.open(ctx, h, g)
}

func (e Either) protect(ctx context.Context) (slot, [32]byte, func(), error) {
	s, kek, undo, err := e.Keyring.protect(ctx)
	if r := reasonOf(err); r == ReasonNoKeyring || r == ReasonNoCollection || r == ReasonKeyringRefuses {
		return e.Passphrase.protect(ctx)
	}
	return s, kek, undo, err
}
