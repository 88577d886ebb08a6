package auth_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

func TestTraceIsBounded(t *testing.T) {
	ctx, trace := auth.WithTrace(t.Context())
	for range 40 { // a device sign-in that is waited for
		auth.TraceOf(ctx).Note(auth.Exchange{Host: "a", Status: 400, Code: "authorization_pending"})
	}
	if got := trace.Exchanges(); len(got) != 1 || got[0].Times != 40 {
		t.Errorf("40 equal exchanges are %+v", got)
	}
	for i := range 20 {
		trace.Note(auth.Exchange{Host: fmt.Sprint(i)})
	}
	var hosts []string
	for _, e := range trace.Exchanges() {
		hosts = append(hosts, e.Host)
	}
	if diff := cmp.Diff([]string{"a", "0", "1", "2", "16", "17", "18", "19"}, hosts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	auth.TraceOf(t.Context()).Note(auth.Exchange{}) // nobody takes it down
}

// tracedServer notes an exchange for each renewal and sign-in.
type tracedServer struct {
	rotatingServer
	failure error
}

func (s *tracedServer) Renew(ctx context.Context, t auth.Target, g auth.Grant) (auth.Grant, error) {
	auth.TraceOf(ctx).Note(auth.Exchange{Method: "POST", Host: "a.example", Path: "/token", Status: 200})
	return s.rotatingServer.Renew(ctx, t, g)
}

func (s *tracedServer) Authorize(ctx context.Context, _ auth.Target, _ auth.Prompt) (auth.Grant, error) {
	auth.TraceOf(ctx).Note(auth.Exchange{Method: "POST", Host: "a.example", Path: "/token", Status: 400, Code: "invalid_client"})
	return auth.Grant{}, s.failure
}

func TestHistoryHasTheLastExchanges(t *testing.T) {
	vault := newMemoryVault(signedIn(time.Hour, 0))
	agent := auth.NewAgent(vault, &tracedServer{rotatingServer: rotatingServer{current: "REFRESH_0", life: time.Hour}}, noProviders{})
	for range 10 {
		if _, err := agent.Token(t.Context(), testID, auth.TokenOptions{After: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	r, _ := vault.Get(t.Context(), testID)
	for i, e := range r.History {
		want := 0
		if i >= len(r.History)-6 {
			want = 1
		}
		if len(e.Exchanges) != want {
			t.Errorf("event %d of %d has %d exchanges, want %d", i, len(r.History), len(e.Exchanges), want)
		}
	}
}

// A sign-in that fails leaves everything as it was but the history; one that was
// given up leaves not even that.
func TestFailedSignInIsInTheHistory(t *testing.T) {
	was := signedIn(time.Hour, time.Minute)
	vault := newMemoryVault(was)
	server := &tracedServer{failure: context.Canceled}
	agent := auth.NewAgent(vault, server, noProviders{})
	_ = agent.SignIn(t.Context(), testID, auth.Prompt{})
	if r, _ := vault.Get(t.Context(), testID); len(r.History) != 0 {
		t.Errorf("after giving up: %+v", r.History)
	}
	server.failure = &auth.Failure{Outcome: auth.OutcomeRefused, Code: "invalid_client"}
	_ = agent.SignIn(t.Context(), testID, auth.Prompt{})
	r, _ := vault.Get(t.Context(), testID)
	if len(r.History) != 1 || r.History[0].OK || r.History[0].Code != "invalid_client" || len(r.History[0].Exchanges) != 1 {
		t.Errorf("history %+v", r.History)
	}
	if !r.Grant.Access.Equal(was.Grant.Access) || r.Trouble != nil {
		t.Errorf("the account is %+v", r)
	}
}
