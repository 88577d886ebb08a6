package store

import (
	"context"
	"sync"

	"github.com/authfob/authfob/auth"
)

// Handed is the key that Vault.RootKey of another process handed over, through
// an inherited pipe. It opens a vault once and is then forgotten, so that a
// vault that is locked stays so; after that, and for all else, Then is asked.
type Handed struct {
	then KeySource
	mu   sync.Mutex // guards key
	key  auth.Secret
}

// NewHanded returns the source that gives key first; then may be nil.
func NewHanded(key auth.Secret, then KeySource) *Handed { return &Handed{then: then, key: key} }

// Give hands over a key once more.
func (s *Handed) Give(key auth.Secret) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key = key
}

func (s *Handed) take() (key auth.Secret) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, s.key = s.key, auth.Secret{}
	return key
}

func (s *Handed) open(ctx context.Context, h header, g guesses) ([32]byte, error) {
	root, err := handedKey(s.take())
	if err == nil {
		if k, ok := h.open(root); ok {
			k.drop()
			return root, nil
		}
		clear(root[:])
	}
	if s.then != nil {
		return s.then.open(ctx, h, g)
	}
	return root, &Error{
		Reason: ReasonKeyDamaged, What: "the key that was handed over does not open the vault",
		Do: "Quit Authfob and start it again.",
	}
}

func (s *Handed) protect(ctx context.Context) (slot, [32]byte, func(), error) {
	if s.then != nil {
		return s.then.protect(ctx)
	}
	return slot{}, [32]byte{}, nil, &Error{
		Reason: ReasonNoVault, What: "a key was handed over, but there is no vault",
		Do: "Quit Authfob and start it again.",
	}
}
