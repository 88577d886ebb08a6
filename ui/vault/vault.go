// Package vault is what a person can do about the vault itself, beside its
// accounts: lock it, put it under another key, keep a recovery code. Surfaces
// call a Control, which main fills in; they know nothing of files and keys.
package vault

import (
	"context"
	"time"

	"github.com/authfob/authfob/auth"
)

// State is how the vault stands. It needs no key, and as JSON it is what
// `authfob vault status --json` prints.
type State struct {
	Exists   bool `json:"exists"`
	Accounts int  `json:"accounts"`
	// Under is what the vault is under: Keyring, Passphrase or KeyFile; "" for
	// no vault.
	Under        string     `json:"under"`
	Since        *time.Time `json:"since"` // nil when it is not known
	RecoveryCode bool       `json:"recovery_code"`
	CodeSince    *time.Time `json:"recovery_code_since"`
	Locked       bool       `json:"locked"`
	LockedSince  *time.Time `json:"locked_since"`
	// Resealing: a rotation is under way or was interrupted; Reseal finishes it.
	Resealing bool `json:"resealing"`
}

// What a vault can be under.
const (
	Keyring    = "keyring"
	Passphrase = "passphrase"
	KeyFile    = "keyfile"
)

// Control is the vault in a surface's hands. Calls may take as long as a
// keyring's prompt or a passphrase's computation. Their errors have words for a
// person, and leave everything as it was unless they say otherwise. Whatever
// changes the key needs an unlocked vault.
type Control struct {
	State func() (State, error)
	// Why says what an error of the vault is, and of the agent over it.
	Why func(err error) Why
	// Keyring names the program that is this system's keyring, "" where that is
	// not known.
	Keyring func(ctx context.Context) string

	// Lock makes every process forget the key; Unlock ends that with the key
	// from where it usually comes: the keyring, a key file, a passphrase that
	// is asked for. After it, and after Recover, the tray is told too.
	Lock   func(ctx context.Context) error
	Unlock func(ctx context.Context) error
	// Recover is Unlock by recovery code. What the vault is under may be lost
	// for good: one of the three below should follow.
	Recover func(ctx context.Context, code auth.Secret) error

	// Confirm checks a passphrase of the vault, as slowly as Unlock does.
	Confirm func(ctx context.Context, passphrase auth.Secret) error

	// UsePassphrase puts the vault under a passphrase, in place of what it is
	// under now: that sets one, or changes it. UseKeyring puts it under a new key
	// in the keyring. The recovery code stays.
	UsePassphrase func(ctx context.Context, passphrase auth.Secret) error
	UseKeyring    func(ctx context.Context) error
	UseKeyFile    func(ctx context.Context, path string) error
	// NewKeyFile writes a key into a new file, for UseKeyFile.
	NewKeyFile func(path string) error

	// NewCode makes a recovery code to be shown once; SetCode then makes it the
	// vault's, in place of the one before. CheckCode tells a mistyped one.
	NewCode    func() auth.Secret
	CheckCode  func(code auth.Secret) error
	SetCode    func(ctx context.Context, code auth.Secret) error
	RemoveCode func(ctx context.Context) error

	// Rotate replaces the key that seals the records, for when it may have been
	// seen. passphrase is the vault's, where it is under one. code, of NewCode,
	// replaces the recovery code where there is one; without it the vault has none
	// any more. Reseal then seals the records anew, and goes on where an earlier
	// one was interrupted.
	Rotate func(ctx context.Context, passphrase, code auth.Secret) error
	Reseal func(ctx context.Context) error

	// SealKey seals the key for a tray that cannot fetch it itself: see
	// package ui/local.
	SealKey func(ctx context.Context, to []byte) ([]byte, error)

	// StartOver moves the vault aside, for when its key is lost for good, and
	// says where to. Nothing in it is changed.
	StartOver func(ctx context.Context) (aside string, err error)
}
