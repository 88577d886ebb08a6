package demo

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// airmap plays AirMap: Auth0's legacy login, where the ID token is the bearer
// and renewal is another address with another grant; and the Keycloak realm of
// the later documentation. Neither knows a client secret.
type airmap struct{ s *Server }

const (
	airmapLife         = 36000 * time.Second
	airmapKeycloakLife = 18000 * time.Second
)

var airmapScopes = []string{"openid", "offline_access", "profile", "email"}

func airmapClients() []Client {
	return []Client{{system: "airmap", ID: "airmap-app", Grants: []string{grantPassword, grantJWT, grantRefresh}}}
}

const airmapKeycloakPath = "/airmap/realms/airmap/protocol/openid-connect/token"

func (a airmap) routes() map[string]handler {
	return map[string]handler{"/airmap/oauth/ro": a.login, "/airmap/delegation": a.delegation, airmapKeycloakPath: a.keycloak}
}

// read takes a form or JSON, and refuses what both endpoints refuse.
func (a airmap) read(x *exchange, r *http.Request, allowed ...string) (fields, Client, bool) {
	if !x.only(r, http.MethodPost) {
		return fields{}, Client{}, false
	}
	read := readForm
	if hasType(r, typeJSON) {
		read = readJSON
	}
	f, err := read(r)
	if err != nil {
		x.fail(http.StatusBadRequest, "invalid_request", err.Error())
		return f, Client{}, false
	}
	a.s.noteGrant(x, f.get("grant_type"))
	if a.s.busy(x, "too_many_attempts", "Your account has been blocked after multiple consecutive login attempts.", false) {
		return f, Client{}, false
	}
	c, known := a.s.client("airmap", f.get("client_id"))
	x.line.Client = c.ID
	odd := f.beyond(allowed...)
	switch {
	case r.Header.Get("Authorization") != "" || f.has("client_secret"):
		x.fail(http.StatusBadRequest, "invalid_request", "this client has no secret")
	case len(f.lists) > 0:
		x.fail(http.StatusBadRequest, "invalid_request", "there are no arrays here")
	case odd != "":
		x.fail(http.StatusBadRequest, "invalid_request", "there is no field called "+odd+" here")
	case !known:
		x.fail(http.StatusForbidden, "unauthorized_client", "invalid client")
	default:
		return f, c, true
	}
	return f, c, false
}

// login is POST /oauth/ro.
func (a airmap) login(x *exchange, r *http.Request) {
	f, c, ok := a.read(x, r, "grant_type", "client_id", "connection", "username", "password", "scope", "device", "id_token")
	if !ok {
		return
	}
	scopes := splitScopes(f.get("scope"))
	missing := f.missing("username", "password")
	if f.get("grant_type") == grantJWT {
		missing = f.missing("id_token")
	}
	switch {
	case f.get("grant_type") != grantPassword && f.get("grant_type") != grantJWT:
		x.fail(http.StatusBadRequest, "unsupported_grant_type", "")
	case f.get("connection") != "Username-Password-Authentication":
		x.fail(http.StatusBadRequest, "invalid_request", "missing connection parameter")
	case missing != "":
		x.fail(http.StatusBadRequest, "invalid_request", "missing "+missing+" parameter")
	case beyond(scopes, airmapScopes):
		x.fail(http.StatusBadRequest, "invalid_scope", "")
	case slices.Contains(scopes, "offline_access") && f.get("device") == "":
		x.fail(http.StatusBadRequest, "invalid_request", "missing device parameter")
	default:
		if g, ok := a.person(x, c, f, scopes); ok {
			a.answerLogin(x, r, g)
		}
	}
}

// person finds who signs in, by password or by an ID token they already have.
func (a airmap) person(x *exchange, c Client, f fields, scopes []string) (*grant, bool) {
	g := &grant{client: c, issuer: a.s.url + "/airmap", scopes: scopes, signed: time.Now()}
	if f.get("grant_type") == grantJWT {
		subject, ok := a.s.verify(f.get("id_token"), g.issuer)
		if !ok {
			x.fail(http.StatusUnauthorized, "invalid_token", "the id_token is not valid")
		}
		g.subject = subject
		return g, ok
	}
	p, ok := findPerson(f.get("username"))
	switch {
	case !ok || f.get("password") != Password:
		x.fail(http.StatusUnauthorized, "invalid_user_password", "Wrong email or password.")
		return nil, false
	case p.ID == "alan":
		x.fail(http.StatusUnauthorized, "unauthorized", "user is blocked")
		return nil, false
	}
	g.subject = p.ID
	return g, true
}

// answerLogin has no expires_in.
func (a airmap) answerLogin(x *exchange, r *http.Request, g *grant) {
	out := reply{Access: a.s.newAccess(g, g.scopes, 24*time.Hour), Type: "bearer"}
	if slices.Contains(g.scopes, "openid") {
		out.ID = a.s.newID(g, g.scopes, airmapLife)
	}
	if slices.Contains(g.scopes, "offline_access") {
		out.Refresh = a.s.newRefresh(g, out.Access, nil)
	}
	a.s.lag(r)
	x.json(http.StatusOK, out)
}

// delegation renews: a new ID token and nothing else.
func (a airmap) delegation(x *exchange, r *http.Request) {
	f, c, ok := a.read(x, r, "grant_type", "client_id", "refresh_token", "id_token", "scope", "api_type", "target")
	if !ok {
		return
	}
	switch {
	case f.get("grant_type") != grantJWT:
		x.fail(http.StatusBadRequest, "unsupported_grant_type", "")
		return
	case (f.get("refresh_token") == "") == (f.get("id_token") == ""):
		x.fail(http.StatusBadRequest, "invalid_request", "give refresh_token or id_token")
		return
	case f.has("api_type") && f.get("api_type") != "app", f.has("scope") && f.get("scope") != "openid":
		x.fail(http.StatusBadRequest, "invalid_request", "api_type is app and scope is openid")
		return
	}
	g, ok := a.delegated(c, f)
	if !ok {
		x.fail(http.StatusUnauthorized, "invalid_grant", "the token is not known or was revoked")
		return
	}
	a.s.lag(r)
	x.json(http.StatusOK, reply{Type: "Bearer", ExpiresIn: int(airmapLife.Seconds()), ID: a.s.newID(g, g.scopes, airmapLife)})
}

func (a airmap) delegated(c Client, f fields) (*grant, bool) {
	if token := f.get("refresh_token"); token != "" {
		t, _, err := a.s.spend(token, c, nil, RotateNever)
		if err != nil {
			return nil, false
		}
		return t.grant, true
	}
	subject, ok := a.s.verify(f.get("id_token"), a.s.url+"/airmap")
	return &grant{client: c, issuer: a.s.url + "/airmap", subject: subject, scopes: []string{"openid"}, signed: time.Now()}, ok
}

// keycloak is the realm of the later documentation: password and refresh, forms
// only, a new refresh token each time with the old one still good.
func (a airmap) keycloak(x *exchange, r *http.Request) {
	if r.Method == http.MethodPost && !hasType(r, typeForm) {
		x.WriteHeader(http.StatusUnsupportedMediaType)
		x.line.Outcome = "not a form"
		return
	}
	f, c, ok := a.read(x, r, "grant_type", "client_id", "username", "password", "scope", "refresh_token")
	if !ok {
		return
	}
	switch f.get("grant_type") {
	case grantPassword:
		p, ok := findPerson(f.get("username"))
		if !ok || f.get("password") != Password {
			x.fail(http.StatusUnauthorized, "invalid_grant", "Invalid user credentials")
			return
		}
		g := &grant{client: c, issuer: a.s.url + "/airmap/realms/airmap", subject: p.ID, scopes: splitScopes(f.get("scope")), signed: time.Now()}
		a.answerKeycloak(x, r, g)
	case grantRefresh:
		t, _, err := a.s.spend(f.get("refresh_token"), c, nil, RotateLenient)
		if err != nil {
			x.fail(http.StatusBadRequest, "invalid_grant", "Invalid refresh token")
			return
		}
		a.answerKeycloak(x, r, t.grant)
	default:
		x.fail(http.StatusBadRequest, "unsupported_grant_type", "Unsupported grant_type")
	}
}

func (a airmap) answerKeycloak(x *exchange, r *http.Request, g *grant) {
	out := reply{Access: a.s.newAccess(g, g.scopes, airmapKeycloakLife), Type: "Bearer", ExpiresIn: int(airmapKeycloakLife.Seconds()), Scope: strings.Join(g.scopes, " ")}
	out.Refresh, out.RefreshExpires = a.s.newRefresh(g, out.Access, nil), int(a.s.settings().RefreshLife.Seconds())
	if slices.Contains(g.scopes, "openid") {
		out.ID = a.s.newID(g, g.scopes, airmapKeycloakLife)
	}
	a.s.lag(r)
	x.json(http.StatusOK, out)
}
