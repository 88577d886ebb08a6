package window

import (
	"context"
	"errors"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/form"
	"github.com/authfob/authfob/ui/window/lock"
	"github.com/authfob/authfob/ui/window/preferences"
	"github.com/authfob/authfob/ui/window/transfer"
	"github.com/authfob/authfob/ui/words"
)

// What keeps a window from being shown. Tray and command line work without it.
var (
	// ErrNoDisplay: there is no screen to draw on.
	ErrNoDisplay = errors.New("there is no display to show a window on; the command line and the tray work without one")
	// ErrNoOpenGL: the screen is there, but no window came up on it.
	ErrNoOpenGL = errors.New("no window could be opened, most likely for want of OpenGL 2.1; the command line and the tray work without it")
)

// ShowRequest asks the window to come to the front.
type ShowRequest struct {
	Account  auth.AccountID // to select; may be ""
	Add      bool           // open the Add account dialog
	SignIn   bool           // start the sign-in of Account
	Settings bool           // open the settings
}

// Copied is what the resident put on the clipboard.
type Copied struct {
	Until     time.Time // the token's expiry; zero when unknown
	Clears    time.Time // when the clipboard is cleared; zero for never
	KeptFresh bool      // until then it is replaced before it expires
	Warning   string    // why it is not as fresh as asked for; "" when it is
}

// Config is what the window needs from the process around it. Agent, Copy and
// OpenURL are required.
type Config struct {
	// Agent must have been started by the caller (Agent.Run), so that it loads
	// and watches the vault.
	Agent *auth.Agent
	// Providers fills the first page of Add account; may be nil.
	Providers form.Catalogue
	// Copy asks the resident to put a fresh token on the clipboard, in one of
	// Formats.
	Copy func(ctx context.Context, id auth.AccountID, format string) (Copied, error)
	// Formats name the ways to copy, the plain token first. Empty: those of
	// package ui/format.
	Formats []string
	// OpenURL shows a checked address in the person's browser.
	OpenURL func(url string) error
	// Browsers lists the browsers that are installed, and OpenIn shows a checked
	// address in one of them; both may be nil.
	Browsers func() []Browser
	OpenIn   func(b Browser, url string) error
	// LessMotion asks whether the person wants less of it on this system; may be nil.
	LessMotion func(ctx context.Context) bool
	// Demo marks a window whose accounts are the demo server's.
	Demo bool
	// TryDemo starts the demo in a process of its own; nil hides the offer.
	TryDemo func(ctx context.Context) error
	// HasTray says that closing the window leaves Authfob in the tray.
	HasTray bool
	// Show brings requests to come to the front; may be nil.
	Show <-chan ShowRequest
	// Unsaved brings how many new tokens only the resident's memory holds, each time
	// that changes; may be nil.
	Unsaved <-chan int
	// Lost is closed when the resident is gone without having ended the window, and
	// StartTray starts another, with a window of its own; Lost may be nil.
	Lost      <-chan struct{}
	StartTray func(ctx context.Context) error
	// Unlock opens the vault with a passphrase, or keeps the passphrase for the
	// vault that the first account makes. It is asked for where an error is
	// auth.ErrPassphrase; nil where no passphrase is of use.
	Unlock func(ctx context.Context, passphrase auth.Secret) error
	// Vault is what can be done about the vault itself; nil where nothing can.
	Vault *vault.Control
	// Folders are where the files are, and OpenPath shows one of them, or one that
	// Vault.StartOver made; it may be nil.
	Folders  lock.Folders
	OpenPath func(path string) error
	// Waits brings true when a keyring keeps the person waiting, most likely with
	// a prompt of its own, and false when it does no longer; may be nil.
	Waits <-chan bool
	// CopySecret puts a secret that is no token on the clipboard, for a little
	// while and no longer than the window is open; may be nil.
	CopySecret func(ctx context.Context, secret auth.Secret) error
	// System is what the person's system speaks, for when no language is chosen.
	System words.Locale
	// Settings are the person's choices at the start; Choose keeps a change of
	// them, off the UI goroutine. A nil Choose keeps none.
	Settings settings.Settings
	Choose   func(func(*settings.Settings)) error
	// Unread is why the file of settings does not hold; nil where it does.
	Unread error
	// Changes brings the settings each time another process changed them; may be nil.
	Changes <-chan settings.Settings
	// Files is what accounts leave for a file with, and come from one; nil hides both.
	Files *transfer.Files
	// Outside is what the settings show beside their own file.
	Outside preferences.Outside
}

// Browser is one that is installed.
type Browser struct{ Name, Command string }

func (c Config) check() error {
	switch {
	case c.Agent == nil:
		return errors.New("the window needs an agent")
	case c.Copy == nil:
		return errors.New("the window needs a way to copy")
	case c.OpenURL == nil:
		return errors.New("the window needs a way to open the browser")
	}
	return nil
}
