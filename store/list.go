package store

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
)

// List implements auth.Vault. Without the key it returns names, in Locked, and
// the error that says why; an empty vault needs no key.
func (v *Vault) List(ctx context.Context) (auth.Listing, error) {
	read := map[auth.AccountID]auth.Record{}
	survey, err := v.Scan(ctx,
		func(auth.AccountID, auth.Stamp) bool { return false },
		func(r auth.Record, _ auth.Stamp) { read[r.Account.ID] = r })
	l := auth.Listing{Records: make([]auth.Record, 0, len(read)), Locked: survey.Locked, Damaged: survey.Damaged}
	for _, id := range slices.Sorted(maps.Keys(read)) {
		l.Records = append(l.Records, read[id])
	}
	return l, err
}

// Scan implements auth.Vault. Without the key it returns names, in Locked, and
// the error that says why.
func (v *Vault) Scan(ctx context.Context, have func(auth.AccountID, auth.Stamp) bool, seen func(auth.Record, auth.Stamp)) (auth.Survey, error) {
	for {
		s, err := v.look(ctx, have, seen)
		if !errors.Is(err, errKeyChanged) {
			return s, err
		}
	}
}

// errKeyChanged: another process changed the key while records were read.
var errKeyChanged = errors.New("the vault's key was changed meanwhile")

// look is one attempt at Scan.
func (v *Vault) look(ctx context.Context, have func(auth.AccountID, auth.Stamp) bool, seen func(auth.Record, auth.Stamp)) (auth.Survey, error) {
	r, err := v.enter(false)
	if errors.Is(err, errNoHeader) {
		return auth.Survey{}, nil
	}
	if err != nil {
		return auth.Survey{}, err
	}
	names, err := files(r.acct)
	ids := accountsOf(names, "")
	if err == nil && len(ids) == 0 && r.isLocked() {
		err = r.errLocked()
	}
	if err != nil || len(ids) == 0 {
		return auth.Survey{}, err
	}
	_, k, locked := v.hold(ctx)
	if locked == nil {
		defer k.release()
	} else if ctx.Err() != nil {
		return auth.Survey{}, ctx.Err()
	}
	var telling sync.Mutex // held for each call of seen
	entries := make([]entry, len(ids))
	for i, id := range ids {
		entries[i] = entry{auth.Account{ID: id, Name: "account " + string(id[:8])}, errUnread}
	}
	err = each(ctx, len(ids), func(i int) {
		rec, stamp, err := r.entry(k, ids[i], have)
		entries[i] = entry{rec.Account, err}
		if err == nil {
			telling.Lock()
			defer telling.Unlock()
			seen(rec, stamp)
		}
	})
	if err != nil {
		return auth.Survey{}, err
	}
	foreign := func(e entry) bool { return errors.Is(e.err, errForeign) }
	if slices.ContainsFunc(entries, foreign) && !v.current(r, k) {
		return auth.Survey{}, errKeyChanged
	}
	s := survey(entries)
	s.Interrupted = slices.DeleteFunc(accountsOf(names, tempName("")), func(id auth.AccountID) bool { return !r.interrupted(id) })
	return s, locked
}

// entry is what became of one account of a survey.
type entry struct {
	account auth.Account
	err     error
}

// What an account can be in a survey, beside being read, gone or damaged.
var (
	errNameOnly = errors.New("there is no key: its name alone can be read")
	errSame     = errors.New("the reader has it")
	errUnread   = errors.New("reading it failed in a way that nobody thought of")
)

// entry reads one account that the reader does not have; with a nil key, or a
// damaged record, its name.
func (r *rooms) entry(k *rootKey, id auth.AccountID, have func(auth.AccountID, auth.Stamp) bool) (rec auth.Record, stamp auth.Stamp, err error) {
	err = errNameOnly
	if k != nil {
		if stamp, err = r.stamp(id); err == nil {
			if have(id, stamp) {
				return auth.Record{Account: auth.Account{ID: id}}, stamp, errSame
			}
			rec, err = r.read(k, id)
		}
		if err == nil || errors.Is(err, auth.ErrNotFound) {
			return rec, stamp, err
		}
	}
	p, e := r.public(id)
	if e != nil || auth.Clean(p.Name, 800) == "" {
		p.Name = "account " + string(id[:8])
	}
	return auth.Record{Account: p.account(id)}, stamp, err
}

// stamp is taken before a record is read: a change in between shows the next time.
func (r *rooms) stamp(id auth.AccountID) (auth.Stamp, error) {
	info, err := r.acct.Lstat(recordFile(id))
	if errors.Is(err, fs.ErrNotExist) {
		return auth.Stamp{}, auth.ErrNotFound
	}
	if err != nil {
		return auth.Stamp{}, damaged(id, err)
	}
	return auth.Stamp{Size: info.Size(), Time: info.ModTime().UnixNano(), File: fileNumber(info)}, nil
}

func survey(entries []entry) auth.Survey {
	var s auth.Survey
	for _, e := range entries {
		switch {
		case e.err == nil, errors.Is(e.err, auth.ErrNotFound): // read, or deleted in the meantime
		case errors.Is(e.err, errSame):
			s.Same = append(s.Same, e.account.ID)
		case errors.Is(e.err, errNameOnly), errors.Is(e.err, auth.ErrLocked):
			s.Locked = append(s.Locked, e.account)
		default:
			s.Damaged = append(s.Damaged, e.account)
		}
	}
	byName := func(a, b auth.Account) int { return cmp.Compare(auth.FoldName(a.Name), auth.FoldName(b.Name)) }
	slices.SortStableFunc(s.Locked, byName)
	slices.SortStableFunc(s.Damaged, byName)
	return s
}

// each runs do for 0 to n-1, on a few goroutines at a time.
func each(ctx context.Context, n int, do func(i int)) error {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(4, runtime.GOMAXPROCS(0), n) {
		workers.Go(func() { // waited for below
			for i := next.Add(1) - 1; i < int64(n) && ctx.Err() == nil; i = next.Add(1) - 1 {
				crash.Task("read an account", func() { do(int(i)) })
			}
		})
	}
	workers.Wait()
	return ctx.Err()
}
