package auth_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
)

func TestTokenRenewsOnlyWhenNeeded(t *testing.T) {
	for _, tt := range []struct {
		name      string
		life, age time.Duration
		opt       auth.TokenOptions
		asked     int
		want      string
	}{
		{"fresh", time.Hour, time.Minute, auth.TokenOptions{}, 0, "ACCESS_0"},
		{"less than a minute left", time.Hour, 59*time.Minute + 30*time.Second, auth.TokenOptions{}, 1, "ACCESS_1"},
		{"a minute asked of a short token", 90 * time.Second, 40 * time.Second, auth.TokenOptions{}, 0, "ACCESS_0"},
		{"a tenth left of a short token", 90 * time.Second, 82 * time.Second, auth.TokenOptions{}, 1, "ACCESS_1"},
		{"more validity asked for", time.Hour, time.Minute, auth.TokenOptions{MinValid: 2 * time.Hour}, 1, "ACCESS_1"},
		{"expired", time.Hour, 2 * time.Hour, auth.TokenOptions{}, 1, "ACCESS_1"},
		{"renewal asked for", time.Hour, time.Minute, auth.TokenOptions{After: time.Now()}, 1, "ACCESS_1"},
		{"cached although expired", time.Hour, 2 * time.Hour, auth.TokenOptions{Cached: true}, 0, "ACCESS_0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := &rotatingServer{current: "REFRESH_0", life: time.Hour}
			agent := auth.NewAgent(newMemoryVault(signedIn(tt.life, tt.age)), server, noProviders{})
			token, err := agent.Token(t.Context(), testID, tt.opt)
			if err != nil || token.Value.Reveal() != tt.want || server.requests() != tt.asked {
				t.Fatalf("got %q (%v) after %d requests, want %q after %d", token.Value.Reveal(), err, server.requests(), tt.want, tt.asked)
			}
		})
	}
}

func TestDefinitionSaysTheLeastValidity(t *testing.T) {
	for minValid, asked := range map[int]int{0: 0, 600: 1} {
		r := signedIn(time.Hour, 55*time.Minute)
		r.Account.Protocol.MinValid = minValid
		server := &rotatingServer{current: "REFRESH_0", life: time.Hour}
		if _, err := auth.NewAgent(newMemoryVault(r), server, noProviders{}).Token(t.Context(), testID, auth.TokenOptions{}); err != nil || server.requests() != asked {
			t.Errorf("min_valid = %d: %d requests (%v), want %d", minValid, server.requests(), err, asked)
		}
	}
}

func TestTwentyCallersCauseOneRenewal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &rotatingServer{current: "REFRESH_0", life: time.Hour, slow: 50 * time.Millisecond}
		vault := newMemoryVault(signedIn(time.Hour, 2*time.Hour))
		var wg sync.WaitGroup
		answers := make([]string, 20)
		for i := range answers {
			agent := auth.NewAgent(vault, server, noProviders{}) // each as a process of its own
			opt := auth.TokenOptions{}
			if i%2 == 0 {
				opt.After = time.Now()
			}
			wg.Go(func() {
				token, err := agent.Token(t.Context(), testID, opt)
				if err != nil {
					t.Error(err)
				}
				answers[i] = token.Value.Reveal()
			})
		}
		wg.Wait()
		for i, got := range answers {
			if got != "ACCESS_1" {
				t.Errorf("caller %d got %q", i, got)
			}
		}
		if server.requests() != 1 || server.revoked {
			t.Errorf("%d requests, revoked %v; want one", server.requests(), server.revoked)
		}
	})
}

func TestFailureIsSharedByThoseWhoWaited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &rotatingServer{slow: time.Second, err: &auth.Failure{Outcome: auth.OutcomeUnreachable, Host: "server.example"}}
		vault := newMemoryVault(signedIn(time.Hour, 2*time.Hour))
		agent := auth.NewAgent(vault, server, noProviders{})
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				_, err := agent.Token(t.Context(), testID, auth.TokenOptions{})
				var f *auth.Failure
				if !errors.As(err, &f) || f.Outcome != auth.OutcomeUnreachable {
					t.Errorf("got %v", err)
				}
			})
		}
		wg.Wait()
		if server.requests() != 1 {
			t.Errorf("%d requests, want one", server.requests())
		}
		time.Sleep(time.Second)
		if _, err := agent.Token(t.Context(), testID, auth.TokenOptions{}); err == nil || server.requests() != 2 {
			t.Errorf("a try by hand is always possible: %d requests, %v", server.requests(), err)
		}
	})
}

func TestOldTokenIsHandedOutWithAWarning(t *testing.T) {
	server := &rotatingServer{err: &auth.Failure{Outcome: auth.OutcomeUnreachable, Host: "server.example"}}
	vault := newMemoryVault(signedIn(time.Hour, 59*time.Minute+30*time.Second))
	agent := auth.NewAgent(vault, server, noProviders{})
	token, err := agent.Token(t.Context(), testID, auth.TokenOptions{})
	if err != nil || token.Value.Reveal() != "ACCESS_0" || token.Warning == nil {
		t.Fatalf("got %q, warning %v, %v", token.Value.Reveal(), token.Warning, err)
	}
	if _, err := agent.Token(t.Context(), testID, auth.TokenOptions{After: time.Now()}); err == nil {
		t.Error("a renewal that was asked for and failed must fail")
	}
}

func TestDeadGrantNeedsSignIn(t *testing.T) {
	server := &rotatingServer{current: "ANOTHER"}
	vault := newMemoryVault(signedIn(time.Hour, 2*time.Hour))
	agent := auth.NewAgent(vault, server, noProviders{})
	for range 2 {
		_, err := agent.Token(t.Context(), testID, auth.TokenOptions{})
		var f *auth.Failure
		if !errors.As(err, &f) || f.Outcome != auth.OutcomeSignIn || f.Code != "invalid_grant" {
			t.Fatalf("got %v", err)
		}
	}
	s, err := agent.Status(t.Context(), testID)
	if err != nil || s.State != auth.StateSignInNeeded {
		t.Errorf("state %q (%v)", s.State, err)
	}
}

func TestFullDiskSpendsNoToken(t *testing.T) {
	server := &rotatingServer{current: "REFRESH_0", life: time.Hour}
	vault := newMemoryVault(signedIn(time.Hour, 2*time.Hour))
	vault.full = true
	agent := auth.NewAgent(vault, server, noProviders{})
	if _, err := agent.Token(t.Context(), testID, auth.TokenOptions{}); err == nil || server.requests() != 0 {
		t.Fatalf("%d requests, %v; want none and an error", server.requests(), err)
	}
	vault.full = false
	if _, err := agent.Token(t.Context(), testID, auth.TokenOptions{}); err != nil {
		t.Errorf("after space was made: %v", err)
	}
}

func TestValidTokenIsHandedOutWhenTheDiskIsFull(t *testing.T) {
	server := &rotatingServer{current: "REFRESH_0", life: time.Hour}
	vault := newMemoryVault(signedIn(time.Hour, 59*time.Minute+30*time.Second))
	vault.full = true
	token, err := auth.NewAgent(vault, server, noProviders{}).Token(t.Context(), testID, auth.TokenOptions{})
	if err != nil || token.Value.Reveal() != "ACCESS_0" || token.Warning == nil || server.requests() != 0 {
		t.Errorf("got %q, warning %v, %v after %d requests", token.Value.Reveal(), token.Warning, err, server.requests())
	}
}

// writeProtected is a vault whose accounts cannot even be locked.
type writeProtected struct{ *memoryVault }

func (writeProtected) Update(context.Context, auth.AccountID, func(context.Context, auth.Tx) error) error {
	return errors.New("the directory cannot be written")
}

func TestValidTokenIsHandedOutWhenTheDiskIsReadOnly(t *testing.T) {
	server := &rotatingServer{current: "REFRESH_0", life: time.Hour}
	for age, valid := range map[time.Duration]bool{59*time.Minute + 30*time.Second: true, 2 * time.Hour: false} {
		vault := writeProtected{newMemoryVault(signedIn(time.Hour, age))}
		token, err := auth.NewAgent(vault, server, noProviders{}).Token(t.Context(), testID, auth.TokenOptions{})
		if (err == nil) != valid || valid != (token.Warning != nil) || server.requests() != 0 {
			t.Errorf("after %v: got %q, warning %v, %v after %d requests", age, token.Value.Reveal(), token.Warning, err, server.requests())
		}
	}
}

func TestCancelledCallerStillSaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &rotatingServer{current: "REFRESH_0", life: time.Hour, slow: time.Second}
		vault := newMemoryVault(signedIn(time.Hour, 2*time.Hour))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(500*time.Millisecond, cancel)
		_, _ = auth.NewAgent(vault, server, noProviders{}).Token(ctx, testID, auth.TokenOptions{})
		r, _ := vault.Get(t.Context(), testID)
		if r.Grant.Refresh.Reveal() != server.current {
			t.Errorf("the vault holds %s, the server wants %s", r.Grant.Refresh.Reveal(), server.current)
		}
	})
}

func TestTokenNeverHandsOutARefreshToken(t *testing.T) {
	agent := auth.NewAgent(newMemoryVault(signedIn(time.Hour, 0)), &rotatingServer{err: errors.New("not asked for")}, noProviders{})
	token, err := agent.Token(t.Context(), testID, auth.TokenOptions{Bearer: "refresh_token"})
	if err == nil {
		t.Errorf("got %q", token.Value.Reveal())
	}
}

// Asking for a member that the server does not send costs no renewal.
func TestMissingMemberIsNotAskedForAgainAndAgain(t *testing.T) {
	vault, server := newMemoryVault(signedIn(time.Hour, 0)), &rotatingServer{}
	_, err := auth.NewAgent(vault, server, noProviders{}).Token(t.Context(), testID, auth.TokenOptions{Bearer: "id_tokn"})
	var f *auth.Failure
	if !errors.As(err, &f) || f.Outcome != auth.OutcomeInvalid || server.requests() != 0 {
		t.Errorf("got %v after %d renewals", err, server.requests())
	}
}
