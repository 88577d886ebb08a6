package demo

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"
)

// code is an authorization code: good for one exchange.
type code struct {
	grant     *grant
	redirect  string
	challenge string
	expires   time.Time
	used      bool
}

func (s *Server) newCode(l login, g *grant) string {
	text := draw()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noteIssued(text)
	s.codes[text] = &code{grant: g, redirect: l.redirect, challenge: l.challenge, expires: time.Now().Add(s.knobs.CodeLife)}
	return text
}

// redeem exchanges a code. A code that comes twice ends what it gave.
// (RFC 6749 4.1.2, RFC 7636 4.6)
func (s *Server) redeem(text string, c Client, redirect, verifier string) (*grant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.codes[text]
	switch {
	case !ok || k.grant.client.ID != c.ID:
		return nil, errors.New("the code is not known")
	case k.used:
		k.grant.revoked = true
		return nil, errors.New("the code was used before, so everything it gave is revoked")
	}
	k.used = true // whatever comes of it
	switch {
	case !time.Now().Before(k.expires):
		return nil, errors.New("the code has expired")
	case redirect != k.redirect:
		return nil, errors.New("the redirect address differs from the authorization request's")
	case k.challenge == "" && verifier != "":
		return nil, errors.New("there was no code challenge to verify")
	case k.challenge != "" && challengeOf(verifier) != k.challenge:
		return nil, errors.New("the code verifier does not fit")
	}
	return k.grant, nil
}

func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
