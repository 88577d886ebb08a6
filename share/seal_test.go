package share

import (
	"bytes"
	"errors"
	"testing"

	"filippo.io/age"
	"filippo.io/age/armor"

	"github.com/authfob/authfob/auth"
)

// ageFile is text encrypted by age itself.
func ageFile(t *testing.T, text string, armored bool, to age.Recipient) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !armored {
		return out.Bytes()
	}
	var ascii bytes.Buffer
	a := armor.NewWriter(&ascii)
	_, _ = a.Write(out.Bytes())
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return ascii.Bytes()
}

func scrypt(t *testing.T, passphrase string, factor int) *age.ScryptRecipient {
	t.Helper()
	r, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	r.SetWorkFactor(factor)
	return r
}

func TestDecrypt(t *testing.T) {
	passphrase := auth.NewSecret("correct horse")
	right := ageFile(t, "text", false, scrypt(t, "correct horse", 2))
	x, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(right)
	changed[len(changed)-1] ^= 1
	// The work factor stands in the header in clear, and is believed first.
	hard := bytes.Replace(right, []byte(" 2\n"), []byte(" 30\n"), 1)
	for _, tt := range []struct {
		name string
		data []byte
		want error
	}{
		{"binary", right, nil},
		{"armored", ageFile(t, "text", true, scrypt(t, "correct horse", 2)), nil},
		{"another passphrase", ageFile(t, "text", false, scrypt(t, "battery staple", 2)), ErrPassphrase},
		{"a public key", ageFile(t, "text", false, x.Recipient()), errOtherKey},
		{"an hour of work", hard, errTooHard},
		{"changed", changed, errDamaged},
		{"cut", right[:len(right)-5], errDamaged},
		{"cut in the header", right[:40], errDamaged},
		{"only armor", []byte(armor.Header), errDamaged},
		{"a bomb", ageFile(t, string(make([]byte, MaxSize+1)), false, scrypt(t, "correct horse", 2)), errTooLarge},
	} {
		text, err := Decrypt(tt.data, passphrase)
		if !errors.Is(err, tt.want) || (err == nil) != (string(text) == "text") {
			t.Errorf("%s: got %q, %v; want %v", tt.name, text, err, tt.want)
		}
		if !IsEncrypted(tt.data) {
			t.Errorf("%s: is not taken for an encrypted file", tt.name)
		}
	}
	if IsEncrypted([]byte(`{"format":"authfob-accounts"}`)) {
		t.Error("a plain file is taken for an encrypted one")
	}
	if _, err := Encrypted(Contents{}, auth.Secret{}); err == nil {
		t.Error("an empty passphrase was taken")
	}
}
