package store

import (
	"context"
	"crypto/rand"
	"runtime/debug"

	"golang.org/x/crypto/argon2"

	"github.com/authfob/authfob/auth"
)

// Passphrase asks a person, or a file, for the vault's passphrase.
type Passphrase struct {
	// Ask is called once for each attempt; create says that the passphrase is a
	// new one, so that a person is asked twice.
	Ask func(ctx context.Context, create bool) (auth.Secret, error)

	cost *argon // of a new passphrase; nil for newArgon's
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

func (p Passphrase) open(ctx context.Context, h header, g guesses) (root [32]byte, err error) {
	slots := h.of(slotPassphrase)
	if len(slots) == 0 {
		return root, otherKey(h)
	}
	pass, err := p.ask(ctx, false)
	if err != nil {
		return root, err
	}
	return g.try(ctx, func() ([32]byte, error) {
		for _, s := range slots {
			if s.Argon == nil {
				continue
			}
			if root, err := unwrap(s.Argon.key(pass), s.Wrapped, s.what(h.Vault)); err == nil {
				return root, nil
			}
		}
		return [32]byte{}, &Error{
			Reason: ReasonWrongPassphrase, What: "this is not the vault's passphrase",
			Do: "Check the keyboard layout and capital letters, and try again.",
		}
	})
}

func (p Passphrase) protect(ctx context.Context) (slot, [32]byte, func(), error) {
	pass, err := p.ask(ctx, true)
	if err != nil {
		return slot{}, [32]byte{}, nil, err
	}
	a := newArgon()
	if p.cost != nil {
		a.Time, a.Memory, a.Threads = p.cost.Time, p.cost.Memory, p.cost.Threads
	}
	return slot{Kind: slotPassphrase, Argon: a}, a.key(pass), func() {}, nil
}

func (p Passphrase) ask(ctx context.Context, create bool) (auth.Secret, error) {
	if err := ctx.Err(); err != nil {
		return auth.Secret{}, err
	}
	pass, err := p.Ask(ctx, create)
	if err == nil && pass.IsZero() {
		err = &Error{
			Reason: ReasonWrongPassphrase, What: "the passphrase is empty",
			Do: "Give a passphrase of some words.",
		}
	}
	return pass, err
}
