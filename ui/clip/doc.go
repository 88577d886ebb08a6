// Package clip puts a secret on the system's clipboard and takes it off again:
// after a set time, on demand and at the end, and only if it is still there.
//
// It marks the secret so that clipboard histories leave it out, where the
// system has such a mark and nobody asked not to, and touches the clipboard alone, never the primary
// selection. It must never put a secret into an argument, the environment or a
// file, and never read what others copied. (requirements 63 to 65)
//
// How, by system:
//
//   - X11: this process owns the selection over a connection of its own. The
//     secret leaves it only towards the program that pastes.
//   - Wayland: the same over the data-control protocol, which works without a
//     window. Where the compositor lacks it (GNOME), through Xwayland; without
//     that, over the core protocol, with a window that shows for a moment.
//   - Windows: the clipboard holds the value; its sequence number says whether
//     it is still ours.
//   - macOS: osascript puts what it reads from stdin on the pasteboard; the
//     pasteboard's change count says whether it is still ours.
package clip

import (
	"errors"
	"time"
)

// Why nothing was copied. The clipboard is then as it was.
var (
	// ErrNoClipboard: this process can reach no clipboard.
	ErrNoClipboard = errors.New("there is no clipboard here: run Authfob inside a desktop session, " +
		"or print the token with authfob token")
	// ErrTooLarge: the value is longer than 16 MiB.
	ErrTooLarge = errors.New("the value is too long for the clipboard (more than 16 MiB)")
	// ErrClosed: the Clipboard was closed.
	ErrClosed = errors.New("the clipboard is closed")

	errEmpty = errors.New("there is nothing to copy")
	// errLostLink: the desktop ended the connection; a new one may work.
	errLostLink = errors.New("the desktop ended the connection to its clipboard")
)

// maxLen bounds a value, in bytes.
const maxLen = 16 << 20

// Options say how a value is copied.
type Options struct {
	// Label names what is copied, for people; it holds no secret.
	Label string
	// ClearAfter is how long the value stays; 0 leaves it until it is replaced
	// or the Clipboard is closed.
	ClearAfter time.Duration
	// Unmarked leaves out the mark of a secret, so that clipboard histories take
	// the value.
	Unmarked bool
}

// Phase says what became of the latest copy.
type Phase int

// The phases.
const (
	Nothing  Phase = iota // nothing was copied yet
	Holding               // the value is on the clipboard
	Cleared               // it was taken off
	Replaced              // somebody copied something else
)

// State is the latest copy as surfaces show it. It holds no secret.
type State struct {
	Phase    Phase
	Number   int // of the copy, counted from 1; only while Holding
	Label    string
	ClearsAt time.Time // zero for never; only while Holding
	// Concealed reports that clipboard histories are asked to leave it out.
	Concealed bool
}
