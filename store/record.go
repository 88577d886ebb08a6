package store

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/authfob/authfob/auth"
)

// A record file is
//
//	"AFV1" | kind 1 | 0 0 0 | kid 4 | length of public 4 | length of sealed 4 | public | nonce 24 | sealed
//
// with lengths in big endian. Public is JSON that can be read while the vault
// is locked. Sealed is XChaCha20-Poly1305 over length 4 | JSON | zeros up to
// a multiple of 512, so that the size says little. Everything before the
// nonce, the vault's id and the account's id are authenticated with it.
const (
	magic       = "AFV1"
	kindAccount = 'a'
	headLen     = 20
	padTo       = 512
	maxRecord   = 8 << 20 // bytes
)

// public is what a record says while the vault is locked.
type public struct {
	Name     string         `json:"name"`
	Provider string         `json:"provider,omitempty"`
	Grant    auth.GrantType `json:"grant"`
}

func publicOf(a auth.Account) public { return public{a.Name, a.Provider, a.Grant} }

// account is a public part as an account, cleaned: without the key it may be
// anybody's words.
func (p public) account(id auth.AccountID) auth.Account {
	return auth.Account{
		ID: id, Name: auth.Clean(p.Name, 800),
		Provider: auth.Clean(p.Provider, 200), Grant: auth.GrantType(auth.Clean(string(p.Grant), 200)),
	}
}

var (
	errTorn      = errors.New("it is incomplete")
	errForm      = errors.New("it has another form")
	errForeign   = errors.New("it is sealed with another key")
	errForged    = errors.New("it was changed or belongs elsewhere")
	errNewRecord = errors.New("it is of a newer format")
)

// parts is a record file taken apart; its fields point into the file.
type parts struct {
	head, kid, nonce, sealed []byte
	length                   int // of the whole record
}

// head checks what a record begins with, and returns it up to the nonce.
func head(file []byte) ([]byte, error) {
	if len(file) < headLen {
		return nil, errTorn
	}
	switch {
	case string(file[:3]) != magic[:3]:
		return nil, errForm
	case file[3] > magic[3] && file[3] <= '9':
		return nil, errNewRecord
	case file[3] != magic[3] || file[4] != kindAccount:
		return nil, errForm
	}
	end := headLen + uint64(binary.BigEndian.Uint32(file[12:]))
	if end > uint64(len(file)) {
		return nil, errTorn
	}
	return file[:end], nil
}

// split takes a record apart. What follows it is left to the caller: a
// reserved file is longer than its record.
func split(file []byte) (parts, error) {
	head, err := head(file)
	if err != nil {
		return parts{}, err
	}
	rest := file[len(head):]
	sealed := uint64(binary.BigEndian.Uint32(head[16:]))
	if chacha20poly1305.NonceSizeX+sealed > uint64(len(rest)) {
		return parts{}, errTorn
	}
	rest = rest[:chacha20poly1305.NonceSizeX+sealed]
	return parts{
		head: head, kid: head[8:12], length: len(head) + len(rest),
		nonce: rest[:chacha20poly1305.NonceSizeX], sealed: rest[chacha20poly1305.NonceSizeX:],
	}, nil
}

// readPublic returns a record's public part, which nothing vouches for. It
// works for a record that is damaged further on.
func readPublic(file []byte) (public, error) {
	var pub public
	h, err := head(file)
	if err != nil {
		return pub, err
	}
	if err := json.Unmarshal(h[headLen:], &pub); err != nil {
		return pub, errForm
	}
	return pub, nil
}

func associated(head []byte, k *rootKey, id auth.AccountID) []byte {
	ad := make([]byte, 0, len(head)+len(k.vault)+len(id))
	ad = append(ad, head...)
	ad = append(ad, k.vault[:]...)
	return append(ad, id...)
}

// encodeRecord seals r.
func encodeRecord(k *rootKey, r auth.Record) ([]byte, error) {
	body, err := sealedJSON(r)
	if err != nil {
		return nil, err
	}
	pub, err := json.Marshal(publicOf(r.Account))
	if err != nil {
		return nil, err
	}
	plain := make([]byte, (4+len(body)+padTo-1)/padTo*padTo)
	binary.BigEndian.PutUint32(plain, uint32(len(body)))
	copy(plain[4:], body)
	clear(body)
	defer clear(plain)

	sealedLen := len(plain) + chacha20poly1305.Overhead
	file := make([]byte, headLen, headLen+len(pub)+chacha20poly1305.NonceSizeX+sealedLen)
	copy(file, magic)
	file[4] = kindAccount
	copy(file[8:], k.kid[:])
	binary.BigEndian.PutUint32(file[12:], uint32(len(pub)))
	binary.BigEndian.PutUint32(file[16:], uint32(sealedLen))
	file = append(file, pub...)
	head := file
	nonce := make([]byte, chacha20poly1305.NonceSizeX)
	_, _ = rand.Read(nonce) // crypto/rand never fails (Go 1.24)
	file = append(file, nonce...)
	file = k.sealKey.records().Seal(file, nonce, plain, associated(head, k, r.Account.ID))
	if len(file) > maxRecord {
		return nil, errTooBig
	}
	return file, nil
}

// decodeRecord opens the record of account id at the start of file, and
// returns its length.
func decodeRecord(k *rootKey, id auth.AccountID, file []byte) (r auth.Record, length int, err error) {
	p, err := split(file)
	if err != nil {
		return r, 0, err
	}
	cipher, ok := k.records(p.kid)
	if !ok {
		return r, 0, errForeign
	}
	plain, err := cipher.Open(nil, p.nonce, p.sealed, associated(p.head, k, id))
	if err != nil {
		return r, 0, errForged
	}
	defer clear(plain)
	if len(plain) < 4 {
		return r, 0, errForm
	}
	n := binary.BigEndian.Uint32(plain)
	if uint64(n) > uint64(len(plain)-4) {
		return r, 0, errForm
	}
	r, err = openJSON(plain[4 : 4+n])
	if err != nil {
		return auth.Record{}, 0, errForm
	}
	pub, err := readPublic(file)
	if err != nil || pub != publicOf(r.Account) || r.Account.ID != id {
		return auth.Record{}, 0, errForged
	}
	return r, p.length, nil
}

// decodeFile is decodeRecord for a file that is one record and no more.
func decodeFile(k *rootKey, id auth.AccountID, file []byte) (auth.Record, error) {
	r, length, err := decodeRecord(k, id, file)
	if err == nil && length != len(file) {
		return auth.Record{}, errForm
	}
	return r, err
}
