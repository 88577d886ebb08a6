package demo

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// home greets whoever opens the server's address.
func (s *Server) home(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodGet) {
		return
	}
	x.page(http.StatusOK, "Authfob demo", "<p>A pretend provider inside this computer. Sign-ins start in Authfob.</p>")
}

// userinfo tells about the person a token speaks for. (OpenID Connect Core 5.3)
func (s *Server) userinfo(x *exchange, r *http.Request) {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	t, ok := s.live(token)
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		x.only(r, http.MethodGet)
	case !bearer || !ok:
		x.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		x.fail(http.StatusUnauthorized, "invalid_token", "the token is not known, has expired or was revoked")
	case !slices.Contains(t.scopes, "openid"):
		x.Header().Set("WWW-Authenticate", `Bearer error="insufficient_scope", scope="openid"`)
		x.fail(http.StatusForbidden, "insufficient_scope", "")
	default:
		claims := map[string]any{"sub": t.grant.subject}
		maps.Copy(claims, personClaims(t.grant.subject, t.scopes))
		x.json(http.StatusOK, claims)
	}
}

// authenticated reads the form of a request that a client proves itself in.
func (s *Server) authenticated(x *exchange, r *http.Request) (f fields, c Client, ok bool) {
	if !x.only(r, http.MethodPost) {
		return f, c, false
	}
	f, err := readForm(r)
	if err != nil {
		x.fail(http.StatusBadRequest, "invalid_request", err.Error())
		return f, c, false
	}
	c, ok = s.authenticate(x, r, f)
	return f, c, ok
}

// aboutToken reads the form of a client's request about a token.
func (s *Server) aboutToken(x *exchange, r *http.Request) (f fields, c Client, ok bool) {
	if f, c, ok = s.authenticated(x, r); ok && f.get("token") == "" {
		x.fail(http.StatusBadRequest, "invalid_request", "token is missing")
		return f, c, false
	}
	return f, c, ok
}

// introspect tells a client about its own tokens. (RFC 7662)
func (s *Server) introspect(x *exchange, r *http.Request) {
	f, c, ok := s.aboutToken(x, r)
	if !ok {
		return
	}
	token := f.get("token")
	if t, ok := s.live(token); ok && t.grant.client.ID == c.ID {
		x.json(http.StatusOK, described(t.grant, t.scopes, "access_token", t.expires))
		return
	}
	s.mu.Lock()
	t, ok := s.refresh[token]
	ok = ok && t.grant.client.ID == c.ID && t.spent.IsZero() && !t.grant.revoked && time.Now().Before(t.expires)
	s.mu.Unlock()
	if ok {
		x.json(http.StatusOK, described(t.grant, t.grant.scopes, "refresh_token", t.expires))
		return
	}
	x.json(http.StatusOK, map[string]any{"active": false})
}

func described(g *grant, scopes []string, kind string, expires time.Time) map[string]any {
	return map[string]any{
		"active": true, "client_id": g.client.ID, "sub": g.subject, "iss": g.issuer, "token_type": kind,
		"scope": strings.Join(scopes, " "), "exp": expires.Unix(),
	}
}

// revoke ends the sign-in that a token belongs to. Unknown tokens are fine.
// (RFC 7009 2.1, 2.2)
func (s *Server) revoke(x *exchange, r *http.Request) {
	f, c, ok := s.aboutToken(x, r)
	if !ok {
		return
	}
	s.forget(f.get("token"), c)
	x.WriteHeader(http.StatusOK)
}

// forget revokes the grant of a client's token, if there is one.
func (s *Server) forget(token string, c Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t, ok := s.access[token]; ok && t.grant.client.ID == c.ID {
		t.grant.revoked = true
	}
	if t, ok := s.refresh[token]; ok && t.grant.client.ID == c.ID {
		t.grant.revoked = true
	}
}
