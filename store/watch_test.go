package store

import (
	"context"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

func TestWatch(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	h, v := newVault(t)
	changes, err := v.Watch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	wait := func(what string) {
		t.Helper()
		select {
		case <-changes:
		case <-time.After(10 * time.Second):
			t.Fatalf("no signal for %s", what)
		}
	}
	wait("the beginning")
	other := h.vault()
	id := add(t, other, "one")[0].Account.ID
	wait("an added account")
	for range 3 { // collected, while nobody listens
		if err := other.Update(ctx, id, func(_ context.Context, tx auth.Tx) error { return tx.Save(tx.Record()) }); err != nil {
			t.Fatal(err)
		}
	}
	wait("a change")
	if _, err := other.StartOver(ctx); err != nil {
		t.Fatal(err)
	}
	wait("a vault moved aside")
	cancel()
	deadline := time.After(10 * time.Second)
	for open := true; open; {
		select {
		case _, open = <-changes:
		case <-deadline:
			t.Fatal("the channel stays open after ctx ended")
		}
	}
}
