package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/authfob/authfob/auth"
)

// A file of the vault that is put back from an earlier time opens like any
// other: it says truthfully which generation it is. So the highest generation
// is marked outside the vault's folder, where a backup or a cloud folder that
// brings old files back does not reach.
//
//	"AFG1" | generation 8 | HMAC-SHA256 over both, the vault's id and the name
//
// A mark is written after the file that it is about was durable, and read
// before it: it may lag behind, never run ahead, so there is no false alarm. It
// is not waited for; one that is gone, torn or sealed with an earlier key says
// nothing.
const (
	markMagic = "AFG1"
	markLen   = len(markMagic) + 8 + sha256.Size
	// headerMark is the mark of vault.json, whose generation is its Seq. The
	// others are called by the account.
	headerMark = "header"
)

// marked returns the generation that the file called name has had at least, 0
// where nothing is known of it.
func (r *rooms) marked(k *rootKey, name string) uint64 {
	if r.marks == "" {
		return 0
	}
	f, err := os.OpenFile(filepath.Join(r.marks, name), os.O_RDONLY|openNoFollow, 0)
	if err != nil {
		return 0
	}
	defer func() { _ = f.Close() }()
	mark := make([]byte, markLen)
	if n, _ := f.Read(mark); n != markLen || string(mark[:len(markMagic)]) != markMagic {
		return 0
	}
	said, mac := mark[:markLen-sha256.Size], mark[markLen-sha256.Size:]
	for _, key := range append([]sealKey{k.sealKey}, k.earlier...) {
		if hmac.Equal(mac, key.signMark(said, k.vault, name)) {
			return binary.BigEndian.Uint64(said[len(markMagic):])
		}
	}
	return 0
}

// mark notes the generation of a file that was written. The caller holds the
// file's lock. Where it cannot be written, an older file put back goes unnoticed
// until the next time, which is no reason to fail.
func (r *rooms) mark(k *rootKey, name string, gen uint64) {
	if r.marks == "" {
		return
	}
	said := binary.BigEndian.AppendUint64([]byte(markMagic), gen)
	mark := append(said, k.signMark(said, k.vault, name)...)
	write := func() error {
		f, err := os.OpenFile(filepath.Join(r.marks, name), os.O_WRONLY|os.O_CREATE|openNoFollow, fileMode)
		if err != nil {
			return err
		}
		_, err = f.WriteAt(mark, 0) // over the old one, of the same length
		return errors.Join(err, f.Close())
	}
	if err := write(); errors.Is(err, fs.ErrNotExist) && os.MkdirAll(r.marks, dirMode) == nil {
		_ = write()
	}
}

// dropMark forgets an account that is gone.
func (r *rooms) dropMark(id auth.AccountID) {
	if r.marks != "" {
		_ = os.Remove(filepath.Join(r.marks, string(id)))
	}
}

// HeaderOlder reports that an older vault.json was put back: what it was under
// then, a passphrase say, opens it again. It is known once the vault was opened.
func (v *Vault) HeaderOlder() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.headerOlder
}
