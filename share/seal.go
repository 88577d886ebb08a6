package share

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"github.com/authfob/authfob/auth"
)

// The cost of a passphrase: scrypt with 2^n rounds. A file that asks for more
// than maxWork is not opened: it would take gigabytes of memory.
var (
	work    = 18 // about a second and 256 MiB
	maxWork = 20
)

// binaryMagic is what an age file without armor begins with.
const binaryMagic = "age-encryption.org/"

// seal encrypts text to a passphrase, as an age file in ASCII armor.
func seal(text []byte, passphrase auth.Secret) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphraseText(passphrase))
	if err != nil {
		return nil, errors.New("the passphrase is empty")
	}
	recipient.SetWorkFactor(work)
	var out bytes.Buffer
	armored := armor.NewWriter(&out)
	w, err := age.Encrypt(armored, recipient)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	if err := errors.Join(w.Close(), armored.Close()); err != nil {
		return nil, err
	}
	if out.Len() > MaxSize {
		return nil, errTooMuch
	}
	return out.Bytes(), nil
}

// IsEncrypted reports whether a file needs a passphrase.
func IsEncrypted(data []byte) bool {
	data = bytes.TrimLeft(data, " \t\r\n")
	return bytes.HasPrefix(data, []byte(armor.Header)) || bytes.HasPrefix(data, []byte(binaryMagic))
}

// Decrypt opens an encrypted file whole: no byte of a damaged one comes out.
func Decrypt(data []byte, passphrase auth.Secret) ([]byte, error) {
	identity, err := age.NewScryptIdentity(passphraseText(passphrase))
	if err != nil {
		return nil, ErrPassphrase
	}
	identity.SetMaxWorkFactor(maxWork)
	var in io.Reader = bytes.NewReader(data)
	if !bytes.HasPrefix(data, []byte(binaryMagic)) {
		in = armor.NewReader(in)
	}
	r, err := age.Decrypt(in, identity)
	if err != nil {
		return nil, opening(err)
	}
	text, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	switch {
	case err != nil:
		clear(text)
		return nil, errDamaged
	case len(text) > MaxSize:
		clear(text)
		return nil, errTooLarge
	}
	return text, nil
}

// opening says why the header of a file does not open.
func opening(err error) error {
	none, _ := errors.AsType[*age.NoIdentityMatchError](err)
	switch {
	case strings.Contains(err.Error(), "work factor too large"):
		return errTooHard
	case none == nil:
		return errDamaged
	case len(none.StanzaTypes) != 1 || none.StanzaTypes[0] != "scrypt":
		return errOtherKey
	}
	return ErrPassphrase
}
