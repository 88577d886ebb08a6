package wire

import (
	"context"
	"sync"

	"github.com/authfob/authfob/auth"
)

// typedPassphrase is the passphrase that a person types into the window. Until
// then the vault is locked.
type typedPassphrase struct {
	mu     sync.Mutex // guards secret
	secret auth.Secret
}

func (t *typedPassphrase) set(s auth.Secret) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.secret = s
}

// ask gives what was typed, once: a wrong one is not tried again.
func (t *typedPassphrase) ask(_ context.Context, create bool) (auth.Secret, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.secret.IsZero() {
		return t.secret, &passphraseNeeded{create}
	}
	s := t.secret
	t.secret = auth.Secret{}
	return s, nil
}

// passphraseNeeded says that a person must type the passphrase first.
type passphraseNeeded struct{ create bool }

// Error implements error.
func (e *passphraseNeeded) Error() string {
	if e.create {
		return "there is no keyring on this system"
	}
	return "the vault is under a passphrase"
}

// Hint says what to do next.
func (e *passphraseNeeded) Hint() string {
	if e.create {
		return "Protect your accounts with a passphrase: type one in the window, or use --passphrase-file FILE"
	}
	return "Type it in the window, or use --passphrase-file FILE"
}

// Unwrap makes it a vault that a person can unlock.
func (e *passphraseNeeded) Unwrap() error { return auth.ErrPassphrase }
