package store

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"os"
)

// KeySource is where the key of a vault comes from: Keyring, Passphrase,
// KeyFile, Either, Recovery or Handed. It is asked when a record must be opened or written for
// the first time, not before.
type KeySource interface {
	// open returns the root key of the vault that h describes.
	open(ctx context.Context, h header, g guesses) ([32]byte, error)
	// protect makes a new slot and its key; undo takes back what that left
	// outside the vault.
	protect(ctx context.Context) (s slot, kek [32]byte, undo func(), err error)
}

// KeyFile is a file with 32 bytes in base64, as `openssl rand -base64 32`
// writes them, that its owner alone can read.
type KeyFile struct{ Path string }

func (f KeyFile) open(_ context.Context, h header, _ guesses) ([32]byte, error) {
	kek, err := f.read()
	var e *Error
	if errors.As(err, &e) && e.Do == makeKeyFile {
		e.Do = nameKeyFile // a new one would not open the vault that is there
	}
	if err != nil {
		return kek, err
	}
	defer clear(kek[:])
	return openSlots(h, slotKeyFile, kek, &Error{
		Reason: ReasonBadKeyFile, What: "the key file " + f.Path + " is not this vault's", Do: nameKeyFile,
	})
}

// Check says why the file can be no vault's key, nil where it can.
func (f KeyFile) Check() error {
	key, err := f.read()
	clear(key[:])
	return err
}

func (f KeyFile) protect(context.Context) (slot, [32]byte, func(), error) {
	kek, err := f.read()
	return slot{Kind: slotKeyFile}, kek, func() {}, err
}

const (
	makeKeyFile = "Make one with: openssl rand -base64 32 > FILE; chmod 600 FILE"
	nameKeyFile = "Name the key file that the vault was made with."
)

func (f KeyFile) read() (key [32]byte, err error) {
	bad := func(what, do string) ([32]byte, error) {
		return [32]byte{}, &Error{Reason: ReasonBadKeyFile, What: "the key file " + f.Path + " " + what, Do: do}
	}
	if info, err := os.Stat(f.Path); err == nil && !info.Mode().IsRegular() { // opening a pipe would wait for its other end
		return bad("is not a regular file", makeKeyFile)
	}
	file, err := os.Open(f.Path)
	if errors.Is(err, os.ErrNotExist) {
		return bad("does not exist", makeKeyFile)
	}
	if err != nil {
		return bad("cannot be read", "Make it yours: chown, then chmod 600.")
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return bad("is not a regular file", makeKeyFile)
	}
	if openToOthers(info, 0o077) {
		return bad("can be read by others", "Run: chmod 600 "+f.Path)
	}
	text, err := io.ReadAll(io.LimitReader(file, 4096))
	if err != nil {
		return bad("cannot be read", makeKeyFile)
	}
	defer clear(text)
	if key, err = parseKey(text); err != nil {
		return bad("does not hold 32 bytes in base64", makeKeyFile)
	}
	return key, nil
}

var errKeyForm = errors.New("not 32 bytes in base64")

func parseKey(text []byte) (key [32]byte, err error) {
	raw, err := base64.StdEncoding.Strict().AppendDecode(nil, bytes.TrimSpace(text))
	defer clear(raw)
	if err != nil || len(raw) != len(key) {
		return key, errKeyForm
	}
	copy(key[:], raw)
	return key, nil
}

// openSlots tries kek on every slot of its kind.
func openSlots(h header, kind slotKind, kek [32]byte, wrong *Error) (root [32]byte, err error) {
	found := false
	for _, s := range h.Slots {
		if s.Kind != kind {
			continue
		}
		found = true
		if root, err = unwrap(kek, s.Wrapped, s.what(h.Vault)); err == nil {
			return root, nil
		}
	}
	if !found {
		return root, otherKey(h)
	}
	return root, wrong
}

// otherKey says which kind of key the vault is under.
func otherKey(h header) *Error {
	e := &Error{Reason: ReasonOtherKey, What: "the vault is not under this kind of key"}
	switch kinds := h.kinds(); kinds[0] {
	case slotPassphrase:
		e.What = "the vault is under a passphrase"
		e.Do = "Give it with --passphrase-file FILE, or at the terminal."
	case slotKeyFile:
		e.What = "the vault is under a key file"
		e.Do = "Name it with --vault-key-file FILE."
	case slotKeyring:
		e.What = "the vault's key is in the keyring of this system"
		e.Do = "Leave out --passphrase-file and --vault-key-file."
	}
	return e
}
