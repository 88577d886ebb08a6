package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"github.com/authfob/authfob/auth"
)

// A recovery code is 160 random bits and a check of 15, in the letters and
// digits that are not mistaken for each other (no I, L, O, U):
//
//	7K3QF-9XW2M-…-T4HB0   seven groups of five
//
// Being random it needs no argon2id. When it is typed, case, spaces and dashes
// do not matter, O counts as 0, and I and L as 1.
const (
	codeBytes  = 20
	codeChars  = codeBytes * 8 / 5
	checkChars = 3
	codeGroup  = 5
)

var base32Code = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// NewRecoveryCode makes a code, to be shown to a person once. It is good for
// nothing until SetRecoveryCode or Rotate had it.
func NewRecoveryCode() auth.Secret {
	var raw [codeBytes]byte
	defer clear(raw[:])
	_, _ = rand.Read(raw[:]) // crypto/rand never fails (Go 1.24)
	text := base32Code.EncodeToString(raw[:])
	return auth.NewSecret(grouped(text + codeCheck(text)))
}

func codeCheck(text string) string {
	sum := sha256.Sum256([]byte("authfob/recovery/" + text))
	return base32Code.EncodeToString(sum[:])[:checkChars]
}

func grouped(text string) string {
	var groups []string
	for ; len(text) > codeGroup; text = text[codeGroup:] {
		groups = append(groups, text[:codeGroup])
	}
	return strings.Join(append(groups, text), "-")
}

var readAs = strings.NewReplacer(" ", "", "-", "", "\t", "", "\n", "", "\r", "", "O", "0", "I", "1", "L", "1")

// CheckRecoveryCode tells a mistyped code from one that could be right.
func CheckRecoveryCode(code auth.Secret) error {
	kek, err := codeKey(code)
	clear(kek[:])
	return err
}

// codeKey is the key that a code stands for.
func codeKey(code auth.Secret) (kek [32]byte, err error) {
	text := readAs.Replace(strings.ToUpper(codeText(code)))
	if len(text) != codeChars+checkChars || codeCheck(text[:codeChars]) != text[codeChars:] {
		return kek, badCode()
	}
	raw, err := base32Code.DecodeString(text[:codeChars])
	if err != nil {
		return kek, badCode()
	}
	defer clear(raw)
	copy(kek[:], derive(raw, "recovery", len(kek)))
	return kek, nil
}

func badCode() *Error {
	return &Error{
		Reason: ReasonBadCode, What: "this is not a recovery code, or it is mistyped",
		Do: "It has seven groups of five letters and digits. Compare them with what you wrote down.",
	}
}

// Recovery is a code that a person typed. It opens a vault and protects none:
// after it, the vault is put under a key that is there with Protect.
type Recovery struct{ Code auth.Secret }

func (s Recovery) open(ctx context.Context, h header, g guesses) ([32]byte, error) {
	kek, err := codeKey(s.Code)
	if err != nil {
		return kek, err
	}
	defer clear(kek[:])
	slots := h.of(slotRecovery)
	if len(slots) == 0 {
		return [32]byte{}, &Error{
			Reason: ReasonWrongCode, What: "this vault has no recovery code", Do: otherKey(h).Do,
		}
	}
	return g.try(ctx, func() ([32]byte, error) {
		return openSlots(h, slotRecovery, kek, &Error{
			Reason: ReasonWrongCode, What: "this is not the vault's recovery code",
			Do: "It may be another vault's, or one that a newer code has replaced.",
		})
	})
}

func (Recovery) protect(context.Context) (slot, [32]byte, func(), error) {
	return slot{}, [32]byte{}, nil, &Error{
		Reason: ReasonOtherKey, What: "a recovery code alone protects no vault", Do: "Choose the keyring or a passphrase.",
	}
}
