package demo_test

import (
	"strings"
	"testing"

	"github.com/authfob/authfob/auth/demo"
)

const insidersBasic = ":insiders%2Fsecret%3A1" // behind the client's ID, form-encoded

func TestInsidersCodeAndRotation(t *testing.T) {
	s := start(t, demo.Config{})
	at := demo.Endpoints("insiders", s.URL())
	back := visit(t, at.Authorize+"?"+form("response_type", "code", "client_id", "insiders-web", "redirect_uri", redirect, "scope", "all",
		"state", state, "code_challenge", challenge, "code_challenge_method", "S256"), "grace")
	first := do(t, ask{
		url: at.Token, basic: "insiders-web" + insidersBasic,
		form: form("grant_type", "authorization_code", "code", back.Get("code"), "redirect_uri", redirect, "code_verifier", verifier),
	})
	if first.status != 200 || first.num("expires_in") != 36000 || first.str("scope") != "all" || first.str("refresh_token") == "" {
		t.Fatalf("%d %s", first.status, first.text)
	}
	renewal := ask{url: at.Token, form: form("grant_type", "refresh_token", "refresh_token", first.str("refresh_token"), "client_id", "insiders-web", "client_secret", "insiders/secret:1")}
	second := do(t, renewal)
	if second.status != 200 || s.Live(first.str("access_token")) || !s.Live(second.str("access_token")) {
		t.Fatalf("renewal: %d %s; the old access token must be dead", second.status, second.text)
	}
	if a := do(t, ask{url: at.Revoke, form: form("token", second.str("refresh_token")), basic: "insiders-web" + insidersBasic}); a.status != 200 || a.text != "" || s.Live(second.str("access_token")) {
		t.Errorf("revoke: %d %q", a.status, a.text)
	}
	if a := do(t, ask{url: at.Revoke, form: "token=unknown", basic: "insiders-web" + insidersBasic}); a.status != 200 || a.text != "" {
		t.Errorf("revoke an unknown token: %d %q", a.status, a.text)
	}
	if a := do(t, renewal); a.status != 400 || a.str("error") != "invalid_grant" {
		t.Errorf("a rotated token used again: %d %s", a.status, a.text)
	}
}

func TestInsidersPasswordAndWrongForms(t *testing.T) {
	s := start(t, demo.Config{})
	at := demo.Endpoints("insiders", s.URL())
	basic := "insiders-password" + insidersBasic
	body := map[string]string{"grant_type": "password", "username": "ada@example.com", "password": demo.Password}
	if a := do(t, ask{url: at.Token, form: changed(body), basic: basic}); a.status != 200 || a.str("refresh_token") == "" {
		t.Fatalf("%d %s", a.status, a.text)
	}
	noSlash := strings.TrimSuffix(at.Token, "/")
	refuses(t, []wrong{
		{"no slash", ask{url: noSlash, form: changed(body), basic: basic}, 301, ""},
		{"no slash, followed", ask{method: "GET", url: at.Token}, 405, ""},
		{"wrong password", ask{url: at.Token, form: changed(body, "password", "x"), basic: basic}, 400, "invalid_grant"},
		{"wrong secret", ask{url: at.Token, form: changed(body), basic: "insiders-password:x"}, 401, "invalid_client"},
		{"no client", ask{url: at.Token, form: changed(body)}, 401, "invalid_client"},
		{"both ways", ask{url: at.Token, form: changed(body, "client_secret", "insiders/secret:1"), basic: basic}, 401, "invalid_client"},
		{"other application", ask{url: at.Token, form: changed(body), basic: "insiders-web" + insidersBasic}, 400, "unauthorized_client"},
		{"other scope", ask{url: at.Token, form: changed(body, "scope", "read"), basic: basic}, 400, "invalid_scope"},
		{"other grant", ask{url: at.Token, form: "grant_type=client_credentials", basic: basic}, 400, "unsupported_grant_type"},
		{"JSON", ask{url: at.Token, json: `{"grant_type":"password"}`, basic: basic}, 400, "unsupported_grant_type"},
		{"revocation without slash", ask{url: strings.TrimSuffix(at.Revoke, "/"), form: "token=x", basic: basic}, 301, ""},
		{"revocation without client", ask{url: at.Revoke, form: "token=x"}, 401, "invalid_client"},
		{"authorize without slash", ask{method: "GET", url: strings.TrimSuffix(at.Authorize, "/")}, 301, ""},
	})
	a := do(t, ask{url: noSlash, form: changed(body), basic: basic})
	if got := a.header.Get("Location"); got != "/insiders/oauth2/token/" {
		t.Errorf("the redirect leads to %q", got)
	}
	if a := do(t, ask{url: at.Token, form: changed(body, "password", "x"), basic: basic}); a.str("error_description") != "Invalid credentials given." {
		t.Errorf("%s", a.text)
	}
}
