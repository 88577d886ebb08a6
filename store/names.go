package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"

	"github.com/authfob/authfob/auth"
)

// indexFile is where the index keeps the id of the account called name.
func indexFile(name string) string {
	sum := sha256.Sum256([]byte(auth.FoldName(name)))
	return hex.EncodeToString(sum[:])
}

// Find implements auth.Vault. It needs no key. The index only makes it quick:
// what it says is checked against the record, and what it does not know is
// looked for in all of them.
func (v *Vault) Find(ctx context.Context, name string) (auth.AccountID, error) {
	r, err := v.enter(false)
	if err != nil {
		return "", absent(err)
	}
	id, unindexed, err := v.lookUp(ctx, r, name)
	if err != nil {
		return "", err
	}
	if len(unindexed) > 0 {
		v.repair(ctx, r, unindexed)
	}
	if id == "" {
		return "", auth.ErrNotFound
	}
	return id, nil
}

// lookUp finds the account called name, "" for none, and the accounts it met
// that the index lacks.
func (v *Vault) lookUp(ctx context.Context, r *rooms, name string) (id auth.AccountID, unindexed []auth.AccountID, err error) {
	indexed, ok := r.indexed(indexFile(name))
	if ok {
		p, err := r.public(indexed)
		switch {
		case err == nil && auth.FoldName(p.Name) == auth.FoldName(name):
			return indexed, nil, nil
		case errors.Is(err, errNewRecord): // it is there, and no more can be told of it
			return "", nil, newerFormat(recordFile(indexed))
		}
	}
	return v.scan(ctx, r, name, ok)
}

// scan looks for name in the records that this process has not yet seen to be
// indexed or, with all, in every one.
func (v *Vault) scan(ctx context.Context, r *rooms, name string, all bool) (id auth.AccountID, unindexed []auth.AccountID, err error) {
	ids, err := r.ids()
	if err != nil {
		return "", nil, err
	}
	if !all {
		ids = v.unseen(ids)
	}
	if len(ids) == 0 {
		return "", nil, nil
	}
	entries, err := files(r.name)
	if err != nil {
		return "", nil, err
	}
	slices.Sort(ids) // of two accounts with one name, put there by hand, always the same wins
	slices.Sort(entries)
	want := auth.FoldName(name)
	for _, candidate := range ids {
		if err := ctx.Err(); err != nil {
			return "", nil, err
		}
		p, err := r.public(candidate)
		if err != nil {
			continue // damaged: it has no name
		}
		hit := auth.FoldName(p.Name) == want
		if hit && id == "" {
			id = candidate
		}
		if _, there := slices.BinarySearch(entries, indexFile(p.Name)); there && !hit {
			v.setIndexed(candidate, true)
		} else {
			unindexed = append(unindexed, candidate)
		}
	}
	return id, unindexed, nil
}

// repair writes the index entries of ids, under the lock, from their records
// as they are then. Without the lock it does nothing: the index is a convenience.
func (v *Vault) repair(ctx context.Context, r *rooms, ids []auth.AccountID) {
	unlock, err := v.lockVault(ctx, r)
	if err != nil {
		return
	}
	defer unlock()
	v.index(r, ids)
}

// index is repair for who holds the lock.
func (v *Vault) index(r *rooms, ids []auth.AccountID) {
	for _, id := range ids {
		p, err := r.public(id)
		if err != nil {
			continue
		}
		if other, ok := r.indexed(indexFile(p.Name)); ok && other != id {
			if q, err := r.public(other); err == nil && auth.FoldName(q.Name) == auth.FoldName(p.Name) {
				continue // two accounts with one name: the first stays
			}
		}
		if r.setIndex(p.Name, id) == nil {
			v.setIndexed(id, true)
		}
	}
}

// unseen leaves those of ids that this process has not seen in the index.
func (v *Vault) unseen(ids []auth.AccountID) []auth.AccountID {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.DeleteFunc(ids, func(id auth.AccountID) bool { return v.indexed[id] })
}

func (v *Vault) setIndexed(id auth.AccountID, yes bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if yes {
		v.indexed[id] = true
	} else {
		delete(v.indexed, id)
	}
}

// public reads a record's public part, which needs no key and which nothing
// vouches for.
func (r *rooms) public(id auth.AccountID) (public, error) {
	file, err := r.file(id)
	if err != nil {
		return public{}, err
	}
	return readPublic(file)
}

// indexed reads an entry of the index.
func (r *rooms) indexed(file string) (auth.AccountID, bool) {
	text, err := readFile(r.name, file, 64)
	id := auth.AccountID(text)
	return id, err == nil && id.Valid()
}

// setIndex needs no fsync: an entry that a crash loses is found missing.
func (r *rooms) setIndex(name string, id auth.AccountID) error {
	file := indexFile(name)
	temp := tempName(file)
	if err := removeIfThere(r.name, temp); err != nil {
		return err
	}
	f, err := newFile(r.name, temp)
	if err != nil {
		return err
	}
	_, err = f.WriteString(string(id))
	if err = errors.Join(err, f.Close()); err == nil {
		err = patiently(func() error { return r.name.Rename(temp, file) })
	}
	if err != nil {
		_ = remove(r.name, temp)
	}
	return err
}

// unsetIndex removes name's entry if it is id's.
func (r *rooms) unsetIndex(name string, id auth.AccountID) {
	if there, ok := r.indexed(indexFile(name)); ok && there == id {
		_ = removeIfThere(r.name, indexFile(name)) // a stale entry is seen through
	}
}

// free reports ErrNameTaken where another account than id is called name. The
// caller holds the vault's lock.
func (v *Vault) free(ctx context.Context, r *rooms, name string, id auth.AccountID) error {
	there, unindexed, err := v.lookUp(ctx, r, name)
	if err != nil {
		return err
	}
	v.index(r, unindexed)
	if there != "" && there != id {
		return nameTaken(name)
	}
	return nil
}

// rename runs place, which writes id's record with the name to, where that
// name is free. The new entry of the index comes before the record and the old
// one goes after it, so that a crash between them leaves no account unindexed.
func (v *Vault) rename(ctx context.Context, r *rooms, id auth.AccountID, from, to string, place func() error) error {
	unlock, err := v.lockVault(ctx, r)
	if err != nil {
		return err
	}
	defer unlock()
	if err := v.free(ctx, r, to, id); err != nil {
		return err
	}
	if err := r.setIndex(to, id); err != nil {
		return notWritten("rename the account", err)
	}
	if err := place(); err != nil {
		return err
	}
	if auth.FoldName(from) != auth.FoldName(to) {
		r.unsetIndex(from, id)
	}
	return nil
}
