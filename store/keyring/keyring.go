// Package keyring keeps 32-byte keys in the keyring of the operating system:
// Secret Service, macOS Keychain, Windows Credential Manager. It stores keys
// and nothing else: a token never goes in here, because the systems limit the
// size and the number of items, and because an item can be lost. It never
// starts a bus or a keyring by itself, never waits without end, and never
// takes an unreadable item for a missing one.
package keyring

import (
	"context"
	"errors"
	"fmt"

	keyrings "github.com/zalando/go-keyring"
)

// Service is the name under which the items are found in the system's own tool.
// With the item names it keeps to [A-Za-z0-9._-]: macOS mangles others.
const Service = "io.github.authfob.Authfob"

// What a keyring can answer. Every error of this package wraps one of these, or
// is the error of a cancelled context.
var (
	// ErrNotFound: the keyring is open and has no such item.
	ErrNotFound = errors.New("the key is not in this keyring")
	// ErrDamaged: the item is there, but it is not a key of ours.
	ErrDamaged = errors.New("the key in the keyring is damaged")
	// ErrLocked: the keyring is locked, or its prompt was dismissed.
	ErrLocked = errors.New("the keyring is locked")
	// ErrUnavailable: there is no keyring on this system.
	ErrUnavailable = errors.New("no keyring on this system")
	// ErrNoCollection: there is a keyring service, but it has no default keyring.
	ErrNoCollection = errors.New("the keyring service has no default keyring")
	// ErrRefused: the keyring does not take the item: it is full, or this
	// session may not use it (Windows over SSH).
	ErrRefused = errors.New("the keyring does not take the key")
	// ErrTimeout: the keyring did not answer in time; it may be showing a prompt.
	ErrTimeout = errors.New("the keyring does not answer")
)

// Get returns the key called name. Only a keyring that is not open, or that
// lacks the key, is asked by way of the module, which can prompt.
func Get(ctx context.Context, name string) ([32]byte, error) {
	ctx, cancel := bounded(ctx)
	defer cancel()
	text, ok := lookUp(ctx, name)
	if !ok {
		var err error
		text, err = call(ctx, func() (string, error) {
			if text, ok := lookUp(ctx, name); ok { // it was locked before
				return text, nil
			}
			return keyrings.Get(Service, name)
		})
		if err != nil {
			return [32]byte{}, err
		}
	}
	return decode(text)
}

// Set stores a key under name and reads it back: some keyrings report success
// without having stored anything.
func Set(ctx context.Context, name string, key [32]byte) error {
	ctx, cancel := bounded(ctx)
	defer cancel()
	_, err := call(ctx, func() (string, error) { return "", keyrings.Set(Service, name, encode(key)) })
	if err != nil {
		return err
	}
	switch got, err := Get(ctx, name); {
	case errors.Is(err, ErrNotFound):
		return fmt.Errorf("%w: its prompt was dismissed", ErrLocked)
	case err != nil:
		return err
	case got != key:
		return fmt.Errorf("%w: it came back changed", ErrDamaged)
	}
	return nil
}

// Delete removes the key called name. A missing key is no error.
func Delete(ctx context.Context, name string) error {
	_, err := call(ctx, func() (string, error) { return "", keyrings.Delete(Service, name) })
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}
