package local

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"
)

// Do is what a request asks for.
type Do string

// The requests that a resident understands.
const (
	DoShow   Do = "show"   // show the window, at Account when there is one
	DoCopy   Do = "copy"   // put a fresh token of Account on the clipboard, as Format says
	DoStatus Do = "status" // say how the resident is
	DoLock   Do = "lock"   // forget the vault's key, and what is on the clipboard
	DoUnlock Do = "unlock" // fetch the vault's key, or take it from Sealed
	DoQuit   Do = "quit"
)

// Known reports whether this version understands the request.
func (d Do) Known() bool {
	switch d {
	case DoShow, DoCopy, DoStatus, DoLock, DoUnlock, DoQuit:
		return true
	}
	return false
}

// Request is what is asked of the resident.
type Request struct {
	Do      Do     `json:"do"`
	Account string `json:"account,omitempty"` // ID or name; "" where none is meant
	Format  string `json:"format,omitempty"`  // of a copy; "" is the bare token
	Sealed  []byte `json:"sealed,omitempty"`  // of Seal, for the resident's SealTo
}

// Reply is the resident's answer. Error, Hint and Exit are set together, and
// only when OK is false.
type Reply struct {
	OK    bool   `json:"ok"`
	Error string `json:"error,omitempty"` // what happened, for a person
	Hint  string `json:"hint,omitempty"`  // what to do about it
	Exit  int    `json:"exit,omitempty"`  // the exit code of a command that fails by this
	Helps string `json:"helps,omitempty"` // what helps, for a window that has a button for it; see auth.Remedy

	Account    string    `json:"account,omitempty"`    // name of the account that was copied
	ValidUntil time.Time `json:"valid_until,omitzero"` // of what was copied, UTC; zero when unknown
	ClearsAt   time.Time `json:"clears_at,omitzero"`   // when the clipboard is cleared, UTC; zero for never
	KeptFresh  bool      `json:"kept_fresh,omitempty"` // until then, it is replaced before it expires
	Warning    string    `json:"warning,omitempty"`
	Status     *Status   `json:"status,omitempty"` // answers DoStatus
	// SealTo says that DoUnlock needs the key: asked again with what Seal makes
	// of both, it unlocks.
	SealTo []byte `json:"seal_to,omitempty"`
}

// Status is how a resident is.
type Status struct {
	PID      int    `json:"pid"`
	Version  string `json:"version"`
	Accounts int    `json:"accounts"`
	Locked   bool   `json:"locked"`
	Tray     bool   `json:"tray"` // its icon is shown
}

// Refuse is the reply for a request that failed.
func Refuse(what, hint string, exit int) Reply {
	return Reply{Error: what, Hint: hint, Exit: exit}
}

// maxLine bounds a request and a reply, in bytes. (requirement 80)
const maxLine = 64 << 10

var errTooLong = errors.New("the message is longer than 64 KiB")

// readLine decodes one line of JSON into v.
func readLine(r io.Reader, v any) error {
	b := bufio.NewReader(io.LimitReader(r, maxLine+1))
	line, err := b.ReadBytes('\n')
	switch {
	case len(line) > maxLine:
		return errTooLong
	case err != nil && (len(bytes.TrimSpace(line)) == 0 || !errors.Is(err, io.EOF)):
		return err
	}
	return json.Unmarshal(line, v)
}

func writeLine(w io.Writer, v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if len(line) >= maxLine {
		return errTooLong
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
