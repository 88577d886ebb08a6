package store

import (
	"context"
	"crypto/rand"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/crypto/argon2"

	"github.com/authfob/authfob/auth"
)

// Passphrase asks a person, or a file, for the vault's passphrase.
type Passphrase struct {
	// Ask is called once for each attempt; create says that there is no vault
	// yet, so that a person is asked twice.
	Ask func(ctx context.Context, create bool) (auth.Secret, error)

	// wait holds back attempts after wrong ones.
	wait *wrongAttempts
}

// NewPassphrase returns the source that asks ask.
func NewPassphrase(ask func(ctx context.Context, create bool) (auth.Secret, error)) Passphrase {
	return Passphrase{Ask: ask, wait: &wrongAttempts{}}
}

// argon are the parameters of argon2id. (RFC 9106)
type argon struct {
	Salt    []byte `json:"salt"`
	Time    uint32 `json:"time"`
	Memory  uint32 `json:"memory"` // KiB
	Threads uint8  `json:"threads"`
}

// newArgon takes about 0.2 s. RFC 9106 section 4 names these values as its
// second choice, for where memory is scarce.
func newArgon() *argon {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // crypto/rand never fails (Go 1.24)
	return &argon{Salt: salt, Time: 3, Memory: 64 << 10, Threads: 4}
}

// sane bounds what a changed header can make this process spend.
func (a *argon) sane() bool {
	return len(a.Salt) >= 8 && a.Time >= 1 && a.Time <= 32 && a.Threads >= 1 && a.Memory >= 8<<10 && a.Memory <= 1<<20
}

func (a *argon) key(passphrase auth.Secret) (key [32]byte) {
	text := passphraseBytes(passphrase)
	defer clear(text)
	copy(key[:], argon2.IDKey(text, a.Salt, a.Time, a.Memory, a.Threads, 32))
	debug.FreeOSMemory() // 64 MiB that are not needed again, in a process that stays for days
	return key
}

func (p Passphrase) open(ctx context.Context, h header) (root [32]byte, err error) {
	asked := false
	var pass auth.Secret
	for _, s := range h.Slots {
		if s.Kind != slotPassphrase || s.Argon == nil {
			continue
		}
		if !asked {
			if err := p.wait.pass(ctx); err != nil {
				return root, err
			}
			if pass, err = p.ask(ctx, false); err != nil {
				return root, err
			}
			asked = true
		}
		if root, err = unwrap(s.Argon.key(pass), s.Wrapped, s.what(h.Vault)); err == nil {
			p.wait.right()
			return root, nil
		}
	}
	if !asked {
		return root, otherKey(h)
	}
	p.wait.wrong()
	return root, &Error{
		Reason: ReasonWrongPassphrase, What: "this is not the vault's passphrase",
		Do: "Check the keyboard layout and capital letters, and try again.",
	}
}

func (p Passphrase) protect(ctx context.Context) (slot, [32]byte, func(), error) {
	pass, err := p.ask(ctx, true)
	if err != nil {
		return slot{}, [32]byte{}, nil, err
	}
	a := newArgon()
	return slot{Kind: slotPassphrase, Argon: a}, a.key(pass), func() {}, nil
}

func (p Passphrase) ask(ctx context.Context, create bool) (auth.Secret, error) {
	pass, err := p.Ask(ctx, create)
	if err == nil && pass.IsZero() {
		err = &Error{
			Reason: ReasonWrongPassphrase, What: "the passphrase is empty",
			Do: "Give a passphrase of some words.",
		}
	}
	return pass, err
}

// wrongAttempts makes guessing slow: each wrong passphrase doubles the wait for
// the next attempt, from 0.5 s to 10 s. (requirement 62)
type wrongAttempts struct {
	mu    sync.Mutex // guards the rest
	count int
	until time.Time
}

const maxWrongWait = 10 * time.Second

func (w *wrongAttempts) wrong() {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.until = time.Now().Add(min(maxWrongWait, 500*time.Millisecond<<min(w.count, 10)))
	w.count++
}

func (w *wrongAttempts) right() {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.count, w.until = 0, time.Time{}
}

// pass waits until the next attempt is allowed.
func (w *wrongAttempts) pass(ctx context.Context) error {
	if w == nil {
		return nil
	}
	w.mu.Lock()
	wait := time.Until(w.until)
	w.mu.Unlock()
	if wait <= 0 {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}
