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
	"slices"
	"time"
)

const (
	headerName   = "vault.json"
	headerFormat = 2       // format 1 knew neither times nor earlier keys; it is still read
	maxHeader    = 1 << 20 // bytes
)

// header is vault.json. A vault is under one way of protection, its first
// slot, and may have a recovery code beside it.
type header struct {
	Format int    `json:"format"`
	Vault  string `json:"vault"` // 16 bytes in hex
	Seq    uint64 `json:"seq"`   // grows with each change of the header
	Slots  []slot `json:"slots"`
	// Earlier are the root keys before this one, each wrapped by it, while
	// there are records that they sealed.
	Earlier []earlierKey `json:"earlier,omitempty"`
	MAC     []byte       `json:"mac"` // over the rest, by the root key

	copied bool // it was read from the copy, as vault.json did not read
}

// slot is one way to the root key.
type slot struct {
	ID      string    `json:"id"`
	Kind    slotKind  `json:"kind"`
	Made    time.Time `json:"made,omitzero"`  // UTC
	Item    string    `json:"item,omitempty"` // name of the keyring item
	Argon   *argon    `json:"argon,omitempty"`
	Wrapped []byte    `json:"wrapped"` // the root key under the slot's key
}

type slotKind string

const (
	slotKeyring    slotKind = "keyring"
	slotPassphrase slotKind = "passphrase"
	slotKeyFile    slotKind = "keyfile"
	slotRecovery   slotKind = "recovery"
)

type earlierKey struct {
	ID      string `json:"id"` // 4 bytes in hex: the key's name in the records
	Wrapped []byte `json:"wrapped"`
}

// what names the key in its wrapped form.
func (e earlierKey) what(vault string) string { return vault + "|earlier|" + e.ID }

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

// open returns the keys of the vault whose root key is root, if h was written
// by somebody who had it.
func (h header) open(root [32]byte) (*rootKey, bool) {
	k := newRootKey(h.id(), root)
	k.seq = h.Seq
	ok := hmac.Equal(h.MAC, k.sign(h.signed()))
	for _, e := range h.Earlier {
		if !ok {
			break
		}
		var earlier [32]byte
		var err error
		if earlier, err = unwrap(root, e.Wrapped, e.what(h.Vault)); err == nil {
			k.earlier = append(k.earlier, newSealKey(earlier))
		}
		ok = err == nil
	}
	if !ok {
		k.drop()
	}
	return k, ok
}

func (h *header) removeRecovery() {
	h.Slots = slices.DeleteFunc(h.Slots, func(s slot) bool { return s.Kind == slotRecovery })
}

// of are the slots of one kind.
func (h header) of(kind slotKind) (slots []slot) {
	for _, s := range h.Slots {
		if s.Kind == kind {
			slots = append(slots, s)
		}
	}
	return slots
}

// add puts a slot that gives root to who has kek behind the others.
func (h *header) add(s slot, kek, root [32]byte) {
	s.ID = fmt.Sprintf("%s-%d.%d", h.Vault[:8], h.Seq+1, len(h.Slots))
	s.Made = time.Now().UTC().Truncate(time.Second)
	s.Wrapped = wrap(kek, root, s.what(h.Vault))
	h.Slots = append(h.Slots, s)
}

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
	if err := json.Unmarshal(text, &h); err != nil || h.Format < 1 || len(h.Slots) == 0 {
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
			h.copied = len(found) == 0 && name != headerName
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

// written is headers for a vault that may have lost its own.
func (r *rooms) written() ([]header, error) {
	found, err := headers(r.root)
	if errors.Is(err, errNoHeader) && r.hasRecords() {
		return nil, headerMissing()
	}
	return found, err
}

// sign makes h the next version of the header, by who has root.
func (h *header) sign(root [32]byte) {
	h.Format = headerFormat
	h.Seq++
	h.MAC = newRootKey(h.id(), root).sign(h.signed())
}

// writeHeader writes a signed header durably: the copy first, so that the
// header is the old one or the new one. inForce says which, also where there
// is an error.
func writeHeader(r *os.Root, h header) (inForce bool, err error) {
	text, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return false, err
	}
	text = append(text, '\n')
	if err := replaceFile(r, headerName+".bak", text); err != nil {
		return false, err
	}
	if err := replaceFile(r, headerName, text); err != nil {
		there, _ := readRegular(r, headerName, maxHeader)
		return bytes.Equal(there, text), err
	}
	return true, nil
}
