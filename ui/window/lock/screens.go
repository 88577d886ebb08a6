// Package lock is the vault on screen: the page in the list's place while it does
// not open, with every way out of that, and what a person can do about what it is
// under: a passphrase, the keyring, a key file, a recovery code, another key.
package lock

import (
	"context"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// Screens are the screens of the vault.
type Screens struct {
	*kit.Stage
	Needs
	why vault.Why // of the page that was made last
}

// Needs are what they need beside the stage. Its functions are called off the
// UI goroutine, but for Redraw.
type Needs struct {
	// Vault is what can be done about the vault itself; nil where nothing can.
	Vault *vault.Control
	// Unlock opens the vault with a passphrase, or keeps the passphrase for the
	// vault that the first account makes; nil where no passphrase is of use.
	Unlock func(ctx context.Context, passphrase auth.Secret) error
	// CopySecret puts a secret that is no token on the clipboard; may be nil.
	CopySecret func(ctx context.Context, secret auth.Secret) error
	// Folders are where the files are, and OpenPath shows one of them, or one that
	// Vault.StartOver made; it may be nil.
	Folders  Folders
	OpenPath func(path string) error
	// Load reads the accounts once more.
	Load func(ctx context.Context) error
	// Redraw shows a page that needs more room, or less.
	Redraw func()
}

// Folders are where Authfob keeps its files.
type Folders struct{ Vault, Config string }

// New returns the screens on a stage.
func New(g *kit.Stage, n Needs) *Screens { return &Screens{Stage: g, Needs: n} }

// Lock has the vault forget its key.
func (l *Screens) Lock() {
	if l.Vault == nil {
		return
	}
	l.Tasks.Start(func(ctx context.Context) {
		if err := l.Vault.Lock(ctx); err != nil {
			l.UI.Do(func() { l.Tell(words.Now().Lock.NotLocked, text.Tell(err).String()) })
		}
	})
}

// Reload tries once more to open and to read the vault. done may be nil.
func (l *Screens) Reload(done func()) {
	l.Tasks.Start(func(ctx context.Context) {
		if l.Vault != nil {
			_ = l.Vault.Unlock(ctx)
		}
		_ = l.Load(ctx) // Snapshot tells
		if done != nil {
			l.UI.Do(done)
		}
	})
}

// OpenFolder shows one of Authfob's folders.
func (l *Screens) OpenFolder(path string) {
	l.Tasks.Start(func(context.Context) {
		if err := l.OpenPath(path); err != nil {
			l.UI.Do(func() { l.Tell(words.Now().Settings.NotChanged, words.Say(err.Error())) })
		}
	})
}
