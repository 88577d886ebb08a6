package wire

import (
	"context"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/vault"
)

// control puts the vault itself into a surface's hands. waiting, which may be
// nil, hears of a keyring that keeps a person waiting.
func control(v *store.Vault, o cli.Options, waiting func(bool)) vault.Control {
	ring := store.Keyring{Timeout: keyringForPeople, Waiting: waiting}
	if o.NoPrompt {
		ring.Timeout = keyringForScripts
	}
	return vault.Control{
		State: func() (vault.State, error) { return vaultState(v) },
		Why:   why, Keyring: keyringName,
		Lock:   func(context.Context) error { return v.Lock() },
		Unlock: v.Unlock,
		Recover: func(ctx context.Context, code auth.Secret) error {
			return v.UnlockWith(ctx, store.Recovery{Code: code})
		},
		Confirm:       func(ctx context.Context, pass auth.Secret) error { return v.UnlockWith(ctx, given(pass)) },
		UsePassphrase: func(ctx context.Context, pass auth.Secret) error { return v.Protect(ctx, given(pass)) },
		UseKeyring:    func(ctx context.Context) error { return v.Protect(ctx, ring) },
		UseKeyFile:    func(ctx context.Context, path string) error { return v.Protect(ctx, store.KeyFile{Path: path}) },
		NewKeyFile:    store.NewKeyFile,
		NewCode:       store.NewRecoveryCode,
		CheckCode:     store.CheckRecoveryCode,
		SetCode:       v.SetRecoveryCode,
		RemoveCode:    v.RemoveRecoveryCode,
		Rotate: func(ctx context.Context, pass, code auth.Secret) error {
			return rotate(ctx, v, map[string]store.KeySource{
				vault.Keyring: ring, vault.Passphrase: given(pass), vault.KeyFile: store.KeyFile{Path: o.KeyFile},
			}, code)
		},
		Reseal:    v.Reseal,
		StartOver: v.StartOver,
		SealKey: func(ctx context.Context, to []byte) ([]byte, error) {
			key, err := v.RootKey(ctx)
			if err != nil {
				return nil, err
			}
			return local.Seal(to, key)
		},
	}
}

// given is a passphrase that a person was asked for already.
func given(pass auth.Secret) store.Passphrase {
	return store.Passphrase{Ask: func(context.Context, bool) (auth.Secret, error) { return pass, nil }}
}

// rotate keeps the vault under what it is under.
func rotate(ctx context.Context, v *store.Vault, ways map[string]store.KeySource, code auth.Secret) error {
	d, err := v.Describe()
	if err != nil {
		return err
	}
	way := ways[d.Way]
	if way == nil { // none: there is no vault, and Rotate says so
		way = ways[vault.Keyring]
	}
	return v.Rotate(ctx, way, code)
}

func vaultState(v *store.Vault) (vault.State, error) {
	d, err := v.Describe()
	return vault.State{
		Exists: d.Exists, Accounts: d.Accounts, Under: d.Way, Since: format.Instant(d.Since),
		RecoveryCode: d.Code, CodeSince: format.Instant(d.CodeSince),
		Locked: !d.LockedSince.IsZero(), LockedSince: format.Instant(d.LockedSince), Resealing: d.Resealing,
	}, err
}

// openControl is what the command line does about the vault itself.
func openControl(_ context.Context, o cli.Options) (vault.Control, func(), error) {
	p, err := forCommand(o)
	if err != nil {
		return vault.Control{}, nil, err
	}
	return control(p.vault, o, nil), func() { _ = p.vault.Close() }, nil
}
