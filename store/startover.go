package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"
)

// StartOver moves the vault aside, for when its key is lost, into a directory
// of its own, whose path it returns ("" where there was no vault). Nothing in
// it is changed; the next Add makes a new vault with a new key.
func (v *Vault) StartOver(ctx context.Context) (aside string, err error) {
	r, err := v.enter(false)
	if errors.Is(err, errNoHeader) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	unlock, err := v.lockVault(ctx, r)
	if err != nil {
		return "", err
	}
	defer unlock()
	name := "vault" + corrupt(time.Now())
	if err := moveAside(r, name); err != nil {
		return "", fmt.Errorf("moving the old vault aside: %w", err)
	}
	for _, name := range []string{lockedName, guessesName} {
		_ = removeIfThere(r.root, name)
	}
	return filepath.Join(v.dir, name), nil
}

// moveAside moves the records and then the header, so that what a crash leaves
// is still the old vault.
func moveAside(r *rooms, name string) error {
	records, err := files(r.acct)
	if err != nil {
		return err
	}
	if err := r.root.MkdirAll(filepath.Join(name, "acct"), dirMode); err != nil {
		return err
	}
	var from []string
	for _, f := range records {
		from = append(from, filepath.Join("acct", f))
	}
	for _, f := range append(from, headerName+".bak", headerName) {
		err := patiently(func() error { return r.root.Rename(f, filepath.Join(name, f)) })
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return errors.Join(syncDir(r.acct), syncDir(r.root))
}
