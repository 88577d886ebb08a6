package auth_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
)

func TestRunSeesWhatOthersChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		vault := newMemoryVault(signedIn(time.Hour, 0))
		agent, stop := running(t, vault, &rotatingServer{}, false)
		defer stop()
		changed := agent.Changed()
		r := signedIn(time.Hour, 0)
		r.Account.Name = "renamed"
		vault.put(r)
		<-changed
		list, _ := agent.Snapshot()
		if len(list) != 1 || list[0].Name != "renamed" {
			t.Errorf("got %+v", list)
		}
	})
}

func TestRunTellsWhenTimeChangesAState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		agent, stop := running(t, newMemoryVault(signedIn(time.Hour, 0)), &rotatingServer{}, false)
		defer stop()
		for _, want := range []struct {
			state auth.State
			after time.Duration
		}{{auth.StateExpiring, 55 * time.Minute}, {auth.StateExpired, time.Hour}} {
			started := time.Now()
			<-agent.Changed()
			list, _ := agent.Snapshot()
			if list[0].State != want.state {
				t.Errorf("got %s after %s, want %s", list[0].State, time.Since(started), want.state)
			}
		}
	})
}

func TestRenewAheadRenewsBeforeExpiry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := signedIn(time.Hour, 0)
		r.Account.RenewAhead = true
		vault := newMemoryVault(r)
		server := &rotatingServer{current: "REFRESH_0", life: time.Hour}
		_, stop := running(t, vault, server, true)
		time.Sleep(10 * time.Hour)
		stop()
		if server.requests() < 10 || server.requests() > 11 || server.revoked {
			t.Errorf("%d renewals in ten hours of one-hour tokens, revoked %v", server.requests(), server.revoked)
		}
	})
}

// TestRenewAheadBacksOff is a server that says no: an hour is soon enough for
// that, and nobody's business but the account's.
func TestRenewAheadBacksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := signedIn(time.Hour, 0)
		r.Account.RenewAhead = true
		server := &rotatingServer{err: &auth.Failure{Outcome: auth.OutcomeRefused, Host: "server.example", Status: 400}}
		_, stop := running(t, newMemoryVault(r), server, true)
		time.Sleep(24 * time.Hour)
		stop()
		if server.requests() < 10 || server.requests() > 40 {
			t.Errorf("%d attempts in a day of refusals", server.requests())
		}
	})
}

// TestInterruptedRenewalIsTriedAgainAtOnce is a process that died while it asked
// a server: the next one tries again while the server may still forgive that,
// and once, whatever the account's settings.
func TestInterruptedRenewalIsTriedAgainAtOnce(t *testing.T) {
	refused := &auth.Failure{Outcome: auth.OutcomeSignIn, Host: "server.example", Status: 400, Code: "invalid_grant"}
	for what, answer := range map[string]error{"forgiven": nil, "refused": refused, "no network": noNetwork} {
		synctest.Test(t, func(t *testing.T) {
			vault, server := newMemoryVault(signedIn(time.Hour, 0)), &rotatingServer{current: "REFRESH_0", life: time.Hour, err: answer}
			vault.died = true
			agent, stop := running(t, vault, server, true)
			time.Sleep(time.Second)
			if server.requests() != 1 {
				t.Errorf("%s: %d requests at the start", what, server.requests())
			}
			time.Sleep(50 * time.Minute)
			stop()
			s, err := agent.Status(t.Context(), testID)
			if err != nil || server.requests() != 1 || (s.State == auth.StateSignInNeeded) != (what == "refused") {
				t.Errorf("%s: %d requests, and the account is %q, %v", what, server.requests(), s.State, err)
			}
			if what == "refused" && !strings.Contains(s.Trouble.Reason, "interrupted while renewing") {
				t.Errorf("it says %q", s.Trouble.Reason)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) { // without anything that runs
		vault, server := newMemoryVault(signedIn(time.Hour, 0)), &rotatingServer{current: "REFRESH_0", life: time.Hour}
		vault.died = true
		agent := auth.NewAgent(vault, server, noProviders{})
		for range 2 {
			if token, err := agent.Token(t.Context(), testID, auth.TokenOptions{}); err != nil || token.Value.Reveal() != "ACCESS_1" {
				t.Errorf("got %q, %v", token.Value.Reveal(), err)
			}
		}
	})
}

// TestLostAnswerIsAskedForAgain is a network that fails after the question was
// sent: the same refresh token goes out once more, soon enough for a server that
// forgives a lost answer, and not at once. (requirement 28)
func TestLostAnswerIsAskedForAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := signedIn(time.Hour, 56*time.Minute)
		r.Account.RenewAhead = true
		server := &rotatingServer{current: "REFRESH_0", life: time.Hour, err: noNetwork}
		vault := newMemoryVault(r)
		_, stop := running(t, vault, server, true)
		defer stop()
		time.Sleep(29 * time.Second)
		server.answers(nil)
		if server.requests() != 1 {
			t.Errorf("%d requests within half a minute", server.requests())
		}
		time.Sleep(10 * time.Second)
		if got, _ := vault.Get(t.Context(), testID); server.requests() != 2 || server.revoked || got.Grant.Access.Reveal() != "ACCESS_2" {
			t.Errorf("after %d requests the vault holds %q", server.requests(), got.Grant.Access.Reveal())
		}
	})
}

// TestServerCannotAskForAStorm is a server that says: come again at once.
func TestServerCannotAskForAStorm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := signedIn(time.Hour, 0)
		r.Account.RenewAhead = true
		server := &rotatingServer{err: &auth.Failure{Outcome: auth.OutcomeUnreachable, RetryAt: time.Now()}}
		_, stop := running(t, newMemoryVault(r), server, true)
		time.Sleep(2 * time.Hour)
		stop()
		if server.requests() < 10 || server.requests() > 150 {
			t.Errorf("%d attempts in two hours", server.requests())
		}
	})
}

// running starts an agent's loop; stop ends it and waits.
func running(t *testing.T, vault auth.Vault, server auth.Authorizer, renewing bool) (*auth.Agent, func()) {
	agent := auth.NewAgent(vault, server, noProviders{})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- agent.Run(ctx, renewing) }()
	synctest.Wait()
	return agent, func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestTokensThatArriveExpiredMakeNoStorm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := signedIn(0, 0)
		r.Account.RenewAhead = true
		server := &rotatingServer{current: "REFRESH_0", life: 0}
		_, stop := running(t, newMemoryVault(r), server, true)
		time.Sleep(time.Minute)
		stop()
		if server.requests() > 2 {
			t.Errorf("%d requests in a minute", server.requests())
		}
	})
}
