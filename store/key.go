package store

import (
	"bytes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"
)

// rootKey seals the records and signs the header. It is wiped when it is
// dropped and nobody uses it any more: a change under way still gets saved.
type rootKey struct {
	vault [16]byte // vault id, part of everything sealed
	seq   uint64   // of the header that it was opened with
	sealKey
	earlier []sealKey // keys that may have sealed records before this one

	mu      sync.Mutex // guards the rest, and wiping
	users   int
	dropped bool
}

// sealKey is a key and its name in the records that it sealed.
type sealKey struct {
	kid [4]byte
	key [32]byte
}

func newSealKey(key [32]byte) sealKey {
	k := sealKey{key: key}
	copy(k.kid[:], derive(key[:], "kid", len(k.kid)))
	return k
}

func newRootKey(vault [16]byte, key [32]byte) *rootKey {
	return &rootKey{vault: vault, sealKey: newSealKey(key)}
}

// use reports false when the key is gone; otherwise release must follow.
func (k *rootKey) use() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dropped {
		return false
	}
	k.users++
	return true
}

func (k *rootKey) release() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.users--
	k.wipe()
}

// drop wipes the key now or, where it is in use, after the last release.
func (k *rootKey) drop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.dropped = true
	k.wipe()
}

func (k *rootKey) wipe() {
	if k.dropped && k.users == 0 {
		clear(k.key[:])
		clear(k.earlier)
	}
}

// records is the cipher of the records that the key called kid sealed.
func (k *rootKey) records(kid []byte) (cipher.AEAD, bool) {
	if bytes.Equal(k.kid[:], kid) {
		return k.sealKey.records(), true
	}
	for i := range k.earlier {
		if e := &k.earlier[i]; bytes.Equal(e.kid[:], kid) {
			return e.records(), true
		}
	}
	return nil, false
}

func (k *sealKey) records() cipher.AEAD {
	sub := derive(k.key[:], "records", 32)
	defer clear(sub)
	return newAEAD(sub)
}

// notes is the cipher of the note.
func (k *sealKey) notes() cipher.AEAD {
	sub := derive(k.key[:], "note", 32)
	defer clear(sub)
	return newAEAD(sub)
}

// sign returns the MAC of a header.
func (k *rootKey) sign(header []byte) []byte {
	mac := hmac.New(sha256.New, derive(k.key[:], "header", 32))
	mac.Write(header)
	return mac.Sum(nil)
}

// signMark returns the MAC of a mark.
func (k *sealKey) signMark(said []byte, vault [16]byte, name string) []byte {
	mac := hmac.New(sha256.New, derive(k.key[:], "mark", 32))
	mac.Write(said)
	mac.Write(vault[:])
	mac.Write([]byte(name))
	return mac.Sum(nil)
}

// derive makes a key for one purpose. (RFC 5869)
func derive(key []byte, purpose string, length int) []byte {
	out, err := hkdf.Key(sha256.New, key, nil, "authfob/v1/"+purpose, length)
	if err != nil {
		panic(err) // only for a length that SHA-256 cannot give
	}
	return out
}

func newAEAD(key []byte) cipher.AEAD {
	a, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err) // only for a key that is not 32 bytes
	}
	return a
}

// wrap seals the root key under a slot's key; what binds it to its slot.
func wrap(kek, root [32]byte, what string) []byte {
	sub := derive(kek[:], "wrap|"+what, 32)
	defer clear(sub)
	nonce := make([]byte, chacha20poly1305.NonceSizeX, chacha20poly1305.NonceSizeX+len(root)+chacha20poly1305.Overhead)
	_, _ = rand.Read(nonce)
	return newAEAD(sub).Seal(nonce, nonce, root[:], []byte(what))
}

var errUnwrap = errors.New("the key does not open the vault")

func unwrap(kek [32]byte, wrapped []byte, what string) (root [32]byte, err error) {
	if len(wrapped) < chacha20poly1305.NonceSizeX {
		return root, errUnwrap
	}
	sub := derive(kek[:], "wrap|"+what, 32)
	defer clear(sub)
	nonce, sealed := wrapped[:chacha20poly1305.NonceSizeX], wrapped[chacha20poly1305.NonceSizeX:]
	raw, err := newAEAD(sub).Open(nil, nonce, sealed, []byte(what))
	if err != nil || len(raw) != len(root) {
		return root, errUnwrap
	}
	copy(root[:], raw)
	clear(raw)
	return root, nil
}

func newKey() (k [32]byte) {
	_, _ = rand.Read(k[:]) // crypto/rand never fails (Go 1.24)
	return k
}
