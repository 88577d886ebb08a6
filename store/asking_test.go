package store

import (
	"context"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

// stuck is a keyring whose prompt nobody answers.
type stuck struct{ asked chan struct{} }

func (s stuck) open(ctx context.Context, _ header, _ guesses) ([32]byte, error) {
	close(s.asked)
	<-ctx.Done()
	return [32]byte{}, ctx.Err()
}

func (stuck) protect(ctx context.Context) (slot, [32]byte, func(), error) {
	<-ctx.Done()
	return slot{}, [32]byte{}, nil, ctx.Err()
}

// While the keyring's prompt is open, the recovery code opens the vault, and
// who waited for the keyring goes on with that.
func TestRecoveryWhileTheKeyringAsks(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	code := NewRecoveryCode()
	if err := v.SetRecoveryCode(ctx, code); err != nil {
		t.Fatal(err)
	}
	asked := make(chan struct{})
	waiting, err := Open(h.dir, stuck{asked})
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan error, 1)
	go func() { // ends with the recovery below
		_, err := waiting.Get(ctx, id)
		got <- err
	}()
	<-asked
	if err := waiting.UnlockWith(ctx, Recovery{code}); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Errorf("who waited got %v", err)
	}
	opens(t, waiting, id, "")
}

// A call that takes long is told of, and its end too.
func TestWaitingIsToldAndTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []bool
		k := Keyring{Timeout: time.Minute, Waiting: func(yes bool) { told = append(told, yes) }}
		_, quick := k.bounded(t.Context())
		time.Sleep(time.Second)
		quick()
		_, slow := k.bounded(t.Context())
		time.Sleep(keyringWaiting + time.Second)
		synctest.Wait()
		if len(told) != 1 || !told[0] {
			t.Fatalf("told %v, want that somebody waits", told)
		}
		slow()
		if len(told) != 2 || told[1] {
			t.Errorf("told %v, want the end too", told)
		}
	})
}

func TestNewKeyFile(t *testing.T) {
	ctx := t.Context()
	h, v := newVault(t)
	id := add(t, v, "one")[0].Account.ID
	path := filepath.Join(t.TempDir(), "key")
	if err := NewKeyFile(path); err != nil {
		t.Fatal(err)
	}
	if err := v.Protect(ctx, KeyFile{path}); err != nil {
		t.Fatal(err)
	}
	other, _ := Open(h.dir, KeyFile{path})
	opens(t, other, id, "")
	wantReason(t, NewKeyFile(path), ReasonBadKeyFile)
	opens(t, other, id, "") // it was not written over
	wantReason(t, NewKeyFile(filepath.Join(t.TempDir(), "none", "key")), ReasonBadKeyFile)
}

// shut is a keyring whose prompt is dismissed each time.
type shut struct{ asked *int }

func (s shut) open(context.Context, header, guesses) ([32]byte, error) {
	*s.asked++
	return [32]byte{}, &Error{Reason: ReasonKeyringLocked, What: "your keyring is locked", Do: "Unlock it and try again."}
}

func (shut) protect(context.Context) (slot, [32]byte, func(), error) {
	return slot{}, [32]byte{}, nil, errNoHeader
}

// Who dismisses the keyring's prompt is not asked again by the same reading of
// the vault, only when they try again, or later.
func TestDismissedPromptComesOnce(t *testing.T) {
	h, v := newVault(t)
	add(t, v, "one")
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		dismissed, err := Open(h.dir, shut{&asked})
		if err != nil {
			t.Fatal(err)
		}
		want := func(times int) {
			t.Helper()
			dismissed.Recall(t.Context())
			_, err := dismissed.List(t.Context())
			wantReason(t, err, ReasonKeyringLocked)
			if asked != times {
				t.Errorf("asked %d times, want %d", asked, times)
			}
		}
		want(1)
		wantReason(t, dismissed.Unlock(t.Context()), ReasonKeyringLocked)
		want(2)
		time.Sleep(dismissedFor)
		want(3)
	})
}
