package auth_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
)

// stuckAfter is an agent whose vault takes a reservation, but no record.
func stuckAfter(life, age time.Duration) (*auth.Agent, *memoryVault, *rotatingServer) {
	vault, server := newMemoryVault(signedIn(life, age)), &rotatingServer{current: "REFRESH_0", life: time.Hour}
	vault.setStuck(true)
	return auth.NewAgent(vault, server, noProviders{}), vault, server
}

func wantUnsaved(t *testing.T, err error, lost bool) {
	t.Helper()
	var unsaved *auth.UnsavedError
	if !errors.As(err, &unsaved) || unsaved.Lost != lost || unsaved.Account != "work" {
		t.Errorf("got %v, want an *UnsavedError with Lost %v", err, lost)
	}
}

// TestTokenThatCannotBeSavedIsUsable is requirement 97: the new token is handed
// out, nobody else spends the refresh token that it replaced, and it is saved
// as soon as that can be.
func TestTokenThatCannotBeSavedIsUsable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		agent, vault, server := stuckAfter(time.Hour, 2*time.Hour)
		for _, opt := range []auth.TokenOptions{{}, {}, {Cached: true}} {
			token, err := agent.Token(t.Context(), testID, opt)
			if err != nil || token.Value.Reveal() != "ACCESS_1" || token.Old() {
				t.Fatalf("got %q, %v", token.Value.Reveal(), err)
			}
			if !opt.Cached {
				wantUnsaved(t, token.Warning, false)
			}
		}
		another := auth.NewAgent(vault, server, noProviders{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := another.Token(ctx, testID, auth.TokenOptions{}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("another process got on with the account: %v", err)
		}
		if _, err := agent.Token(t.Context(), testID, auth.TokenOptions{After: time.Now()}); err == nil {
			t.Error("a second renewal came of it")
		}
		if err := agent.SignIn(t.Context(), testID, auth.Prompt{}); err == nil {
			t.Error("a sign-in came of it")
		}
		vault.setStuck(false)
		if err := agent.Settle(); err != nil || len(agent.Unsaved()) > 0 {
			t.Errorf("with room again: %v", err)
		}
		token, err := another.Token(t.Context(), testID, auth.TokenOptions{After: time.Now()})
		if err != nil || token.Value.Reveal() != "ACCESS_2" || token.Warning != nil || server.revoked {
			t.Errorf("the next renewal: %q, %v", token.Value.Reveal(), err)
		}
	})
}

// TestEndWaitsForWhatIsNotSaved, though not for ever.
func TestEndWaitsForWhatIsNotSaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		agent, vault, server := stuckAfter(time.Hour, 2*time.Hour)
		if err := agent.Settle(); err != nil {
			t.Errorf("with nothing to wait for: %v", err)
		}
		_, _ = agent.Token(t.Context(), testID, auth.TokenOptions{})
		if names := agent.Unsaved(); !slices.Equal(names, []string{"work"}) {
			t.Errorf("unsaved: %q", names)
		}
		began := time.Now()
		for range 2 {
			wantUnsaved(t, agent.Settle(), true)
		}
		if took := time.Since(began); took < 29*time.Second || took > 31*time.Second {
			t.Errorf("it waited for %v", took)
		}
		vault.setStuck(false)
		_, err := auth.NewAgent(vault, server, noProviders{}).Token(t.Context(), testID, auth.TokenOptions{})
		var f *auth.Failure
		if !errors.As(err, &f) || f.Outcome != auth.OutcomeSignIn {
			t.Errorf("after a refresh token that was lost: %v", err)
		}
	})
}

// TestBackgroundRenewalThatCannotBeSaved shows what it is waiting for, whatever
// else the vault tells meanwhile.
func TestBackgroundRenewalThatCannotBeSaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		other := signedIn(time.Hour, 0)
		other.Account.ID, other.Account.Name = auth.NewAccountID(), "other"
		r := signedIn(time.Hour, 0)
		r.Account.RenewAhead = true
		vault, server := newMemoryVault(r, other), &rotatingServer{current: "REFRESH_0", life: time.Hour}
		vault.setStuck(true)
		agent, stop := running(t, vault, server, true)
		defer stop()
		time.Sleep(57 * time.Minute)
		vault.put(other)
		time.Sleep(2 * time.Minute)
		s, err := agent.Status(t.Context(), testID)
		if err != nil || !s.Unsaved() || s.State != auth.StateFresh || !strings.Contains(s.Trouble.Failure().Error(), "the disk is gone") {
			t.Errorf("it shows %+v, %v", s, err)
		}
		list, _ := agent.Snapshot()
		if i := slices.IndexFunc(list, func(s auth.Status) bool { return s.ID == testID }); !list[i].Unsaved() {
			t.Errorf("the list shows %+v", list[i])
		}
		vault.setStuck(false)
		time.Sleep(5 * time.Hour)
		if list, _ := agent.Snapshot(); server.revoked || slices.ContainsFunc(list, auth.Status.Unsaved) {
			t.Errorf("revoked %v; %+v", server.revoked, list)
		}
	})
}

func TestSignInThatCannotBeSaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		agent, vault, server := stuckAfter(time.Hour, 2*time.Hour)
		now := time.Now()
		server.grant = auth.Grant{Access: auth.NewSecret("FRESH"), Refresh: auth.NewSecret("REFRESH_0"), ObtainedAt: now, ExpiresAt: now.Add(time.Hour)}
		wantUnsaved(t, agent.SignIn(t.Context(), testID, auth.Prompt{}), false)
		if token, err := agent.Token(t.Context(), testID, auth.TokenOptions{}); err != nil || token.Value.Reveal() != "FRESH" {
			t.Errorf("got %q, %v", token.Value.Reveal(), err)
		}
		vault.setStuck(false)
		if err := agent.Settle(); err != nil {
			t.Error(err)
		}
		if r, _ := vault.Get(t.Context(), testID); r.Grant.Access.Reveal() != "FRESH" {
			t.Errorf("saved: %q", r.Grant.Access.Reveal())
		}
	})
}

// TestRefusalThatCannotBeNoted is told all the same, and makes no storm.
func TestRefusalThatCannotBeNoted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := signedIn(time.Hour, 0)
		r.Account.RenewAhead = true
		vault, server := newMemoryVault(r), &rotatingServer{err: noNetwork}
		vault.setStuck(true)
		agent, stop := running(t, vault, server, true)
		time.Sleep(2 * time.Hour)
		stop()
		if server.requests() > 130 {
			t.Errorf("%d requests in an hour", server.requests())
		}
		_, err := agent.Token(t.Context(), testID, auth.TokenOptions{})
		var f *auth.Failure
		if !errors.As(err, &f) || f.Outcome != auth.OutcomeUnreachable {
			t.Errorf("got %v", err)
		}
	})
}

// TestFullDiskMakesNoStorm counts how often room is looked for.
func TestFullDiskMakesNoStorm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := signedIn(time.Hour, 0)
		r.Account.RenewAhead = true
		vault, server := newMemoryVault(r), &rotatingServer{current: "REFRESH_0", life: time.Hour}
		vault.full = true
		_, stop := running(t, vault, server, true)
		time.Sleep(2 * time.Hour)
		stop()
		if server.requests() != 0 || vault.reserves > 130 {
			t.Errorf("%d requests, %d reservations in an hour", server.requests(), vault.reserves)
		}
	})
}
