package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/authfob/authfob/auth"
)

// A note is something that the vault's user may keep beside the records, to be
// quicker the next time. It is sealed like they are, bound to the vault, and
// written without waiting for the disk: it may be gone or be of yesterday, so
// it says nothing that the records do not.
//
//	kid 4 | nonce 24 | sealed
const (
	noteName = "note"
	maxNote  = 64 << 20 // bytes
)

var _ auth.Notebook = (*Vault)(nil)

// Recall implements auth.Notebook. Whatever keeps the note from being read, it
// counts as gone: nil.
func (v *Vault) Recall(ctx context.Context) []byte {
	r, k, err := v.hold(ctx)
	if err != nil {
		return nil
	}
	defer k.release()
	file, err := readRegular(r.root, noteName, maxNote)
	if err != nil || len(file) < len(k.kid)+chacha20poly1305.NonceSizeX || [4]byte(file) != k.kid {
		return nil
	}
	nonce := file[len(k.kid):][:chacha20poly1305.NonceSizeX]
	note, err := k.notes().Open(nil, nonce, file[len(k.kid)+len(nonce):], k.vault[:])
	if err != nil {
		return nil
	}
	return note
}

// Remember implements auth.Notebook.
func (v *Vault) Remember(ctx context.Context, note []byte) error {
	r, k, err := v.hold(ctx)
	if err != nil {
		return err
	}
	defer k.release()
	if note == nil {
		return removeIfThere(r.root, noteName)
	}
	file := make([]byte, len(k.kid)+chacha20poly1305.NonceSizeX, len(k.kid)+chacha20poly1305.NonceSizeX+len(note)+chacha20poly1305.Overhead)
	copy(file, k.kid[:])
	nonce := file[len(k.kid):]
	_, _ = rand.Read(nonce) // crypto/rand never fails (Go 1.24)
	file = k.notes().Seal(file, nonce, note, k.vault[:])
	if len(file) > maxNote {
		return errTooBig
	}
	temp := fmt.Sprintf("%s-%x", tempName(noteName), file[len(k.kid):][:8]) // another process may be writing one, too
	f, err := newFile(r.root, temp)
	if err != nil {
		return err
	}
	_, err = f.Write(file)
	if err = errors.Join(err, f.Close()); err == nil {
		err = patiently(func() error { return r.root.Rename(temp, noteName) })
	}
	if err != nil {
		_ = remove(r.root, temp)
	}
	return err
}
