package keyring

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

// An item reads "afk1.<key>.<check>", both in base64url; the check is the
// start of the key's SHA-256. It makes a cut or foreign value recognisable.
const prefix = "afk1."

var text64 = base64.RawURLEncoding.Strict()

func check(key []byte) []byte {
	sum := sha256.Sum256(append([]byte(prefix), key...))
	return sum[:4]
}

func encode(key [32]byte) string {
	return prefix + text64.EncodeToString(key[:]) + "." + text64.EncodeToString(check(key[:]))
}

func decode(text string) (key [32]byte, err error) {
	if text == "" { // KWallet answers so for an item that it lost
		return key, fmt.Errorf("%w: it is empty", ErrDamaged)
	}
	rest, ours := strings.CutPrefix(text, prefix)
	body, sum, cut := strings.Cut(rest, ".")
	if !ours || !cut {
		return key, fmt.Errorf("%w: it has another form", ErrDamaged)
	}
	raw, err := text64.DecodeString(body)
	if err != nil || len(raw) != len(key) {
		return key, fmt.Errorf("%w: it has the wrong length", ErrDamaged)
	}
	got, err := text64.DecodeString(sum)
	if err != nil || !bytes.Equal(got, check(raw)) {
		return key, fmt.Errorf("%w: its check does not fit", ErrDamaged)
	}
	copy(key[:], raw)
	clear(raw)
	return key, nil
}
