package auth_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
)

// rotatingServer gives a new access and refresh token at each renewal and
// refuses a refresh token that it has replaced, revoking the family.
type rotatingServer struct {
	mu       sync.Mutex
	asked    int
	current  string
	revoked  bool
	life     time.Duration
	slow     time.Duration
	err      error // answered instead
	discover func() (auth.Metadata, error)
	grant    auth.Grant // given by Authorize
	prompted int
	called   []string // by Call
	inFlight int
	most     int
	began    []time.Time // each request
}

// answers changes what the server answers from now on; nil is a token.
func (s *rotatingServer) answers(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// requests counts the renewals that were asked for.
func (s *rotatingServer) requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// after lists the requests after t.
func (s *rotatingServer) after(t time.Time) []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.began), func(at time.Time) bool { return !at.After(t) })
}

func (s *rotatingServer) Discover(context.Context, auth.Target) (auth.Metadata, error) {
	return s.discover()
}

func (s *rotatingServer) Authorize(_ context.Context, _ auth.Target, _ auth.Prompt) (auth.Grant, error) {
	s.prompted++
	return s.grant, s.err
}

func (s *rotatingServer) Renew(ctx context.Context, _ auth.Target, g auth.Grant) (auth.Grant, error) {
	s.mu.Lock()
	s.asked++
	s.began = append(s.began, time.Now())
	n := s.asked
	s.inFlight++
	s.most = max(s.most, s.inFlight)
	s.mu.Unlock()
	if s.slow > 0 {
		select {
		case <-time.After(s.slow):
		case <-ctx.Done():
			return g, ctx.Err()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight--
	if s.err != nil {
		return g, s.err
	}
	if s.revoked || s.current != "" && g.Refresh.Reveal() != s.current {
		s.revoked = true
		return g, &auth.Failure{Outcome: auth.OutcomeSignIn, Doing: "renew the token", Host: "server.example", Code: "invalid_grant"}
	}
	now := time.Now().UTC().Round(0)
	if s.current != "" {
		s.current = fmt.Sprintf("REFRESH_%d", n)
		g.Refresh = auth.NewSecret(s.current)
	}
	g.Access = auth.NewSecret(fmt.Sprintf("ACCESS_%d", n))
	g.ObtainedAt, g.ExpiresAt, g.ExpirySource = now, now.Add(s.life), auth.ExpiryReply
	return g, nil
}

func (s *rotatingServer) Revoke(_ context.Context, _ auth.Target, _ auth.Grant) (bool, error) {
	if s.err != nil {
		return false, s.err
	}
	s.revoked = true
	return true, nil
}

func (s *rotatingServer) Userinfo(_ context.Context, _ auth.Target, g auth.Grant) (map[string]any, error) {
	return map[string]any{"sub": g.Subject, "token": g.Access.Reveal(), "name": "A\x1b[31mda"}, s.err
}

func (s *rotatingServer) Call(_ context.Context, _ auth.Target, bearer auth.Secret, c auth.Call) (auth.Answer, error) {
	s.called = append(s.called, c.Method+" "+c.URL+" "+bearer.Reveal())
	return auth.Answer{Status: 200}, s.err
}

func (s *rotatingServer) Introspect(_ context.Context, _ auth.Target, g auth.Grant) (map[string]any, error) {
	return map[string]any{"active": true, "token": g.Access.Reveal()}, s.err
}

// perServer is a server for each host; only renewals are asked of it.
type perServer struct {
	auth.Authorizer
	at map[string]*rotatingServer
}

func (p perServer) Renew(ctx context.Context, t auth.Target, g auth.Grant) (auth.Grant, error) {
	return p.at[t.Host()].Renew(ctx, t, g)
}

// oddOneOut is a server that one account never reaches.
type oddOneOut struct {
	rotatingServer
	id         auth.AccountID
	turnedAway int
}

func (s *oddOneOut) Renew(ctx context.Context, t auth.Target, g auth.Grant) (auth.Grant, error) {
	if t.Account.ID == s.id {
		s.turnedAway++
		return g, noNetwork
	}
	return s.rotatingServer.Renew(ctx, t, g)
}
