package demo

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

// token is the token endpoint. (RFC 6749 3.2)
func (s *Server) token(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodPost) {
		return
	}
	f, err := readForm(r)
	if err != nil {
		x.fail(http.StatusBadRequest, "invalid_request", err.Error())
		return
	}
	s.noteGrant(x, f.get("grant_type"))
	if s.busy(x, "temporarily_unavailable", "too many requests", true) {
		return
	}
	c, ok := s.authenticate(x, r, f)
	if !ok {
		return
	}
	answer := map[string]func(*exchange, *http.Request, Client, fields){
		grantCode: s.codeGrant, grantRefresh: s.refreshGrant, grantRobot: s.robotGrant, grantDevice: s.deviceGrant,
	}[f.get("grant_type")]
	switch {
	case answer == nil:
		x.fail(http.StatusBadRequest, "unsupported_grant_type", "")
	case !c.may(f.get("grant_type")):
		x.fail(http.StatusBadRequest, "unauthorized_client", "this client has no such grant")
	default:
		answer(x, r, c, f)
	}
}

func (s *Server) codeGrant(x *exchange, r *http.Request, c Client, f fields) {
	g, err := s.redeem(f.get("code"), c, f.get("redirect_uri"), f.get("code_verifier"))
	if err != nil {
		x.fail(http.StatusBadRequest, "invalid_grant", err.Error())
		return
	}
	s.answerGrant(x, r, g, g.scopes, true)
}

// refreshGrant renews, with the rotation the knobs say. (RFC 6749 6)
func (s *Server) refreshGrant(x *exchange, r *http.Request, c Client, f fields) {
	scopes := splitScopes(f.get("scope"))
	t, rotate, err := s.spend(f.get("refresh_token"), c, scopes, s.settings().Rotation)
	switch {
	case errors.Is(err, errWiderScopes):
		x.fail(http.StatusBadRequest, "invalid_scope", err.Error())
		return
	case err != nil:
		x.fail(http.StatusBadRequest, "invalid_grant", err.Error())
		return
	}
	if len(scopes) == 0 {
		scopes = t.grant.scopes
	}
	s.answerGrant(x, r, t.grant, scopes, rotate)
}

// robotGrant is the client credentials grant. (RFC 6749 4.4)
func (s *Server) robotGrant(x *exchange, r *http.Request, c Client, f fields) {
	scopes := splitScopes(f.get("scope"))
	if slices.ContainsFunc(scopes, func(s string) bool { return !strings.HasPrefix(s, "api:") }) {
		x.fail(http.StatusBadRequest, "invalid_scope", "a robot may have api:read and api:write")
		return
	}
	g := &grant{client: c, issuer: s.url, subject: c.ID, scopes: scopes, signed: time.Now()}
	s.answerGrant(x, r, g, scopes, false)
}

// answerGrant answers with fresh tokens. (RFC 6749 5.1)
func (s *Server) answerGrant(x *exchange, r *http.Request, g *grant, scopes []string, refresh bool) {
	reply := s.issue(g, scopes, refresh)
	s.lag(r)
	x.json(http.StatusOK, reply)
}

// reply is a token reply on the wire.
type reply struct {
	Access         string `json:"access_token,omitempty"`
	Type           string `json:"token_type,omitempty"`
	ExpiresIn      int    `json:"expires_in,omitempty"`
	Scope          string `json:"scope,omitempty"`
	Refresh        string `json:"refresh_token,omitempty"`
	RefreshExpires int    `json:"refresh_expires_in,omitempty"`
	ID             string `json:"id_token,omitempty"`
}

// issue makes the tokens of a grant of the authorization server.
func (s *Server) issue(g *grant, scopes []string, refresh bool) reply {
	life := s.life(g.client)
	out := reply{Access: s.newAccess(g, scopes, life), Type: "Bearer", ExpiresIn: int(life.Seconds()), Scope: strings.Join(scopes, " ")}
	if refresh && g.client.may(grantRefresh) {
		out.Refresh = s.newRefresh(g, out.Access, nil)
	}
	if slices.Contains(scopes, "openid") {
		out.ID = s.newID(g, scopes, life)
	}
	return out
}

// life is how long a client's access tokens live.
func (s *Server) life(c Client) time.Duration {
	if c.AccessLife > 0 {
		return c.AccessLife
	}
	return s.settings().AccessLife
}
