package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"github.com/authfob/authfob/store/keyring"
)

// Keyring is the keyring of the operating system.
type Keyring struct {
	// Timeout bounds a call, which may be showing a prompt; 0 means 5 s.
	// Surfaces where a person sits give it minutes.
	Timeout time.Duration
	// Waiting is told true once a call takes longer than 3 s: a prompt may be
	// open. When such a call ends, it is told false. It may be nil, and is called
	// from other goroutines.
	Waiting func(yes bool)
	// Settles is for KeepKey: how long the keyring may take to write what it was
	// given; 0 means 10 s.
	Settles time.Duration
}

const (
	keyringTimeout = 5 * time.Second // requirement 53
	keyringWaiting = 3 * time.Second
)

func (k Keyring) open(ctx context.Context, h header, _ guesses) (root [32]byte, err error) {
	var last error
	for _, s := range h.Slots {
		if s.Kind != slotKeyring {
			continue
		}
		kek, err := k.get(ctx, s.Item)
		if err != nil {
			last = unopened(err)
			continue
		}
		if root, err = unwrap(kek, s.Wrapped, s.what(h.Vault)); err == nil {
			return root, nil
		}
		last = keyringError(keyring.ErrDamaged)
	}
	if last == nil {
		last = otherKey(h)
	}
	return root, last
}

func (k Keyring) protect(ctx context.Context) (slot, [32]byte, func(), error) {
	var random [8]byte
	_, _ = rand.Read(random[:]) // crypto/rand never fails (Go 1.24)
	s := slot{Kind: slotKeyring, Item: "vault-kek." + hex.EncodeToString(random[:])}
	kek := newKey()
	call, done := k.bounded(ctx)
	defer done()
	undo := func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keyringTimeout)
		defer cancel()
		_ = keyring.Delete(ctx, s.Item) // a spare item harms nobody
	}
	if err := keyring.Set(call, s.Item, kek); err != nil {
		return slot{}, kek, nil, keyringError(err)
	}
	return s, kek, undo, nil
}

func (k Keyring) get(ctx context.Context, item string) ([32]byte, error) {
	ctx, done := k.bounded(ctx)
	defer done()
	kek, err := keyring.Get(ctx, item)
	return kek, keyringError(err)
}

// unopened changes the advice of keyringErrors for a vault that exists: its key
// is in a keyring already, and a passphrase does not bring it back.
func unopened(err error) error {
	var e *Error
	if errors.As(err, &e) && strings.Contains(e.Do, usePassphrase) {
		e.Do = "The vault's key is in the keyring of your desktop session. Start Authfob there; your accounts are safe."
	}
	return err
}

// bounded gives a call its deadline, and arms the timer that tells of waiting;
// done stops both.
func (k Keyring) bounded(ctx context.Context) (_ context.Context, done func()) {
	timeout := k.Timeout
	if timeout == 0 {
		timeout = keyringTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	if k.Waiting == nil {
		return ctx, cancel
	}
	told := make(chan struct{})
	timer := time.AfterFunc(keyringWaiting, func() {
		k.Waiting(true)
		close(told)
	})
	return ctx, func() {
		cancel()
		if !timer.Stop() {
			<-told // so that the two come in their order
			k.Waiting(false)
		}
	}
}

const usePassphrase = "Protect your accounts with a passphrase: --passphrase-file FILE, or at the terminal."

// keyringErrors are the keyring's answers in words for a person. The order
// does not matter: the answers exclude each other.
var keyringErrors = []struct {
	is   error
	says Error
}{
	{keyring.ErrUnavailable, Error{Reason: ReasonNoKeyring, What: "No keyring on this system", Do: usePassphrase}},
	{keyring.ErrNoCollection, Error{
		Reason: ReasonNoCollection, What: "the keyring service of this system has no default keyring",
		Do: "Create one in its settings (KWallet: the wallet kdewallet). Or: " + usePassphrase,
	}},
	{keyring.ErrLocked, Error{
		Reason: ReasonKeyringLocked, What: "your keyring is locked",
		Do: "Unlock it and try again. Your accounts are safe.",
	}},
	{keyring.ErrTimeout, Error{
		Reason: ReasonKeyringWaiting, What: "your keyring does not answer",
		Do: "It may be asking for its password: look for its window, answer it and try again.",
	}},
	{keyring.ErrNotFound, Error{
		Reason: ReasonKeyMissing, What: "the vault's key is not in this keyring",
		Do: "Did you switch keyrings? Go back to the earlier one and try again, or start over: the old vault is then moved aside. Nothing was overwritten.",
	}},
	{keyring.ErrDamaged, Error{
		Reason: ReasonKeyDamaged, What: "the vault's key in the keyring is damaged or another vault's",
		Do: "Put the keyring back from a backup and try again, or start over: the old vault is then moved aside. Nothing was overwritten.",
	}},
	{keyring.ErrRefused, Error{
		Reason: ReasonKeyringRefuses, What: "the keyring of this system cannot store the key here",
		Do: usePassphrase,
	}},
}

func keyringError(err error) error {
	for _, k := range keyringErrors {
		if errors.Is(err, k.is) {
			e := k.says
			e.cause = err
			return &e
		}
	}
	return err
}
