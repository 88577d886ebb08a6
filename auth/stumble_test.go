package auth_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
)

// stumbling is a server on whose answers the client panics.
type stumbling struct {
	rotatingServer
	asked atomic.Int32
}

func (s *stumbling) Renew(context.Context, auth.Target, auth.Grant) (auth.Grant, error) {
	s.asked.Add(1)
	panic("in a renewal")
}

func (s *stumbling) Authorize(context.Context, auth.Target, auth.Prompt) (auth.Grant, error) {
	panic("in a sign-in")
}

// TestPanicStaysInItsTask is requirement 90 for renewals and sign-ins: the
// account keeps what it has, the others go on, and nothing is tried at once again.
func TestPanicStaysInItsTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := dueAt("server.example", 1)[0]
		vault, server := newMemoryVault(r), &stumbling{}
		agent := auth.NewAgent(vault, server, noProviders{})
		var caught atomic.Int32
		agent.Panicked = func(string, any) { caught.Add(1) }
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- agent.Run(ctx, true) }() // ends with ctx
		time.Sleep(2 * time.Hour)
		var f *auth.Failure
		if _, err := agent.Token(ctx, r.Account.ID, auth.TokenOptions{}); !errors.As(err, &f) || f.Outcome != auth.OutcomeInvalid {
			t.Errorf("a token: %v", err)
		}
		if err := agent.SignIn(ctx, r.Account.ID, auth.Prompt{}); !errors.As(err, &f) {
			t.Errorf("a sign-in: %v", err)
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the loop ended with %v", err)
		}
		now, _ := vault.Get(t.Context(), r.Account.ID)
		if !now.Grant.Refresh.Equal(r.Grant.Refresh) || !now.Grant.Access.Equal(r.Grant.Access) {
			t.Error("the account lost what it had")
		}
		if n := server.asked.Load(); n < 2 || n > 12 || caught.Load() != n+1 {
			t.Errorf("%d renewals, %d panics caught", n, caught.Load())
		}
	})
}
