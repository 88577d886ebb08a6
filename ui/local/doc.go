// Package local is the way from a window or a command line to the resident
// that is already running: a Unix socket, or a named pipe on Windows, that only
// the user who owns it can reach.
//
// One request, one reply, each a line of JSON. Nothing here ever carries a
// token, a key or a password: a request names an account, and what is secret
// goes from the resident to the clipboard. (requirements 80, 99)
package local

import "errors"

// What Listen and Call report about the other side.
var (
	// ErrRunning: another resident of this user owns the path.
	ErrRunning = errors.New("an Authfob is already running")
	// ErrNotRunning: no resident listens at the path.
	ErrNotRunning = errors.New("no Authfob is running")
	// ErrForeign: the folder or the process at the other end is not the user's own.
	ErrForeign = errors.New("it belongs to somebody else")
)
