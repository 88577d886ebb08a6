package store

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/authfob/authfob/auth"
)

// List implements auth.Vault. Without the key it returns names, in Locked, and
// the error that says why; an empty vault needs no key.
func (v *Vault) List(ctx context.Context) (auth.Listing, error) {
	for {
		l, err := v.list(ctx)
		if !errors.Is(err, errKeyChanged) {
			return l, err
		}
	}
}

// errKeyChanged: another process changed the key while records were read.
var errKeyChanged = errors.New("the vault's key was changed meanwhile")

// list is one attempt at List.
func (v *Vault) list(ctx context.Context) (auth.Listing, error) {
	r, err := v.enter(false)
	if errors.Is(err, errNoHeader) {
		return auth.Listing{}, nil
	}
	if err != nil {
		return auth.Listing{}, err
	}
	ids, err := r.ids()
	if err == nil && len(ids) == 0 && r.isLocked() {
		err = errLocked()
	}
	if err != nil || len(ids) == 0 {
		return auth.Listing{}, err
	}
	slices.Sort(ids)
	_, k, locked := v.hold(ctx)
	if locked == nil {
		defer k.release()
	} else if ctx.Err() != nil {
		return auth.Listing{}, ctx.Err()
	}
	entries := make([]entry, len(ids))
	err = each(ctx, len(ids), func(i int) { entries[i] = r.entry(k, ids[i]) })
	if err != nil {
		return auth.Listing{}, err
	}
	foreign := func(e entry) bool { return errors.Is(e.err, errForeign) }
	if slices.ContainsFunc(entries, foreign) && !v.current(r, k) {
		return auth.Listing{}, errKeyChanged
	}
	return listing(entries), locked
}

// entry is what became of one account of a listing.
type entry struct {
	rec auth.Record
	err error
}

// errNameOnly: there is no key.
var errNameOnly = errors.New("name only")

// entry reads one account; with a nil key, or a damaged record, its name.
func (r *rooms) entry(k *rootKey, id auth.AccountID) entry {
	err := errNameOnly
	if k != nil {
		var rec auth.Record
		if rec, err = r.read(k, id); err == nil || errors.Is(err, auth.ErrNotFound) {
			return entry{rec, err}
		}
	}
	p, e := r.public(id)
	if e != nil || auth.Clean(p.Name, 800) == "" {
		p.Name = "account " + string(id[:8])
	}
	return entry{auth.Record{Account: p.account(id)}, err}
}

func listing(entries []entry) auth.Listing {
	l := auth.Listing{Records: make([]auth.Record, 0, len(entries))}
	for _, e := range entries {
		switch {
		case e.err == nil:
			l.Records = append(l.Records, e.rec)
		case errors.Is(e.err, auth.ErrNotFound): // deleted in the meantime
		case errors.Is(e.err, errNameOnly), errors.Is(e.err, auth.ErrLocked):
			l.Locked = append(l.Locked, e.rec.Account)
		default:
			l.Damaged = append(l.Damaged, e.rec.Account)
		}
	}
	byName := func(a, b auth.Account) int { return cmp.Compare(auth.FoldName(a.Name), auth.FoldName(b.Name)) }
	slices.SortStableFunc(l.Locked, byName)
	slices.SortStableFunc(l.Damaged, byName)
	return l
}

// each runs do for 0 to n-1, on a few goroutines at a time.
func each(ctx context.Context, n int, do func(i int)) error {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(4, runtime.GOMAXPROCS(0), n) {
		workers.Go(func() { // waited for below
			for i := next.Add(1) - 1; i < int64(n) && ctx.Err() == nil; i = next.Add(1) - 1 {
				do(int(i))
			}
		})
	}
	workers.Wait()
	return ctx.Err()
}
