package store

import (
	"bytes"
	"crypto/hmac"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

const (
	headerName   = "vault.json"
	headerFormat = 1
	maxHeader    = 1 << 20 // bytes
)

// header is vault.json.
type header struct {
	Format int    `json:"format"`
	Vault  string `json:"vault"` // 16 bytes in hex
	Seq    uint64 `json:"seq"`   // grows with each change of the header
	Slots  []slot `json:"slots"`
	MAC    []byte `json:"mac"` // over the rest, by the root key
}

// slot is one way to the root key.
type slot struct {
	ID      string   `json:"id"`
	Kind    slotKind `json:"kind"`
	Item    string   `json:"item,omitempty"` // name of the keyring item
	Argon   *argon   `json:"argon,omitempty"`
	Wrapped []byte   `json:"wrapped"` // the root key under the slot's key
}

type slotKind string

const (
	slotKeyring    slotKind = "keyring"
	slotPassphrase slotKind = "passphrase"
	slotKeyFile    slotKind = "keyfile"
)

// what names the slot in its wrapped key, so that no slot, vault or parameter
// can be exchanged for another.
func (s slot) what(vault string) string {
	s.Wrapped = nil
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a slot is strings and numbers
	}
	return vault + "|" + string(text)
}

func (h header) id() (id [16]byte) {
	raw, _ := hex.DecodeString(h.Vault) // checked by parseHeader
	copy(id[:], raw)
	return id
}

func (h header) signed() []byte {
	h.MAC = nil
	text, err := json.Marshal(h)
	if err != nil {
		panic(err) // a header is strings, bytes and numbers
	}
	return text
}

// signed reports whether the header was written by somebody with the key.
func (k *rootKey) signed(h header) bool { return hmac.Equal(h.MAC, k.sign(h.signed())) }

func (h header) equal(other header) bool {
	return bytes.Equal(h.signed(), other.signed()) && bytes.Equal(h.MAC, other.MAC)
}

func (h header) kinds() []slotKind {
	var kinds []slotKind
	for _, s := range h.Slots {
		kinds = append(kinds, s.Kind)
	}
	return kinds
}

func parseHeader(text []byte) (header, error) {
	var h header
	var v struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(text, &v); err != nil {
		return h, headerDamaged("it is no JSON")
	}
	if v.Format > headerFormat {
		return h, newerFormat(headerName)
	}
	if err := json.Unmarshal(text, &h); err != nil || h.Format != headerFormat || len(h.Slots) == 0 {
		return h, headerDamaged("it is incomplete")
	}
	if raw, err := hex.DecodeString(h.Vault); err != nil || len(raw) != 16 {
		return h, headerDamaged("its vault id is no id")
	}
	for _, s := range h.Slots {
		if s.Argon != nil && !s.Argon.sane() {
			return h, headerDamaged("its passphrase parameters are out of bounds")
		}
	}
	return h, nil
}

// errNoHeader: there is no vault here yet.
var errNoHeader = errors.New("no vault here")

// headers returns the readable ones of vault.json and its copy, the first one
// first; errNoHeader when there is neither.
func headers(r *os.Root) ([]header, error) {
	var found []header
	var first error
	missing := 0
	for _, name := range []string{headerName, headerName + ".bak"} {
		text, err := readRegular(r, name, maxHeader)
		if errors.Is(err, fs.ErrNotExist) {
			missing++
			continue
		}
		var h header
		if err == nil {
			h, err = parseHeader(text)
		}
		var e *Error
		if errors.As(err, &e) && e.Reason != ReasonHeaderDamaged {
			return nil, err // a newer format, a symbolic link: the copy is none of our business
		}
		if err == nil {
			found = append(found, h)
		} else if first == nil {
			first = err
		}
	}
	switch {
	case len(found) > 0:
		return found, nil
	case missing == 2:
		return nil, errNoHeader
	case errors.As(first, new(*Error)):
		return nil, first
	}
	return nil, headerDamaged(fmt.Sprint(first))
}

// writeHeader signs h and writes it and its copy durably.
func writeHeader(r *os.Root, h header, k *rootKey) error {
	h.Seq++
	h.MAC = k.sign(h.signed())
	text, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return err
	}
	for _, name := range []string{headerName, headerName + ".bak"} {
		if err := replaceFile(r, name, append(text, '\n')); err != nil {
			return err
		}
	}
	return nil
}
