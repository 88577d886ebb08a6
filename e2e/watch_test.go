package e2e

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/auth/flow"
	"github.com/authfob/authfob/home"
	"github.com/authfob/authfob/store"
)

// seenWithin is how soon one process sees what another did.
const seenWithin = 2 * time.Second

// agent is an Authfob in this process over the box's home, put together as the
// program is.
func (b *box) agent() *auth.Agent {
	b.t.Helper()
	a, vault, err := openAgent(b.home, b.key)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = vault.Close() })
	return a
}

func openAgent(dir, key string) (*auth.Agent, *store.Vault, error) {
	dirs, err := home.In(dir)
	if err != nil {
		return nil, nil, err
	}
	vault, err := store.Open(dirs.Vault, store.KeyFile{Path: key})
	if err != nil {
		return nil, nil, err
	}
	return auth.NewAgent(vault, flow.New(flow.Config{}), catalog.New(dirs.Providers)), vault, nil
}

// running is agent, running until the test ends.
func (b *box) running() *auth.Agent {
	b.t.Helper()
	a := b.agent()
	ctx, cancel := context.WithCancel(b.t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, true) }() // ends with ctx; the cleanup waits for it
	b.t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			b.t.Error(err)
		}
	})
	return a
}

// sees waits until the agent's picture of the account called name is as it is
// to be. No account has a zero Status.
func sees(t *testing.T, a *auth.Agent, what, name string, as func(auth.Status) bool) auth.Status {
	t.Helper()
	began, late := time.Now(), time.After(seenWithin)
	for {
		changed := a.Changed()
		list, err := a.Snapshot()
		var s auth.Status
		if i := slices.IndexFunc(list, func(s auth.Status) bool { return s.Name == name }); i >= 0 {
			s = list[i]
		}
		if err == nil && as(s) {
			t.Logf("%s was seen after %v", what, time.Since(began).Round(time.Millisecond))
			return s
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("%s was not seen within %v: %+v, error %v", what, seenWithin, list, err)
		}
	}
}

func TestOneProcessSeesWhatAnotherDoes(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	a := b.running()
	b.must("", "add", "Demo", "--issuer", s.URL(), "--grant", "authorization_code", "--client-id", "demo-desktop",
		"--client-auth", "none", "--scope", "openid offline_access")
	added := sees(t, a, "the first account of a new home", "Demo", func(s auth.Status) bool { return s.State == auth.StateSignInNeeded })
	b.signin("Demo", asDemo(t, "ada"))
	before := sees(t, a, "the sign-in", "Demo", func(s auth.Status) bool { return s.State == auth.StateFresh && s.Subject == "ada" })
	b.must("", "token", "Demo", "--renew")
	sees(t, a, "the renewal", "Demo", func(s auth.Status) bool { return s.ObtainedAt.After(before.ObtainedAt) })
	b.must("", "edit", "Demo", "--name", "Renamed", "--tag", "prod")
	edited := sees(t, a, "the new name and tag", "Renamed", func(s auth.Status) bool { return slices.Equal(s.Tags, []string{"prod"}) })
	if edited.ID != added.ID || edited.State != auth.StateFresh {
		t.Errorf("after its renaming: %+v", edited)
	}
	b.must("", "add", "Other", "--issuer", s.URL(), "--client-id", "demo-desktop", "--client-auth", "none")
	sees(t, a, "a second account", "Other", func(s auth.Status) bool { return s.ID.Valid() })
	b.must("", "signout", "Renamed")
	sees(t, a, "the sign-out", "Renamed", func(s auth.Status) bool { return s.State == auth.StateSignInNeeded && s.ObtainedAt.IsZero() })
	b.must("", "remove", "Renamed", "--yes")
	sees(t, a, "the removal", "Renamed", func(s auth.Status) bool { return s.ID == "" })
	sees(t, a, "the other account, which nobody touched", "Other", func(s auth.Status) bool { return s.ID.Valid() })
}

// Two processes that change the same account at once lose neither's changes.
func TestEditsAndRenewalsAtOnceLoseNothing(t *testing.T) {
	const rounds = 200
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.addDemo(s, "Demo")
	a := b.agent()
	id, err := a.Find(t.Context(), "Demo")
	if err != nil {
		t.Fatal(err)
	}
	name, overlapped := "Demo", 0
	for i := range rounds {
		next := "Demo " + string(rune('A'+i%2))
		c := b.cmd(t.Context(), "edit", string(id), "--name", next, "--tag", next)
		edited := make(chan result, 1)
		go func() { edited <- finish(t, c) }() // ends with the program
		token, renewals := auth.Token{}, 0
		for r := (*result)(nil); r == nil; renewals++ {
			select {
			case got := <-edited:
				r = &got
				if got.code != 0 {
					t.Fatalf("round %d: edit: exit %d\n%s", i, got.code, got.err)
				}
			default:
			}
			if token, err = a.Token(t.Context(), id, auth.TokenOptions{After: time.Now()}); err != nil {
				t.Fatalf("round %d: %v", i, err)
			}
		}
		if renewals > 1 {
			overlapped++
		}
		r, err := a.Record(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if r.Account.Name != next || !slices.Equal(r.Account.Tags, []string{next}) {
			t.Fatalf("round %d: the edit of %q to %q was lost: %q %q", i, name, next, r.Account.Name, r.Account.Tags)
		}
		if !r.Grant.Access.Equal(token.Value) || !s.Live(token.Value.Reveal()) {
			t.Fatalf("round %d: the last renewal was lost", i)
		}
		name = next
	}
	if overlapped < rounds/2 {
		t.Errorf("in %d of %d rounds only was there a renewal while the edit ran", overlapped, rounds)
	}
	noComplaints(t, s)
}
