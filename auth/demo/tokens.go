package demo

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
)

// grant is what one sign-in allowed. Every token that comes from it dies with it.
type grant struct {
	client  Client
	issuer  string
	subject string // the person's ID, or the client's for a robot
	scopes  []string
	nonce   string
	signed  time.Time // when the person signed in
	revoked bool
	age     time.Duration // sample tokens are made as if they were that old
}

// accessToken is a live access token; its grant may be revoked all the same.
type accessToken struct {
	grant   *grant
	scopes  []string
	expires time.Time
}

// refreshToken is one refresh token of a grant.
type refreshToken struct {
	grant   *grant
	access  string    // the access token given together with it
	spent   time.Time // when it was first used and another took its place; zero for not yet
	expires time.Time
}

// draw returns 256 random bits as text.
func draw() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // crypto/rand never fails (Go 1.24)
	return base64.RawURLEncoding.EncodeToString(b)
}

// newAccess issues an access token of the grant, for scopes of it.
func (s *Server) newAccess(g *grant, scopes []string, life time.Duration) string {
	now := time.Now().Add(-g.age)
	token := s.sign("at+jwt", map[string]any{ // RFC 9068
		"iss": g.issuer, "sub": g.subject, "aud": g.issuer, "client_id": g.client.ID,
		"scope": strings.Join(scopes, " "), "iat": now.Unix(), "exp": now.Add(life).Unix(), "jti": draw()[:16],
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forgetOld(time.Now())
	s.noteIssued(token)
	s.access[token] = accessToken{grant: g, scopes: scopes, expires: now.Add(life)}
	return token
}

// newRefresh issues a refresh token that goes with an access token. shape makes
// its text; nil means an opaque one.
func (s *Server) newRefresh(g *grant, access string, shape func() string) string {
	token := draw()
	if shape != nil {
		token = shape()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noteIssued(token)
	s.refresh[token] = &refreshToken{grant: g, access: access, expires: time.Now().Add(s.knobs.RefreshLife)}
	return token
}

// newID issues an ID token of the grant, for scopes of it. (OpenID Connect Core 2)
func (s *Server) newID(g *grant, scopes []string, life time.Duration) string {
	now := time.Now().Add(-g.age)
	claims := map[string]any{
		"iss": g.issuer, "sub": g.subject, "aud": g.client.ID, "azp": g.client.ID,
		"iat": now.Unix(), "exp": now.Add(life).Unix(), "auth_time": g.signed.Unix(), "jti": draw()[:16],
	}
	if g.nonce != "" {
		claims["nonce"] = g.nonce
	}
	maps.Copy(claims, personClaims(g.subject, scopes))
	token := s.sign("JWT", claims)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noteIssued(token)
	return token
}

// maxIssued bounds what Issued remembers; the oldest go first.
const maxIssued = 4000

// noteIssued remembers a secret that went out. The caller holds the mutex.
func (s *Server) noteIssued(secret string) {
	s.issued = append(s.issued, secret)
	if n := len(s.issued) - maxIssued; n > 0 {
		s.issued = slices.Delete(s.issued, 0, n)
	}
}

// Issued lists the tokens and codes that the server gave out, for tests that
// look for them where they must not be.
func (s *Server) Issued() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.issued)
}

var (
	errUnknownToken = errors.New("the refresh token is not known")
	errExpiredToken = errors.New("the refresh token has expired")
	errRevokedToken = errors.New("the refresh token was revoked")
	errReusedToken  = errors.New("the refresh token was used before, so everything of that sign-in is revoked")
	errWiderScopes  = errors.New("a renewal cannot widen the scopes")
)

// spend uses up a refresh token of the client under the rotation in force, and
// reports whether a new one must take its place. Scopes beyond the grant's
// leave the token unused.
func (s *Server) spend(token string, c Client, scopes []string, rotation Rotation) (t *refreshToken, rotate bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.refresh[token]
	switch {
	case !ok || t.grant.client.ID != c.ID:
		return nil, false, errUnknownToken
	case t.grant.revoked:
		return nil, false, errRevokedToken
	case !time.Now().Before(t.expires):
		return nil, false, errExpiredToken
	case beyond(scopes, t.grant.scopes):
		return nil, false, errWiderScopes
	case rotation == RotateNever:
		return t, false, nil
	case !t.spent.IsZero() && rotation == RotateStrict && time.Since(t.spent) >= s.knobs.Grace:
		t.grant.revoked = true
		s.reuses++
		return nil, false, errReusedToken
	case t.spent.IsZero():
		t.spent = time.Now()
	}
	return t, true, nil
}

// Reuses counts the refresh tokens that came although they were spent, and any
// grace over: each cost a whole sign-in.
func (s *Server) Reuses() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reuses
}

// live returns the access token's state while it and its grant live.
func (s *Server) live(token string) (accessToken, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.access[token]
	return t, ok && !t.grant.revoked && time.Now().Before(t.expires)
}

// Live reports whether an API would take this access token now.
func (s *Server) Live(accessToken string) bool {
	_, ok := s.live(accessToken)
	return ok
}

// RevokeAll ends every sign-in, as an administrator might.
func (s *Server) RevokeAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.access {
		t.grant.revoked = true
	}
	for _, t := range s.refresh {
		t.grant.revoked = true
	}
}

// forgetOld bounds what a server that runs for days remembers. The caller holds
// the mutex.
func (s *Server) forgetOld(now time.Time) {
	maps.DeleteFunc(s.access, func(_ string, t accessToken) bool { return now.After(t.expires) })
	maps.DeleteFunc(s.refresh, func(_ string, t *refreshToken) bool { return now.After(t.expires) })
	maps.DeleteFunc(s.codes, func(_ string, c *code) bool { return now.After(c.expires.Add(time.Hour)) })
	maps.DeleteFunc(s.devices, func(_ string, d *device) bool { return now.After(d.expires.Add(time.Hour)) })
	maps.DeleteFunc(s.logins, func(_ string, l login) bool { return now.After(l.expires) })
	maps.DeleteFunc(s.pushed, func(_ string, p pushed) bool { return now.After(p.expires) })
}

func splitScopes(s string) []string { return slices.Compact(strings.Fields(s)) }

// beyond reports scopes that are asked for and not offered.
func beyond(asked, offered []string) bool {
	return slices.ContainsFunc(asked, func(s string) bool { return !slices.Contains(offered, s) })
}
