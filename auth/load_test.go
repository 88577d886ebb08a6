package auth_test

import (
	"testing"
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
	agent := auth.NewAgent(vault, &rotatingServer{}, noProviders{})
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
