package demo

import (
	"net/http"
	"strings"
	"time"
)

// airthings plays Airthings: JSON requests with the credentials in the body and
// the scope as an array, a redirect address of the client's own, rotation at
// every renewal, and rate limits in X-RateLimit headers.
type airthings struct{ s *Server }

// airthingsRedirect is the https address that the client registered. Nobody
// listens there: the person pastes where they landed.
const airthingsRedirect = "https://redirect.configured.for.client"

const airthingsLife = 10800 * time.Second

var airthingsScopes = []string{"read:device", "read:device:current_values", "write:device"}

// A client has one flow type.
func airthingsClients() []Client {
	return []Client{
		{system: "airthings", ID: "airthings-person", Secret: "airthings-secret", Grants: []string{grantCode, grantRefresh}, Redirects: []string{airthingsRedirect, loopbackRedirect}},
		{system: "airthings", ID: "airthings-robot", Secret: "airthings-secret", Grants: []string{grantRobot}},
	}
}

func (a airthings) routes() map[string]handler {
	return map[string]handler{"/airthings/authorize": a.authorize, "/airthings/v1/token": a.token, "/airthings/v1/devices": a.devices}
}

func (a airthings) authorize(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodGet) {
		return
	}
	f, err := single(r.URL.Query())
	if err != nil {
		x.refuse(err.Error())
		return
	}
	a.s.begin(x, r, login{name: "Airthings (demo)", system: "airthings", issuer: a.s.url + "/airthings"}, f, a.check)
}

// check takes what is documented (client_id and redirect_uri alone) and what
// RFC 6749 and RFC 7636 add.
func (airthings) check(l *login, f fields) (code, why string) {
	l.scopes = splitScopes(f.get("scope"))
	switch {
	case f.has("response_type") && f.get("response_type") != "code":
		return "unsupported_response_type", "only response_type=code is offered"
	case !l.client.may(grantCode):
		return "unauthorized_client", "the client has another flow type"
	case f.has("code_challenge") && (f.get("code_challenge_method") != "S256" || !challengeForm().MatchString(l.challenge)):
		return "invalid_request", "the code challenge must be of S256"
	case beyond(l.scopes, airthingsScopes):
		return "invalid_scope", "the scopes are " + strings.Join(airthingsScopes, ", ")
	}
	return "", ""
}

// airthingsFields lists the documented members of each request.
var airthingsFields = map[string][]string{
	grantCode:    {"grant_type", "client_id", "client_secret", "code", "redirect_uri", "code_verifier"},
	grantRefresh: {"grant_type", "client_id", "client_secret", "refresh_token"},
	grantRobot:   {"grant_type", "client_id", "client_secret", "scope"},
}

func (a airthings) token(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodPost) {
		return
	}
	f, err := readJSON(r)
	if err != nil {
		x.fail(http.StatusBadRequest, "invalid_request", err.Error())
		return
	}
	kind := f.get("grant_type")
	a.s.noteGrant(x, kind)
	if a.s.busy(x, "TOO_MANY_REQUESTS", "Rate limit on API exceeded", false) {
		return
	}
	c, known := a.s.client("airthings", f.get("client_id"))
	x.line.Client = c.ID
	odd := f.beyond(airthingsFields[kind]...)
	switch {
	case airthingsFields[kind] == nil:
		x.fail(http.StatusBadRequest, "unsupported_grant_type", "")
	case r.Header.Get("Authorization") != "":
		x.fail(http.StatusBadRequest, "invalid_request", "the credentials belong into the body")
	case odd != "":
		x.fail(http.StatusBadRequest, "invalid_request", "there is no field called "+odd+" here")
	case !known || f.get("client_secret") != c.Secret:
		x.fail(http.StatusUnauthorized, "invalid_client", "")
	case !c.may(kind):
		x.fail(http.StatusBadRequest, "unauthorized_client", "the client has another flow type")
	default:
		a.grant(x, r, c, f)
	}
}

func (a airthings) grant(x *exchange, r *http.Request, c Client, f fields) {
	switch f.get("grant_type") {
	case grantCode:
		g, err := a.s.redeem(f.get("code"), c, f.get("redirect_uri"), f.get("code_verifier"))
		if err != nil {
			x.fail(http.StatusBadRequest, "invalid_grant", err.Error())
			return
		}
		a.answer(x, r, g, true)
	case grantRefresh:
		t, _, err := a.s.spend(f.get("refresh_token"), c, nil, RotateStrict)
		if err != nil { // the real body is unpublished
			x.fail(http.StatusBadRequest, "invalid_grant", err.Error())
			return
		}
		a.answer(x, r, t.grant, true)
	case grantRobot:
		scopes, array := f.lists["scope"]
		switch {
		case f.has("scope") && !array:
			x.fail(http.StatusBadRequest, "invalid_request", "scope is an array")
			return
		case beyond(scopes, airthingsScopes):
			x.fail(http.StatusBadRequest, "invalid_scope", "")
			return
		}
		a.answer(x, r, &grant{client: c, issuer: a.s.url + "/airthings", subject: c.ID, scopes: scopes}, false)
	}
}

// answer has no scope in it; the refresh token is a JWT.
func (a airthings) answer(x *exchange, r *http.Request, g *grant, refresh bool) {
	out := reply{Access: a.s.newAccess(g, g.scopes, airthingsLife), Type: "Bearer", ExpiresIn: int(airthingsLife.Seconds())}
	if refresh {
		out.Refresh = a.s.newRefresh(g, out.Access, func() string {
			return a.s.sign("JWT", map[string]any{"sub": g.subject, "client_id": g.client.ID, "jti": draw()[:16]})
		})
	}
	a.s.lag(r)
	x.json(http.StatusOK, out)
}

// devices is an address of the API, to try a token at.
func (a airthings) devices(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodGet) {
		return
	}
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if t, ok := a.s.live(token); !bearer || !ok || t.grant.client.system != "airthings" {
		x.fail(http.StatusUnauthorized, "UNAUTHORIZED", "The access token is missing, unknown or has expired")
		return
	}
	x.json(http.StatusOK, map[string]any{"devices": []map[string]string{{"id": "2960000001", "deviceType": "WAVE_PLUS", "segment": "Living room"}}})
}
