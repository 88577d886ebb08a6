package auth_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

func (s *rotatingServer) Reach(context.Context, auth.Target) (time.Duration, error) {
	return 0, s.err
}

// tried is an account in the making, and what a trial of it gave.
func tried(t *testing.T, a *auth.Agent, r auth.Record) auth.Trial {
	t.Helper()
	tr, err := a.Try(t.Context(), r, auth.Prompt{})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// What a trial gives is nowhere until it is kept, and then nobody is asked again.
func TestTrialIsKeptWithoutAskingAgain(t *testing.T) {
	vault, server := newMemoryVault(), &rotatingServer{grant: signedIn(time.Hour, 0).Grant}
	agent := auth.NewAgent(vault, server, noProviders{})
	r := signedIn(time.Hour, 0)
	draft := auth.Record{Account: r.Account, Credentials: auth.Credentials{ClientSecret: auth.NewSecret("CLIENT_SECRET")}}
	tr := tried(t, agent, draft)
	if list, err := vault.List(t.Context()); err != nil || len(list.Records) != 0 {
		t.Fatalf("the vault holds %+v (%v) although nothing was kept", list, err)
	}
	id, err := agent.Keep(t.Context(), draft.Account, draft.Credentials, tr)
	if err != nil {
		t.Fatal(err)
	}
	got, err := vault.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if server.prompted != 1 || server.requests() != 0 || got.Grant.Access.Reveal() != "ACCESS_0" || len(got.History) != 1 || len(got.Credentials.Origins) == 0 {
		t.Errorf("asked %d and %d times; kept %+v", server.prompted, server.requests(), got)
	}
}

// A trial of a changed account leaves the account alone, and never has what was
// entered for another server.
func TestTrialOfAnEdit(t *testing.T) {
	was := signedIn(time.Hour, 0)
	was.Credentials.ClientSecret = auth.NewSecret("CLIENT_SECRET")
	vault, server := newMemoryVault(was), &rotatingServer{grant: signedIn(time.Hour, 0).Grant}
	server.grant.Access, server.grant.ObtainedAt = auth.NewSecret("ACCESS_NEW"), time.Now().Add(time.Second)
	agent := auth.NewAgent(vault, server, noProviders{})
	move := func(r *auth.Record) error {
		r.Account.Protocol.Endpoints.Token = "https://other.example/token"
		return nil
	}
	draft, err := agent.Draft(t.Context(), testID, move)
	if err != nil || !draft.Credentials.ClientSecret.IsZero() || !draft.Grant.IsZero() {
		t.Fatalf("the draft for another server is %+v (%v)", draft, err)
	}
	tr := tried(t, agent, draft)
	if got, _ := vault.Get(t.Context(), testID); got.Grant.Access.Reveal() != "ACCESS_0" {
		t.Fatalf("the trial changed the account: %+v", got)
	}
	if _, _, err := agent.Edit(t.Context(), testID, func(r *auth.Record) error { tr.Into(r); return move(r) }); err != nil {
		t.Fatal(err)
	}
	got, _ := vault.Get(t.Context(), testID)
	if got.Grant.Access.Reveal() != "ACCESS_NEW" || !got.Credentials.ClientSecret.IsZero() {
		t.Errorf("kept %+v", got)
	}
}

func TestTrialAsSomebodyElse(t *testing.T) {
	r := signedIn(time.Hour, 0)
	r.Grant.Subject = "ada"
	server := &rotatingServer{grant: r.Grant}
	server.grant.Subject = "grace"
	agent := auth.NewAgent(newMemoryVault(r), server, noProviders{})
	if _, err := agent.Try(t.Context(), r, auth.Prompt{}); !errors.Is(err, auth.ErrOtherIdentity) {
		t.Errorf("got %v", err)
	}
}

// A trial that is given up is revoked, but not where that could end the sign-in
// of an account that is there.
func TestDroppedTrial(t *testing.T) {
	for _, there := range []bool{false, true} {
		r := signedIn(time.Hour, 0)
		vault := newMemoryVault()
		if there {
			vault = newMemoryVault(r)
		}
		server := &rotatingServer{grant: r.Grant}
		agent := auth.NewAgent(vault, server, noProviders{})
		if err := agent.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		draft := auth.Record{Account: r.Account}
		agent.Drop(t.Context(), draft, tried(t, agent, draft))
		if server.revoked == there {
			t.Errorf("with an account of the same client there: %v, revoked %v", there, server.revoked)
		}
	}
}

func TestProbe(t *testing.T) {
	server := &rotatingServer{discover: func() (auth.Metadata, error) {
		return auth.Metadata{Issuer: "https://login.example", Endpoints: auth.Endpoints{Token: "https://login.example/token"}}, nil
	}}
	agent := auth.NewAgent(newMemoryVault(), server, noProviders{})
	r := auth.Record{Account: auth.Account{Name: "x", Grant: auth.ClientCredentials, ClientID: "c", Protocol: auth.Protocol{Issuer: "https://login.example"}}}
	if tr, err := agent.Probe(t.Context(), r); err != nil || tr.Metadata.Endpoints.Token == "" || !tr.IsZero() {
		t.Errorf("got %+v, %v", tr, err)
	}
	away := &auth.Failure{Outcome: auth.OutcomeUnreachable}
	server.answers(away)
	if tr, err := agent.Probe(t.Context(), r); !errors.Is(err, away) || tr.Metadata.Issuer == "" {
		t.Errorf("a server that does not answer: %+v, %v", tr, err)
	}
	var in *auth.InputError
	r.Account.ClientID = ""
	if _, err := agent.Probe(t.Context(), r); !errors.As(err, &in) || in.Field != "client-id" {
		t.Errorf("an account without a client: %v", err)
	}
	if _, err := agent.Try(context.WithoutCancel(t.Context()), r, auth.Prompt{}); !errors.As(err, &in) || server.prompted != 0 {
		t.Errorf("an account without a client is tried: %v", err)
	}
}
