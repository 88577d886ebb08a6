package auth_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

// names are those of a snapshot, in its order.
func names(t *testing.T, a *auth.Agent) (list []string) {
	t.Helper()
	all, err := a.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		list = append(list, s.Name)
	}
	return list
}

func named(name string, r auth.Record) auth.Record {
	r.Account.ID, r.Account.Name = auth.NewAccountID(), name
	return r
}

func TestLoadFollowsTheVault(t *testing.T) {
	bob, anna := named("Bob", signedIn(time.Hour, 0)), named("anna", signedIn(time.Hour, 0))
	dead := named("Zoe", signedIn(time.Hour, 2*time.Hour))
	dead.Grant.Refresh = auth.Secret{}
	vault := newMemoryVault(bob, anna, dead)
	agent := auth.NewAgent(vault, &rotatingServer{err: noNetwork}, noProviders{})
	load := func(want ...string) {
		t.Helper()
		if err := agent.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, names(t, agent)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	load("Zoe", "anna", "Bob") // who needs a person comes first, the others by name
	load("Zoe", "anna", "Bob")
	bob.Account.Name = "Al"
	vault.put(bob)
	vault.put(named("carl", signedIn(time.Hour, 0)))
	load("Zoe", "Al", "anna", "carl")
	if err := vault.Delete(t.Context(), anna.Account.ID, nil); err != nil {
		t.Fatal(err)
	}
	load("Zoe", "Al", "carl")
}

// TestManyChangesAreToldTogether: who follows a thousand accounts is not told of
// each of a thousand renewals, and misses none.
func TestManyChangesAreToldTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := newMemoryVault()
		for i := range 1000 {
			v.put(named(fmt.Sprint("account ", i), signedIn(time.Hour, time.Minute)))
		}
		a := auth.NewAgent(v, &rotatingServer{err: noNetwork}, noProviders{})
		if err := a.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		list, err := a.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		told, noted := 0, 0
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { // ends with ctx
			defer close(done)
			for {
				changed := a.Changed()
				noted = 0
				all, _ := a.Snapshot()
				for _, s := range all {
					if s.Trouble != nil {
						noted++
					}
				}
				select {
				case <-changed:
					told++
				case <-ctx.Done():
					return
				}
			}
		}()
		for _, s := range list {
			_, _ = a.Token(t.Context(), s.ID, auth.TokenOptions{After: time.Now()}) // fails, which is noted
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Second)
		cancel()
		<-done
		if noted != len(list) || told > 25 {
			t.Errorf("%d of %d changes were seen; told %d times", noted, len(list), told)
		}
	})
}

// TestFindByID: an account is found by its ID without a look at any name, also
// where another's name is that ID, and where its record does not open.
func TestFindByID(t *testing.T) {
	mine := named("mine", signedIn(time.Hour, time.Minute))
	v := &shutVault{memoryVault: newMemoryVault(mine, named(string(mine.Account.ID), signedIn(time.Hour, time.Minute)))}
	a := auth.NewAgent(v, &rotatingServer{}, noProviders{})
	found := func(name string, want auth.AccountID) {
		t.Helper()
		if id, err := a.Find(t.Context(), name); id != want || err != nil {
			t.Errorf("%s: found %s, %v", name, id, err)
		}
	}
	found(string(mine.Account.ID), mine.Account.ID)
	found("Mine", mine.Account.ID)
	for _, v.err = range []error{auth.ErrLocked, errors.New("its record is damaged")} {
		found(string(mine.Account.ID), mine.Account.ID)
	}
	if id, err := a.Find(t.Context(), string(auth.NewAccountID())); !errors.Is(err, auth.ErrNotFound) {
		t.Errorf("found %s, %v", id, err)
	}
	v.err = nil
	if err := a.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	v.gets = 0
	if found(string(mine.Account.ID), mine.Account.ID); v.gets > 0 {
		t.Error("a record was opened to find an account that is in the list")
	}
}

// shutVault opens none of its records while err is set.
type shutVault struct {
	*memoryVault
	err  error
	gets int
}

func (v *shutVault) Get(ctx context.Context, id auth.AccountID) (auth.Record, error) {
	v.gets++
	r, err := v.memoryVault.Get(ctx, id)
	if err == nil {
		err = v.err
	}
	return r, err
}
