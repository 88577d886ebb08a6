package store

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// TestSaveThatFailsIsTriedAgain keeps the account while the record cannot be
// written: nobody else gets on with it, and nothing is left behind afterwards.
// (requirement 97)
func TestSaveThatFailsIsTriedAgain(t *testing.T) {
	h, v := newVault(t)
	r := newRecord("a")
	if err := v.Add(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	in := h.path("acct", tempName(recordFile(r.Account.ID)))
	var tx auth.Tx
	var release func()
	err := v.Update(t.Context(), r.Account.ID, func(_ context.Context, under auth.Tx) error {
		tx, r = under, under.Record()
		if err := tx.Reserve(); err != nil {
			return err
		}
		if err := errors.Join(os.Remove(in), os.MkdirAll(in+"/full", 0o700)); err != nil {
			return err
		}
		r.Grant.Refresh = auth.NewSecret("REFRESH_2")
		err := tx.Save(r)
		release = tx.Keep()
		return err
	})
	if reasonOf(err) != ReasonNotSaved {
		t.Fatalf("got %v", err)
	}
	other := h.vault()
	other.Wait, other.RenewWait = 50*time.Millisecond, 50*time.Millisecond
	if err := other.Update(t.Context(), r.Account.ID, func(context.Context, auth.Tx) error { return nil }); !errors.Is(err, auth.ErrBusy) {
		t.Errorf("another process: %v", err)
	}
	v.Lock() // the key is forgotten for everybody else
	if err := errors.Join(os.RemoveAll(in), tx.Save(r)); err != nil {
		t.Errorf("with the way free: %v", err)
	}
	release()
	if err := v.Unlock(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = other.Update(t.Context(), r.Account.ID, func(_ context.Context, tx auth.Tx) error {
		if got := tx.Record().Grant.Refresh.Reveal(); got != "REFRESH_2" || tx.Interrupted() {
			t.Errorf("saved: %q, interrupted %v", got, tx.Interrupted())
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestWaitingBehindAnUnsavedRecordEnds has one in the same process wait for it.
func TestWaitingBehindAnUnsavedRecordEnds(t *testing.T) {
	_, v := newVault(t)
	v.Wait, v.RenewWait = 50*time.Millisecond, 50*time.Millisecond
	r := newRecord("a")
	if err := v.Add(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	var release func()
	if err := v.Update(t.Context(), r.Account.ID, func(_ context.Context, tx auth.Tx) error { release = tx.Keep(); return nil }); err != nil {
		t.Fatal(err)
	}
	defer release()
	if err := v.Update(t.Context(), r.Account.ID, func(context.Context, auth.Tx) error { return nil }); !errors.Is(err, auth.ErrBusy) {
		t.Errorf("got %v", err)
	}
}
