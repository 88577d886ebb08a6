package local

import (
	"crypto/ecdh"
	"crypto/hpke"
	"errors"

	"github.com/authfob/authfob/auth"
)

// No secret crosses the socket in a form that the socket, or who listens at
// it, could read. The one key that has to come across, that of a vault under a
// passphrase which was typed at the command line, is sealed to a key that lives
// in the resident's memory alone. (RFC 9180)

// Receiver is the one that keys are sealed to. It is good for one key.
type Receiver struct{ key hpke.PrivateKey }

// NewReceiver makes a receiver with a key of its own.
func NewReceiver() (*Receiver, error) {
	key, err := kem.GenerateKey()
	if err != nil {
		return nil, err
	}
	return &Receiver{key}, nil
}

var kem = hpke.DHKEM(ecdh.X25519())

var sealedFor = []byte("authfob unlock")

// To is what a key is sealed to.
func (r *Receiver) To() []byte { return r.key.PublicKey().Bytes() }

// Open opens what Seal made.
func (r *Receiver) Open(sealed []byte) (auth.Secret, error) {
	text, err := hpke.Open(r.key, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), sealedFor, sealed)
	if err != nil {
		return auth.Secret{}, errors.New("the key that was handed over is not for this tray")
	}
	defer clear(text)
	return auth.NewSecret(string(text)), nil
}

// Seal seals a key for the receiver whose To that is.
func Seal(to []byte, key auth.Secret) ([]byte, error) {
	pub, err := kem.NewPublicKey(to)
	if err != nil {
		return nil, errors.New("the tray asked for the key in a way that is not known; quit it and start it again")
	}
	return hpke.Seal(pub, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), sealedFor, []byte(key.Reveal()))
}
