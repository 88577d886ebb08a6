package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/authfob/authfob/auth"
)

// Get implements auth.Vault. It takes no lock.
func (v *Vault) Get(ctx context.Context, id auth.AccountID) (auth.Record, error) {
	if !id.Valid() {
		return auth.Record{}, auth.ErrNotFound
	}
	for {
		r, k, err := v.hold(ctx)
		if err != nil {
			return auth.Record{}, absent(err)
		}
		rec, err := r.read(k, id)
		k.release()
		if !errors.Is(err, errForeign) || v.current(r, k) {
			return rec, err
		}
		// The key was changed since hold; the header has the new one.
	}
}

// read opens a record.
func (r *rooms) read(k *rootKey, id auth.AccountID) (auth.Record, error) {
	least := r.marked(k, string(id)) // first: what is written meanwhile is newer than that
	file, err := r.file(id)
	if errors.Is(err, fs.ErrNotExist) {
		return auth.Record{}, auth.ErrNotFound
	}
	if err != nil {
		return auth.Record{}, damaged(id, err)
	}
	rec, err := decodeFile(k, id, file)
	if errors.Is(err, errNewRecord) {
		return auth.Record{}, newerFormat(recordFile(id))
	}
	if err != nil {
		return auth.Record{}, damaged(id, err)
	}
	rec.Older = rec.Older || rec.Gen < least
	return rec, nil
}

// Update implements auth.Vault: lock, put right what a dead process left, read
// again, fn. (requirements 25, 27, 60)
func (v *Vault) Update(ctx context.Context, id auth.AccountID, fn func(context.Context, auth.Tx) error) error {
	return v.underLock(ctx, id, func(t *tx) error {
		rec, err := t.rooms.read(t.key, id)
		if err != nil {
			return err
		}
		t.rec = rec
		t.notice()
		return fn(ctx, t)
	})
}

// underLock runs fn with one account's lock held.
func (v *Vault) underLock(ctx context.Context, id auth.AccountID, fn func(*tx) error) error {
	if !id.Valid() {
		return auth.ErrNotFound
	}
	r, k, err := v.hold(ctx)
	if err != nil {
		return absent(err)
	}
	k.release()
	if _, err := r.acct.Lstat(recordFile(id)); errors.Is(err, fs.ErrNotExist) {
		return auth.ErrNotFound
	}
	unlock, err := v.lockAccount(ctx, r, id)
	if err != nil {
		return err
	}
	// Not the key from before the wait: who changes keys writes the header first,
	// and then takes each account's lock to seal its record anew.
	r, k, err = v.hold(ctx)
	if err != nil {
		unlock()
		return absent(err)
	}
	t := &tx{vault: v, rooms: r, key: k, id: id}
	t.release = func() { t.end(); k.release(); unlock() }
	defer func() {
		if !t.kept {
			t.release()
		}
	}()
	t.rename = func(from, to string, place func() error) error {
		return v.rename(context.WithoutCancel(ctx), r, id, from, to, place)
	}
	if err := t.recover(); err != nil {
		return err
	}
	return fn(t)
}

// tx implements auth.Tx. It belongs to one goroutine at a time.
type tx struct {
	vault *Vault
	rooms *rooms
	key   *rootKey
	id    auth.AccountID
	rec   auth.Record
	// rename runs place with another name for the account.
	rename func(from, to string, place func() error) error

	release func() // ends it all: what Reserve left, the key's use, the lock
	kept    bool   // release is somebody else's to call

	reserved    *os.File // open between Reserve and Save
	asked       bool     // since Reserve, a server may have been asked
	lost        bool     // a Save failed after that
	interrupted bool
	left        intent // of the process that died; only with interrupted
}

func (t *tx) Record() auth.Record { return t.rec }

func (t *tx) Interrupted() bool { return t.interrupted }

// Keep implements auth.Tx.
func (t *tx) Keep() (release func()) {
	t.kept = true
	return t.release
}

func (t *tx) temp() string { return tempName(recordFile(t.id)) }

// recover puts the file that a dead process had written but not yet renamed in
// its place, or removes it.
func (t *tx) recover() error {
	acct := t.rooms.acct
	file, err := readFile(acct, t.temp(), maxRecord+reserveSlack)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		rec, length, err := decodeRecord(t.key, t.id, file)
		if errors.Is(err, errNewRecord) {
			return newerFormat(t.temp()) // and the newer version knows what to make of it
		}
		if err == nil && t.supersedes(rec) {
			if err := t.complete(file[:length]); err != nil {
				return t.notReserved(err)
			}
			t.vault.Log.Info("a change that an interrupted process had not finished was completed", "id", t.id)
			return nil
		}
	}
	if err := removeIfThere(acct, t.temp()); err != nil {
		return t.notReserved(err)
	}
	return nil
}

// complete writes a temp file's record over itself, which a crash cannot harm,
// and renames it.
func (t *tx) complete(record []byte) error {
	f, err := t.rooms.acct.OpenFile(t.temp(), os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return finish(t.rooms.acct, f, t.temp(), recordFile(t.id), record)
}

// supersedes reports whether rec is to take the place of the account's record. A
// renaming is not completed: nobody was told of it, and the name may be
// another's by now.
func (t *tx) supersedes(rec auth.Record) bool {
	old, err := t.rooms.read(t.key, t.id)
	if err != nil {
		return reasonOf(err) == ReasonRecordDamaged
	}
	return rec.Gen > old.Gen && rec.Account.Name == old.Account.Name
}

// notice finds out whether a process died while it was asking a server.
func (t *tx) notice() {
	in, ok := t.rooms.readIntent(t.id)
	switch {
	case !ok:
	case in.PID == 0 || in.Gen == t.rec.Gen:
		t.interrupted, t.left = true, in
	default: // its Save came through
		_ = removeIfThere(t.rooms.lock, intentFile(t.id))
	}
}

// reserveSlack is how much a record may grow by one answer of a server.
const reserveSlack = 32 << 10

// Reserve implements auth.Tx. File systems that copy on write give less of a
// promise; there it still finds a full disk.
func (t *tx) Reserve() error {
	if t.reserved != nil {
		return nil
	}
	acct := t.rooms.acct
	info, err := acct.Lstat(recordFile(t.id))
	if err != nil {
		return t.notReserved(err)
	}
	f, err := newFile(acct, t.temp())
	if err != nil {
		return t.notReserved(err)
	}
	_, err = f.Write(make([]byte, info.Size()+reserveSlack)) // zeros that are written, not a hole
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = t.rooms.newIntent(t.id, t.rec.Gen)
	}
	if err != nil {
		_ = f.Close()
		_ = removeIfThere(acct, t.temp())
		_ = removeIfThere(t.rooms.lock, intentFile(t.id))
		return t.notReserved(err)
	}
	t.reserved, t.asked = f, true
	return nil
}

func (t *tx) notReserved(err error) error {
	e := &Error{
		Reason: ReasonNoSpace, What: "could not make room to save the account: " + diskWord(err),
		Do: "Make room and try again. No server was asked, and your sign-in is as it was.", cause: err,
	}
	if unwritable(err) {
		e.Do = "Make it writable and try again. No server was asked, and your sign-in is as it was."
	}
	return e
}

// Save implements auth.Tx.
func (t *tx) Save(r auth.Record) error {
	if r.Account.ID != t.id {
		return fmt.Errorf("a record of account %s was saved as %s", r.Account.ID, t.id)
	}
	r.Gen = t.next()
	data, err := encodeRecord(t.key, r)
	if err != nil {
		return t.notSaved(err)
	}
	place := func() error { return t.place(data) }
	if r.Account.Name == t.rec.Account.Name {
		err = place()
	} else {
		err = t.rename(t.rec.Account.Name, r.Account.Name, place)
	}
	if err != nil {
		return err
	}
	answered := !r.Grant.Access.Equal(t.rec.Grant.Access) || !r.Grant.Refresh.Equal(t.rec.Grant.Refresh)
	t.rec = r
	t.settle(answered)
	t.rooms.mark(t.key, string(t.id), r.Gen)
	return nil
}

// next is the generation that the record's next version has: above that of
// every version before, also where an older one was put back.
func (t *tx) next() uint64 {
	if t.rec.Older {
		return max(t.rec.Gen, t.rooms.marked(t.key, string(t.id))) + 1
	}
	return t.rec.Gen + 1
}

// place writes the sealed record: into the reserved file and, if that fails,
// once more into a new one.
func (t *tx) place(data []byte) error {
	acct, name := t.rooms.acct, recordFile(t.id)
	if f := t.reserved; f != nil {
		t.reserved = nil
		if finish(acct, f, t.temp(), name, data) == nil {
			return nil
		}
	}
	if err := replaceFile(acct, name, data); err != nil {
		return t.notSaved(err)
	}
	return nil
}

func (t *tx) notSaved(err error) error {
	t.lost = t.asked
	return &Error{
		Reason: ReasonNotSaved, What: "the vault cannot be written: " + diskWord(err),
		Do: "Make room and try again. The account is as it was before.", cause: err,
	}
}

// settle takes the intent back, now that the answer is safe. An intent of a
// dead process moves on with the record until another grant is in its place.
func (t *tx) settle(answered bool) {
	if t.interrupted && !answered {
		t.asked = false
		t.left.Gen = t.rec.Gen
		_ = t.rooms.writeIntent(t.id, t.left)
		return
	}
	t.asked, t.lost, t.interrupted = false, false, false
	_ = removeIfThere(t.rooms.lock, intentFile(t.id))
}

// end leaves nothing behind of a Reserve that was not used: fn returned, so
// whatever the server answered was dealt with, unless it could not be saved.
func (t *tx) end() {
	if t.reserved != nil {
		_ = t.reserved.Close()
		t.reserved = nil
		_ = removeIfThere(t.rooms.acct, t.temp())
	}
	switch {
	case !t.asked:
	case t.lost: // the next process may still be forgiven: see interrupted
		if f, err := newFile(t.rooms.acct, t.temp()); err == nil {
			_ = f.Close()
		}
	case t.interrupted:
		_ = t.rooms.writeIntent(t.id, t.left)
	default:
		_ = removeIfThere(t.rooms.lock, intentFile(t.id))
	}
}
