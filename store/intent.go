package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/authfob/authfob/auth"
)

// intent says that a process is asking a server on an account's behalf, and
// since when. One that nobody removed tells of a process that died meanwhile.
type intent struct {
	Gen  uint64    `json:"gen"` // of the record that was there
	PID  int       `json:"pid"`
	Time time.Time `json:"time"`
}

func intentFile(id auth.AccountID) string { return string(id) + ".intent" }

// readIntent returns the account's intent; ok is false when there is none. An
// unreadable one counts, without saying whose it is.
func (r *rooms) readIntent(id auth.AccountID) (in intent, ok bool) {
	text, err := readFile(r.lock, intentFile(id), 4096)
	if errors.Is(err, fs.ErrNotExist) {
		return in, false
	}
	if json.Unmarshal(text, &in) != nil {
		return intent{}, true
	}
	return in, true
}

// writeIntent needs no fsync: it is read after the death of a process, and
// after that of the machine everything it says is old.
func (r *rooms) writeIntent(id auth.AccountID, in intent) error {
	text, err := json.Marshal(in)
	if err != nil {
		return err
	}
	if err := removeIfThere(r.lock, intentFile(id)); err != nil {
		return err
	}
	f, err := newFile(r.lock, intentFile(id))
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

func (r *rooms) newIntent(id auth.AccountID, gen uint64) error {
	return r.writeIntent(id, intent{Gen: gen, PID: os.Getpid(), Time: time.Now().UTC().Round(0)})
}

// Interrupted implements auth.Vault.
func (v *Vault) Interrupted(id auth.AccountID) bool {
	r, err := v.enter(false)
	return err == nil && r.interrupted(id)
}

// interrupted reports that the account's file for the next answer is there, and
// nobody who waits for that answer.
func (r *rooms) interrupted(id auth.AccountID) bool {
	if _, err := r.acct.Lstat(tempName(recordFile(id))); err != nil {
		return false
	}
	in, ok := r.readIntent(id)
	return ok && !alive(in.PID)
}
