package auth

import (
	"context"
	"fmt"
)

// Records reads every account whole, for an export.
func (a *Agent) Records(ctx context.Context) (Listing, error) {
	return a.vault.List(ctx)
}

// Import stores a record that was read from a file, as a new account: its ID
// must be a fresh one. No server is asked. ErrNameTaken when the name is in
// use: what is there is never changed. (requirement 82)
func (a *Agent) Import(ctx context.Context, r Record) error {
	if !r.Account.ID.Valid() {
		return fmt.Errorf("%q is no account ID", Clean(string(r.Account.ID), 60))
	}
	t := NewTarget(r, a.providers)
	if err := t.CheckSettings(); err != nil {
		return err
	}
	bind(&r, t)
	r.Trouble, r.History, r.Gen, r.Older = nil, nil, 0, false
	r.note(event("import", t, nil, nil))
	return a.vault.Add(ctx, r)
}

// TakeBack undoes an import: the account is deleted, and no server is told. Whoever
// exported it goes on using its tokens.
func (a *Agent) TakeBack(ctx context.Context, id AccountID) error {
	if err := a.vault.Delete(ctx, id, nil); err != nil {
		return err
	}
	a.forget(id)
	a.unnote(ctx)
	return nil
}
