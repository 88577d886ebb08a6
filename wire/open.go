package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/flow"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/wake"
	"github.com/authfob/authfob/wire/quiet"
)

// How long the keyring may take: a script must not hang, a person at a
// keyring's prompt needs time to type.
const (
	keyringForScripts = 5 * time.Second
	keyringForPeople  = 2 * time.Minute
)

// parts are one Authfob put together.
type parts struct {
	agent     *auth.Agent
	vault     *store.Vault
	catalogue *catalog.Catalog
	client    *flow.Client
}

// wakes calls told whenever the network is another, the computer woke up or its
// clock was set, until ctx ends: connections are of no use then.
func (p parts) wakes(ctx context.Context, told func()) {
	wake.Watch(ctx, func() {
		p.client.HangUp()
		told()
	})
}

// assemble puts the rooms together over a vault whose key comes from source.
func assemble(o cli.Options, source store.KeySource) (parts, error) {
	vault, err := store.Open(o.Dirs.Vault, source)
	if err != nil {
		return parts{}, err
	}
	log := logger(o.Verbose)
	vault.Log, vault.Marks = log, marks(o)
	crash.Keep(o.Dirs.State, Release)
	catalogue := catalog.New(o.Dirs.Providers)
	client := flow.New(flow.Config{Log: log, Pages: browserPages(o.Dirs.Config)})
	agent := auth.NewAgent(vault, client, catalogue)
	agent.Panicked = crash.Note
	return parts{agent, vault, catalogue, client}, nil
}

// marks is where the vault notes what must not grow older.
func marks(o cli.Options) string { return filepath.Join(o.Dirs.State, "marks") }

// forCommand is assemble for the command line, which says whom it waits for.
func forCommand(o cli.Options) (parts, error) {
	p, err := assemble(o, commandKey(o))
	if err == nil {
		p.vault.Waiting = func(held *store.Error, until time.Time) {
			fmt.Fprintf(os.Stderr, "note: %v; waiting for it until %s\n", held, until.Local().Format("15:04:05"))
		}
	}
	return p, err
}

func logger(verbose bool) *slog.Logger {
	if !verbose {
		return slog.New(slog.DiscardHandler)
	}
	quiet.Aloud()
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// commandKey is where a command gets the vault's key from.
func commandKey(o cli.Options) store.KeySource {
	switch {
	case o.KeyFile != "":
		return store.KeyFile{Path: o.KeyFile}
	case o.PassphraseFile != "":
		return store.Passphrase{Ask: passphraseFile(o.PassphraseFile)}
	case o.NoPrompt:
		return store.Keyring{Timeout: keyringForScripts}
	}
	return store.Either{
		Keyring: store.Keyring{Timeout: keyringForPeople, Waiting: func(yes bool) {
			if yes {
				_, _ = io.WriteString(os.Stderr, "Waiting for your keyring: it may be asking for its password.\n")
			}
		}},
		Passphrase: store.Passphrase{Ask: askPassphrase},
	}
}

// maxPassphrase bounds a passphrase file, in bytes.
const maxPassphrase = 4 << 10

// passphraseFile reads the passphrase from a file, - for standard input, where
// one line end at its end is not part of it.
func passphraseFile(path string) func(context.Context, bool) (auth.Secret, error) {
	return func(ctx context.Context, _ bool) (auth.Secret, error) {
		return cli.Await(ctx, func() (auth.Secret, error) { return readPassphrase(path) })
	}
}

func readPassphrase(path string) (auth.Secret, error) {
	f := os.Stdin
	if path != "-" {
		var err error
		if f, err = cli.OpenInput("passphrase-file", path); err != nil {
			return auth.Secret{}, err
		}
		defer f.Close()
	}
	b, err := io.ReadAll(io.LimitReader(f, maxPassphrase+1))
	defer clear(b)
	if err != nil || len(b) > maxPassphrase {
		return auth.Secret{}, &auth.InputError{Field: "passphrase-file", Text: "it cannot be read, or is longer than a passphrase"}
	}
	b = bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
	return auth.NewSecret(string(b)), nil
}

// askPassphrase asks at the terminal; twice where the vault is made.
func askPassphrase(ctx context.Context, create bool) (auth.Secret, error) {
	if !create {
		return readPassword(ctx, "Passphrase of the vault: ")
	}
	_, _ = io.WriteString(os.Stderr, "There is no keyring on this system: a passphrase will protect your accounts.\n")
	first, err := readPassword(ctx, "New passphrase: ")
	if err != nil {
		return first, err
	}
	second, err := readPassword(ctx, "Once more: ")
	if err == nil && !first.Equal(second) {
		err = errors.New("the two passphrases are not the same; nothing was made")
	}
	return first, err
}
