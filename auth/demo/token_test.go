package demo_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

func renew(s *demo.Server, client, token string) ask {
	return ask{url: s.URL() + "/token", form: form("grant_type", "refresh_token", "client_id", client, "refresh_token", token)}
}

func TestStrictRotationRevokesTheFamilyOnReuse(t *testing.T) {
	s := start(t, demo.Config{})
	first := signIn(t, s, "demo-desktop")
	second := do(t, renew(s, "demo-desktop", first.str("refresh_token")))
	if second.status != 200 || second.str("refresh_token") == first.str("refresh_token") || second.str("id_token") == "" {
		t.Fatalf("%d %s", second.status, second.text)
	}
	if !s.Live(first.str("access_token")) || !s.Live(second.str("access_token")) {
		t.Error("renewing killed an access token")
	}
	if a := do(t, renew(s, "demo-desktop", first.str("refresh_token"))); a.str("error") != "invalid_grant" {
		t.Fatalf("reuse: %d %s", a.status, a.text)
	}
	if a := do(t, renew(s, "demo-desktop", second.str("refresh_token"))); a.str("error") != "invalid_grant" || s.Live(second.str("access_token")) {
		t.Errorf("after reuse: %d %s", a.status, a.text)
	}
}

func TestOneOfManyRenewalsAtOnceSucceeds(t *testing.T) {
	s := start(t, demo.Config{})
	token := signIn(t, s, "demo-desktop").str("refresh_token")
	var mu sync.Mutex
	statuses := map[int]int{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			a := do(t, renew(s, "demo-desktop", token))
			mu.Lock()
			defer mu.Unlock()
			statuses[a.status]++
		})
	}
	wg.Wait()
	if statuses[200] != 1 || statuses[400] != 7 {
		t.Errorf("got %v", statuses)
	}
}

func TestOtherRotations(t *testing.T) {
	for _, c := range []struct {
		rotation demo.Rotation
		rotates  bool
	}{{demo.RotateLenient, true}, {demo.RotateNever, false}} {
		t.Run(string(c.rotation), func(t *testing.T) {
			s := start(t, demo.Config{Knobs: demo.Knobs{Rotation: c.rotation}})
			token := signIn(t, s, "demo-desktop").str("refresh_token")
			for range 2 {
				a := do(t, renew(s, "demo-desktop", token))
				if a.status != 200 || (a.str("refresh_token") != "") != c.rotates {
					t.Errorf("%d %s", a.status, a.text)
				}
			}
		})
	}
}

func TestRefreshErrors(t *testing.T) {
	s := start(t, demo.Config{})
	token := signIn(t, s, "demo-desktop").str("refresh_token")
	wide := renew(s, "demo-desktop", token)
	wide.form += "&scope=admin"
	refuses(t, []wrong{
		{"another client's", renew(s, "demo-short", token), 400, "invalid_grant"},
		{"unknown", renew(s, "demo-desktop", "x"), 400, "invalid_grant"},
		{"wider scopes", wide, 400, "invalid_scope"},
	})
	narrow := renew(s, "demo-desktop", token)
	narrow.form += "&scope=openid"
	if a := do(t, narrow); a.str("scope") != "openid" { // the refusals left the token good
		t.Errorf("%d %s", a.status, a.text)
	}
	s.SetKnobs(demo.Knobs{RefreshLife: time.Nanosecond})
	short := signIn(t, s, "demo-desktop").str("refresh_token")
	if a := do(t, renew(s, "demo-desktop", short)); a.str("error") != "invalid_grant" {
		t.Errorf("expired: %d %s", a.status, a.text)
	}
}

func TestClientAuthentication(t *testing.T) {
	s := start(t, demo.Config{})
	at := s.URL() + "/token"
	robot := form("grant_type", "client_credentials", "scope", "api:read")
	if a := do(t, ask{url: at, form: robot, basic: "demo-robot:robot-secret"}); a.status != 200 || a.str("refresh_token") != "" || a.str("scope") != "api:read" {
		t.Errorf("basic: %d %s", a.status, a.text)
	}
	if a := do(t, ask{url: at, form: robot + "&client_id=demo-robot&client_secret=robot-secret"}); a.status != 200 {
		t.Errorf("body: %d %s", a.status, a.text)
	}
	introspect := ask{url: s.URL() + "/introspect", form: "token=x", basic: "demo-web:web%2Bsecret%2Fwith%3Dodd%25characters"}
	if a := do(t, introspect); a.status != 200 {
		t.Errorf("encoded basic: %d %s", a.status, a.text)
	}
	refuses(t, []wrong{
		{"wrong secret", ask{url: at, form: robot, basic: "demo-robot:x"}, 401, "invalid_client"},
		{"no secret", ask{url: at, form: robot + "&client_id=demo-robot"}, 401, "invalid_client"},
		{"both ways", ask{url: at, form: robot + "&client_secret=robot-secret", basic: "demo-robot:robot-secret"}, 400, "invalid_request"},
		{"unencoded basic", ask{url: s.URL() + "/introspect", form: "token=x", basic: "demo-web:web+secret/with=odd%characters"}, 400, "invalid_request"},
		{"JSON", ask{url: at, json: `{"grant_type":"client_credentials"}`, basic: "demo-robot:robot-secret"}, 400, "invalid_request"},
		{"in the address", ask{url: at + "?grant_type=client_credentials", form: "a=b", basic: "demo-robot:robot-secret"}, 400, "invalid_request"},
		{"field twice", ask{url: at, form: robot + "&scope=api:write", basic: "demo-robot:robot-secret"}, 400, "invalid_request"},
		{"GET", ask{method: "GET", url: at}, 405, ""},
		{"unknown grant", ask{url: at, form: "grant_type=magic", basic: "demo-robot:robot-secret"}, 400, "unsupported_grant_type"},
		{"grant of others", ask{url: at, form: "grant_type=client_credentials&client_id=demo-desktop"}, 400, "unauthorized_client"},
		{"scope of people", ask{url: at, form: form("grant_type", "client_credentials", "scope", "openid"), basic: "demo-robot:robot-secret"}, 400, "invalid_scope"},
	})
}

func TestIntrospectAndRevoke(t *testing.T) {
	s := start(t, demo.Config{})
	a := signIn(t, s, "demo-desktop")
	ask1 := func(path, token string) answer {
		return do(t, ask{url: s.URL() + path, form: form("client_id", "demo-desktop", "token", token)})
	}
	for _, name := range []string{"access_token", "refresh_token"} {
		if got := ask1("/introspect", a.str(name)); got.body["active"] != true || got.str("sub") != "ada" || got.str("token_type") != name {
			t.Errorf("%s: %s", name, got.text)
		}
	}
	if got := do(t, ask{url: s.URL() + "/introspect", form: form("client_id", "demo-short", "token", a.str("access_token"))}); got.body["active"] != false {
		t.Errorf("to another client: %s", got.text)
	}
	if got := ask1("/revoke", "unknown"); got.status != 200 {
		t.Errorf("an unknown token: %d", got.status)
	}
	if got := ask1("/revoke", a.str("refresh_token")); got.status != 200 || got.text != "" {
		t.Errorf("revoke: %d %s", got.status, got.text)
	}
	for _, name := range []string{"access_token", "refresh_token"} {
		if got := ask1("/introspect", a.str(name)); got.body["active"] != false {
			t.Errorf("%s after revocation: %s", name, got.text)
		}
	}
	info := do(t, ask{method: "GET", url: s.URL() + "/userinfo", headers: map[string]string{"Authorization": "Bearer " + a.str("access_token")}})
	if info.status != 401 || !strings.Contains(info.header.Get("WWW-Authenticate"), "invalid_token") {
		t.Errorf("userinfo after revocation: %d", info.status)
	}
}
