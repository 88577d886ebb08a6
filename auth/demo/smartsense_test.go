package demo_test

import (
	"testing"

	"github.com/authfob/authfob/auth/demo"
)

func TestSmartSense(t *testing.T) {
	s := start(t, demo.Config{})
	at := demo.Endpoints("smartsense", s.URL()).Token
	good := ask{url: at, form: "grant_type=client_credentials", basic: "smartsense-app:smartsense-secret", headers: map[string]string{"Accept": "application/json"}}
	if a := do(t, good); a.status != 200 || a.str("token_type") != "Bearer" || a.str("refresh_token") != "" || !s.Live(a.str("access_token")) {
		t.Fatalf("%d %s", a.status, a.text)
	}
	but := func(change func(*ask)) ask {
		q := good
		change(&q)
		return q
	}
	refuses(t, []wrong{
		{"no Accept", but(func(q *ask) { q.headers = nil }), 406, ""},
		{"Accept anything", but(func(q *ask) { q.headers = map[string]string{"Accept": "*/*"} }), 406, ""},
		{"credentials in the body", but(func(q *ask) { q.basic = ""; q.form += "&client_id=smartsense-app&client_secret=smartsense-secret" }), 401, "invalid_client"},
		{"client_id in the body too", but(func(q *ask) { q.form += "&client_id=smartsense-app" }), 400, "invalid_request"},
		{"a scope", but(func(q *ask) { q.form += "&scope=x" }), 400, "invalid_request"},
		{"JSON", but(func(q *ask) { q.form, q.json = "", `{"grant_type":"client_credentials"}` }), 400, "invalid_request"},
		{"wrong secret", but(func(q *ask) { q.basic = "smartsense-app:x" }), 401, "invalid_client"},
		{"other grant", but(func(q *ask) { q.form = "grant_type=password" }), 400, "unsupported_grant_type"},
		{"GET", but(func(q *ask) { q.method, q.form = "GET", "" }), 405, ""},
		{"another path", but(func(q *ask) { q.url += "/" }), 404, ""},
	})
}
