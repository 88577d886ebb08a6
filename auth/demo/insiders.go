package demo

import (
	"net/http"
	"strings"
	"time"
)

// insiders plays the Insiders API: django-oauth-toolkit with mandatory slashes,
// Basic or body credentials, the one scope "all", and renewals that kill the old
// access token at once.
type insiders struct{ s *Server }

const insidersLife = 36000 * time.Second

// An application has one grant.
func insidersClients() []Client {
	return []Client{
		{system: "insiders", ID: "insiders-web", Secret: "insiders/secret:1", Grants: []string{grantCode, grantRefresh}, Redirects: []string{loopbackRedirect}},
		{system: "insiders", ID: "insiders-password", Secret: "insiders/secret:1", Grants: []string{grantPassword, grantRefresh}},
	}
}

func (i insiders) routes() map[string]handler {
	return map[string]handler{
		"/insiders/oauth2/authorize/{$}":    i.authorize,
		"/insiders/oauth2/token/{$}":        i.token,
		"/insiders/oauth2/revoke-token/{$}": i.revoke,
		"/insiders/oauth2/authorize":        addSlash,
		"/insiders/oauth2/token":            addSlash,
		"/insiders/oauth2/revoke-token":     addSlash,
	}
}

// addSlash is Django's APPEND_SLASH: a client that follows asks again with GET.
func addSlash(x *exchange, r *http.Request) {
	x.line.Outcome = "the slash is missing"
	target := r.URL.Path + "/"
	if r.URL.RawQuery != "" {
		target += "?" + r.URL.RawQuery
	}
	x.Header().Set("Content-Type", "text/html; charset=utf-8")
	x.Header().Set("Location", target)
	x.WriteHeader(http.StatusMovedPermanently)
}

func (i insiders) authorize(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodGet) {
		return
	}
	f, err := single(r.URL.Query())
	if err != nil {
		x.refuse(err.Error())
		return
	}
	i.s.begin(x, r, login{name: "Insiders (demo)", system: "insiders", issuer: i.s.url + "/insiders"}, f, func(l *login, f fields) (code, why string) {
		l.scopes = []string{"all"}
		switch {
		case f.get("response_type") != "code":
			return "unsupported_response_type", ""
		case !l.client.may(grantCode):
			return "unauthorized_client", ""
		case f.get("scope") != "" && f.get("scope") != "all":
			return "invalid_scope", "the only scope is all"
		case f.has("code_challenge") && (f.get("code_challenge_method") != "S256" || !challengeForm().MatchString(l.challenge)):
			return "invalid_request", "the code challenge must be of S256"
		}
		return "", ""
	})
}

// authenticate takes Basic (form-decoded) or the body, not both.
func (i insiders) authenticate(x *exchange, r *http.Request, f fields) (Client, bool) {
	id, secret := f.get("client_id"), f.get("client_secret")
	if r.Header.Get("Authorization") != "" {
		var ok bool
		if id, secret, ok = basicCredentials(r); !ok || f.has("client_secret") {
			id = ""
		}
	}
	c, ok := i.s.client("insiders", id)
	if !ok || secret != c.Secret {
		x.Header().Set("WWW-Authenticate", `Bearer error="invalid_client"`)
		x.fail(http.StatusUnauthorized, "invalid_client", "")
		return Client{}, false
	}
	x.line.Client = c.ID
	return c, true
}

func (i insiders) token(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodPost) {
		return
	}
	f, err := readForm(r)
	if err != nil { // what is no form has no fields at all, to Django
		x.fail(http.StatusBadRequest, "unsupported_grant_type", "")
		return
	}
	kind := f.get("grant_type")
	i.s.noteGrant(x, kind)
	if i.s.busy(x, "throttled", "Request was throttled.", true) {
		return
	}
	if kind != grantCode && kind != grantPassword && kind != grantRefresh {
		x.fail(http.StatusBadRequest, "unsupported_grant_type", "")
		return
	}
	c, ok := i.authenticate(x, r, f)
	switch {
	case !ok:
	case !c.may(kind):
		x.fail(http.StatusBadRequest, "unauthorized_client", "")
	case f.get("scope") != "" && f.get("scope") != "all":
		x.fail(http.StatusBadRequest, "invalid_scope", "")
	default:
		i.grant(x, r, c, f)
	}
}

func (i insiders) grant(x *exchange, r *http.Request, c Client, f fields) {
	switch f.get("grant_type") {
	case grantCode:
		g, err := i.s.redeem(f.get("code"), c, f.get("redirect_uri"), f.get("code_verifier"))
		if err != nil {
			x.fail(http.StatusBadRequest, "invalid_grant", "")
			return
		}
		i.answer(x, r, g)
	case grantPassword:
		p, ok := findPerson(f.get("username"))
		if !ok || f.get("password") != Password {
			x.fail(http.StatusBadRequest, "invalid_grant", "Invalid credentials given.")
			return
		}
		i.answer(x, r, &grant{client: c, issuer: i.s.url + "/insiders", subject: p.ID, scopes: []string{"all"}, signed: time.Now()})
	case grantRefresh:
		t, _, err := i.s.spend(f.get("refresh_token"), c, nil, RotateStrict)
		if err != nil {
			x.fail(http.StatusBadRequest, "invalid_grant", "")
			return
		}
		i.s.mu.Lock()
		delete(i.s.access, t.access)
		i.s.mu.Unlock()
		i.answer(x, r, t.grant)
	}
}

func (i insiders) answer(x *exchange, r *http.Request, g *grant) {
	out := reply{Access: i.s.newAccess(g, g.scopes, insidersLife), Type: "Bearer", ExpiresIn: int(insidersLife.Seconds()), Scope: strings.Join(g.scopes, " ")}
	out.Refresh = i.s.newRefresh(g, out.Access, nil)
	i.s.lag(r)
	x.json(http.StatusOK, out)
}

// revoke answers 200 with an empty body, also for a token it does not know.
func (i insiders) revoke(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodPost) {
		return
	}
	f, err := readForm(r)
	if err != nil || f.get("token") == "" {
		x.fail(http.StatusBadRequest, "invalid_request", "Missing token parameter.")
		return
	}
	if c, ok := i.authenticate(x, r, f); ok {
		i.s.forget(f.get("token"), c)
		x.WriteHeader(http.StatusOK)
	}
}
