package demo_test

import (
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

func TestAirthings(t *testing.T) {
	s := start(t, demo.Config{})
	at := demo.Endpoints("airthings", s.URL())
	const https = "https://redirect.configured.for.client"
	landed, err := demo.Visit(t.Context(), at.Authorize+"?"+form("client_id", "airthings-person", "redirect_uri", https, "state", state), "ada")
	if err != nil || !strings.HasPrefix(landed, https+"?") {
		t.Fatalf("landed on %s: %v", landed, err)
	}
	back := visit(t, at.Authorize+"?"+form("response_type", "code", "client_id", "airthings-person", "redirect_uri", redirect, "scope", "read:device",
		"state", state, "code_challenge", challenge, "code_challenge_method", "S256"), "ada")
	first := do(t, ask{url: at.Token, json: `{"grant_type":"authorization_code","client_id":"airthings-person","client_secret":"airthings-secret",` +
		`"code":"` + back.Get("code") + `","redirect_uri":"` + redirect + `","code_verifier":"` + verifier + `"}`})
	if first.status != 200 || first.num("expires_in") != 10800 || !strings.HasPrefix(first.str("refresh_token"), "eyJ") || first.str("scope") != "" {
		t.Fatalf("%d %s", first.status, first.text)
	}
	renewal := func(token string) ask {
		return ask{url: at.Token, json: `{"grant_type":"refresh_token","client_id":"airthings-person","client_secret":"airthings-secret","refresh_token":"` + token + `"}`}
	}
	second := do(t, renewal(first.str("refresh_token")))
	if second.status != 200 || second.str("refresh_token") == first.str("refresh_token") {
		t.Fatalf("renewal: %d %s", second.status, second.text)
	}
	devices := ask{method: "GET", url: s.URL() + "/airthings/v1/devices", headers: map[string]string{"Authorization": "Bearer " + second.str("access_token")}}
	if a := do(t, devices); a.status != 200 {
		t.Errorf("the API: %d %s", a.status, a.text)
	}
	if a := do(t, renewal(first.str("refresh_token"))); a.status != 400 {
		t.Errorf("a rotated token used again: %d %s", a.status, a.text)
	}
	if a := do(t, devices); a.status != 401 {
		t.Errorf("the API after that: %d %s", a.status, a.text)
	}
}

func TestAirthingsRobotAndWrongForms(t *testing.T) {
	s := start(t, demo.Config{})
	at := demo.Endpoints("airthings", s.URL())
	good := `{"grant_type":"client_credentials","client_id":"airthings-robot","client_secret":"airthings-secret","scope":["read:device"]}`
	if a := do(t, ask{url: at.Token, json: good}); a.status != 200 || a.str("refresh_token") != "" || a.num("expires_in") != 10800 {
		t.Fatalf("%d %s", a.status, a.text)
	}
	with := func(old, new string) ask { return ask{url: at.Token, json: strings.Replace(good, old, new, 1)} }
	refuses(t, []wrong{
		{"a form", ask{url: at.Token, form: form("grant_type", "client_credentials", "client_id", "airthings-robot", "client_secret", "airthings-secret")}, 400, "invalid_request"},
		{"no content type", ask{url: at.Token, body: good}, 400, "invalid_request"},
		{"scope as a string", with(`["read:device"]`, `"read:device"`), 400, "invalid_request"},
		{"unknown scope", with(`read:device`, `all`), 400, "invalid_scope"},
		{"a number", with(`["read:device"]`, `1`), 400, "invalid_request"},
		{"member twice", with(`"scope"`, `"grant_type":"client_credentials","scope"`), 400, "invalid_request"},
		{"two values", with(`}`, `}{}`), 400, "invalid_request"},
		{"no object", ask{url: at.Token, json: `["a"]`}, 400, "invalid_request"},
		{"credentials in the header", ask{url: at.Token, json: `{"grant_type":"client_credentials","scope":["read:device"]}`, basic: "airthings-robot:airthings-secret"}, 400, "invalid_request"},
		{"another field", with(`"scope"`, `"audience":"x","scope"`), 400, "invalid_request"},
		{"wrong secret", with(`airthings-secret`, `x`), 401, "invalid_client"},
		{"client of the demo", with(`airthings-robot`, `demo-robot`), 401, "invalid_client"},
		{"other flow type", with(`airthings-robot`, `airthings-person`), 400, "unauthorized_client"},
		{"other grant", with(`client_credentials`, `password`), 400, "unsupported_grant_type"},
		{"GET", ask{method: "GET", url: at.Token}, 405, ""},
		{"redirect that is not registered", ask{method: "GET", url: at.Authorize + "?" + form("client_id", "airthings-person", "redirect_uri", "https://evil.example")}, 400, ""},
	})
}

func TestAirthingsRateLimit(t *testing.T) {
	s := start(t, demo.Config{Knobs: demo.Knobs{Busy: 9 * time.Second}})
	a := do(t, ask{url: demo.Endpoints("airthings", s.URL()).Token, json: `{"grant_type":"client_credentials"}`})
	if a.status != 429 || a.str("error") != "TOO_MANY_REQUESTS" || a.str("error_description") != "Rate limit on API exceeded" {
		t.Fatalf("%d %s", a.status, a.text)
	}
	if a.header.Get("X-RateLimit-Retry-After") != "9" || len(a.header.Get("X-RateLimit-Reset")) != 10 || a.header.Get("Retry-After") != "" {
		t.Errorf("%v", a.header)
	}
}
