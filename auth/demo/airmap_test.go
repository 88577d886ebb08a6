package demo_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

var airmapLogin = map[string]string{
	"grant_type": "password", "client_id": "airmap-app", "connection": "Username-Password-Authentication",
	"username": "ada@example.com", "password": demo.Password, "scope": "openid offline_access", "device": "a laptop",
}

// changed writes a form with some of its fields changed; "" removes one.
func changed(fields map[string]string, pairs ...string) string {
	f := maps.Clone(fields)
	for i := 0; i < len(pairs); i += 2 {
		if f[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
			delete(f, pairs[i])
		}
	}
	var list []string
	for name, value := range f {
		list = append(list, name, value)
	}
	return form(list...)
}

func TestAirMapLogin(t *testing.T) {
	s := start(t, demo.Config{})
	at := demo.Endpoints("airmap", s.URL())
	for _, c := range []struct {
		scope       string
		id, refresh bool
	}{{"", false, false}, {"openid", true, false}, {"openid offline_access", true, true}} {
		a := do(t, ask{url: at.Token, form: changed(airmapLogin, "scope", c.scope)})
		_, expires := a.body["expires_in"]
		if a.status != 200 || a.str("token_type") != "bearer" || expires || (a.str("id_token") != "") != c.id || (a.str("refresh_token") != "") != c.refresh {
			t.Errorf("scope %q: %d %s", c.scope, a.status, a.text)
		}
	}
	login := do(t, ask{url: at.Token, json: `{"grant_type":"password","client_id":"airmap-app","connection":"Username-Password-Authentication",` +
		`"username":"ada@example.com","password":"` + demo.Password + `","scope":"openid offline_access","device":"x"}`})
	claims := verified(t, s, login.str("id_token"))
	if claims["exp"].(float64)-claims["iat"].(float64) != 36000 {
		t.Errorf("claims: %v", claims)
	}
	again := ask{url: at.Token, form: changed(airmapLogin, "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "username", "", "password", "", "id_token", login.str("id_token"))}
	if a := do(t, again); a.status != 200 || verified(t, s, a.str("id_token"))["sub"] != "ada" {
		t.Errorf("by id_token: %d %s", a.status, a.text)
	}
}

func TestAirMapLoginWrongForms(t *testing.T) {
	s := start(t, demo.Config{})
	at := demo.Endpoints("airmap", s.URL())
	for _, c := range []struct {
		name  string
		pairs []string
		want  int
		text  string
	}{
		{"no device", []string{"device", ""}, 400, "missing device parameter"},
		{"no connection", []string{"connection", ""}, 400, "missing connection parameter"},
		{"no name", []string{"username", ""}, 400, "missing username parameter"},
		{"wrong password", []string{"password", "x"}, 401, "Wrong email or password."},
		{"blocked", []string{"username", "alan@example.com"}, 401, "user is blocked"},
		{"unknown client", []string{"client_id", "x"}, 403, "invalid client"},
		{"a secret", []string{"client_secret", "x"}, 400, "this client has no secret"},
		{"another field", []string{"audience", "x"}, 400, "no field called audience"},
		{"another grant", []string{"grant_type", "refresh_token"}, 400, "unsupported_grant_type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a := do(t, ask{url: at.Token, form: changed(airmapLogin, c.pairs...)}); a.status != c.want || !strings.Contains(a.text, c.text) {
				t.Errorf("got %d %s", a.status, a.text)
			}
		})
	}
	refuses(t, []wrong{
		{"GET", ask{method: "GET", url: at.Token}, 405, ""},
		{"Basic", ask{url: at.Token, form: changed(airmapLogin), basic: "airmap-app:"}, 400, "invalid_request"},
		{"text", ask{url: at.Token, body: changed(airmapLogin)}, 400, "invalid_request"},
	})
	s.SetKnobs(demo.Knobs{Busy: time.Minute})
	if a := do(t, ask{url: at.Token, form: changed(airmapLogin)}); a.status != 429 || a.str("error") != "too_many_attempts" || a.header.Get("X-RateLimit-Reset") == "" {
		t.Errorf("busy: %d %s", a.status, a.text)
	}
}

func TestAirMapDelegation(t *testing.T) {
	s := start(t, demo.Config{})
	at := demo.Endpoints("airmap", s.URL())
	login := do(t, ask{url: at.Token, form: changed(airmapLogin)})
	body := map[string]string{"client_id": "airmap-app", "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "refresh_token": login.str("refresh_token")}
	for name, q := range map[string]ask{
		"form":     {url: at.Renew, form: changed(body)},
		"again":    {url: at.Renew, form: changed(body, "scope", "openid", "api_type", "app", "target", "x")},
		"json":     {url: at.Renew, json: `{"client_id":"airmap-app","grant_type":"urn:ietf:params:oauth:grant-type:jwt-bearer","refresh_token":"` + login.str("refresh_token") + `"}`},
		"id_token": {url: at.Renew, form: changed(body, "refresh_token", "", "id_token", login.str("id_token"))},
	} {
		a := do(t, q)
		if a.status != 200 || a.num("expires_in") != 36000 || a.str("access_token") != "" || a.str("refresh_token") != "" || verified(t, s, a.str("id_token"))["sub"] != "ada" {
			t.Errorf("%s: %d %s", name, a.status, a.text)
		}
	}
	refuses(t, []wrong{
		{"refresh_token grant", ask{url: at.Renew, form: changed(body, "grant_type", "refresh_token")}, 400, "unsupported_grant_type"},
		{"both tokens", ask{url: at.Renew, form: changed(body, "id_token", login.str("id_token"))}, 400, "invalid_request"},
		{"neither", ask{url: at.Renew, form: changed(body, "refresh_token", "")}, 400, "invalid_request"},
		{"unknown token", ask{url: at.Renew, form: changed(body, "refresh_token", "x")}, 401, "invalid_grant"},
		{"forged id_token", ask{url: at.Renew, form: changed(body, "refresh_token", "", "id_token", login.str("id_token")[:40])}, 401, "invalid_grant"},
		{"offline scope", ask{url: at.Renew, form: changed(body, "scope", "offline_access")}, 400, "invalid_request"},
		{"at the login", ask{url: at.Token, form: changed(body)}, 400, "invalid_request"},
	})
}

func TestAirMapKeycloak(t *testing.T) {
	s := start(t, demo.Config{})
	at := demo.Endpoints("airmap-keycloak", s.URL()).Token
	login := map[string]string{"grant_type": "password", "client_id": "airmap-app", "username": "ada", "password": demo.Password, "scope": "openid"}
	a := do(t, ask{url: at, form: changed(login)})
	if a.status != 200 || a.num("expires_in") != 18000 || a.num("refresh_expires_in") == 0 || a.str("id_token") == "" {
		t.Fatalf("%d %s", a.status, a.text)
	}
	if b := do(t, ask{url: at, form: form("grant_type", "refresh_token", "client_id", "airmap-app", "refresh_token", a.str("refresh_token"))}); b.status != 200 || b.str("refresh_token") == "" {
		t.Errorf("renewal: %d %s", b.status, b.text)
	}
	refuses(t, []wrong{
		{"JSON", ask{url: at, json: `{"grant_type":"password"}`}, 415, ""},
		{"wrong password", ask{url: at, form: changed(login, "password", "x")}, 401, "invalid_grant"},
		{"a connection", ask{url: at, form: changed(login, "connection", "x")}, 400, "invalid_request"},
		{"unknown token", ask{url: at, form: form("grant_type", "refresh_token", "client_id", "airmap-app", "refresh_token", "x")}, 400, "invalid_grant"},
	})
}
