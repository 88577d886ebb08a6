package demo_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

func TestCodeFlow(t *testing.T) {
	s := start(t, demo.Config{})
	back := visit(t, s.URL()+"/authorize?"+authorizeQuery("demo-desktop"), "ada")
	if back.Get("state") != state || back.Get("iss") != s.URL() || back.Get("code") == "" {
		t.Fatalf("landed with %v", back)
	}
	exchange := ask{url: s.URL() + "/token", form: form("grant_type", "authorization_code", "client_id", "demo-desktop",
		"code", back.Get("code"), "redirect_uri", redirect, "code_verifier", verifier)}
	a := do(t, exchange)
	if a.status != 200 || a.str("token_type") != "Bearer" || a.num("expires_in") != 3600 || a.str("refresh_token") == "" {
		t.Fatalf("%d %s", a.status, a.text)
	}
	claims := verified(t, s, a.str("id_token"))
	for name, want := range map[string]any{"iss": s.URL(), "sub": "ada", "aud": "demo-desktop", "nonce": "a-nonce", "email": "ada@example.com", "name": "Ada Lovelace"} {
		if claims[name] != want {
			t.Errorf("claim %s: got %v, want %v", name, claims[name], want)
		}
	}
	info := do(t, ask{method: "GET", url: s.URL() + "/userinfo", headers: map[string]string{"Authorization": "Bearer " + a.str("access_token")}})
	if info.str("sub") != "ada" || info.str("given_name") != "Ada" {
		t.Errorf("userinfo: %d %s", info.status, info.text)
	}
	if !s.Live(a.str("access_token")) {
		t.Error("the new token is not live")
	}
	if again := do(t, exchange); again.str("error") != "invalid_grant" || s.Live(a.str("access_token")) {
		t.Errorf("a code used twice: %d %s, and its token must be dead", again.status, again.text)
	}
	if got := s.TokenRequests("authorization_code"); got != 2 {
		t.Errorf("counted %d token requests, want 2", got)
	}
}

// verified checks a JWT against the published key and returns its claims.
func verified(t *testing.T, s *demo.Server, token string) map[string]any {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("not a JWT: %q", token)
	}
	keys := do(t, ask{method: "GET", url: s.URL() + "/jwks"}).body["keys"].([]any)
	jwk := keys[0].(map[string]any)
	point := slices.Concat([]byte{4}, decoded(t, jwk["x"].(string)), decoded(t, jwk["y"].(string))) // SEC 1, uncompressed
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		t.Fatal(err)
	}
	signature := decoded(t, parts[2])
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if !ecdsa.Verify(key, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		t.Fatal("the signature does not fit the published key")
	}
	var claims map[string]any
	if err := json.Unmarshal(decoded(t, parts[1]), &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}

func decoded(t *testing.T, s string) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAuthorizeErrorsGoBackToTheClient(t *testing.T) {
	s := start(t, demo.Config{})
	for _, c := range []struct{ name, field, value, want string }{
		{"response type", "response_type", "token", "unsupported_response_type"},
		{"plain PKCE", "code_challenge_method", "plain", "invalid_request"},
		{"no PKCE", "code_challenge", "", "invalid_request"},
		{"short state", "state", "short", "invalid_request"},
		{"unknown scope", "scope", "openid everything", "invalid_scope"},
		{"silent", "prompt", "none", "login_required"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := do(t, ask{method: "GET", url: s.URL() + "/authorize?" + authorizeQuery("demo-desktop", c.field, c.value)})
			u, err := url.Parse(a.header.Get("Location"))
			if err != nil || a.status != http.StatusSeeOther {
				t.Fatalf("%d %v", a.status, err)
			}
			if q := u.Query(); q.Get("error") != c.want || q.Get("iss") != s.URL() || u.Host != "127.0.0.1:49152" {
				t.Errorf("went to %s", u)
			}
		})
	}
}

func TestAuthorizeErrorsThatStayOnThePage(t *testing.T) {
	s := start(t, demo.Config{})
	at := s.URL() + "/authorize?"
	refuses(t, []wrong{
		{name: "unknown client", ask: ask{method: "GET", url: at + authorizeQuery("nobody")}, status: 400},
		{name: "client of a stand-in", ask: ask{method: "GET", url: at + authorizeQuery("insiders-web")}, status: 400},
		{name: "foreign redirect", ask: ask{method: "GET", url: at + authorizeQuery("demo-desktop", "redirect_uri", "https://evil.example/callback")}, status: 400},
		{name: "other path", ask: ask{method: "GET", url: at + authorizeQuery("demo-desktop", "redirect_uri", "http://127.0.0.1:1/other")}, status: 400},
		{name: "field twice", ask: ask{method: "GET", url: at + authorizeQuery("demo-desktop") + "&state=another1"}, status: 400},
		{name: "unknown request_uri", ask: ask{method: "GET", url: at + "client_id=demo-desktop&request_uri=urn:x"}, status: 400},
		{name: "by POST", ask: ask{url: at + authorizeQuery("demo-desktop"), form: "a=b"}, status: 405},
		{name: "decision without a request", ask: ask{url: s.URL() + "/decide", form: "request=x&person=ada"}, status: 400},
	})
}

func TestRefuse(t *testing.T) {
	s := start(t, demo.Config{})
	if back := visit(t, s.URL()+"/authorize?"+authorizeQuery("demo-desktop"), ""); back.Get("error") != "access_denied" || back.Get("state") != state {
		t.Errorf("landed with %v", back)
	}
}

func TestCodeExchangeErrors(t *testing.T) {
	for _, c := range []struct{ name, field, value, want string }{
		{"wrong verifier", "code_verifier", strings.Repeat("x", 43), "invalid_grant"},
		{"no verifier", "code_verifier", "", "invalid_grant"},
		{"other redirect", "redirect_uri", "http://127.0.0.1:1/callback", "invalid_grant"},
		{"other client", "client_id", "demo-short", "invalid_grant"},
		{"unknown code", "code", "x", "invalid_grant"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, demo.Config{})
			back := visit(t, s.URL()+"/authorize?"+authorizeQuery("demo-desktop"), "ada")
			v := url.Values{"grant_type": {"authorization_code"}, "client_id": {"demo-desktop"}, "code": {back.Get("code")}, "redirect_uri": {redirect}, "code_verifier": {verifier}}
			v.Set(c.field, c.value)
			if a := do(t, ask{url: s.URL() + "/token", form: v.Encode()}); a.status != 400 || a.str("error") != c.want {
				t.Errorf("got %d %s", a.status, a.text)
			}
		})
	}
}

func TestExpiredCode(t *testing.T) {
	s := start(t, demo.Config{Knobs: demo.Knobs{CodeLife: time.Nanosecond}})
	if a := signIn(t, s, "demo-desktop"); a.str("error") != "invalid_grant" {
		t.Errorf("got %d %s", a.status, a.text)
	}
}

func TestPushedRequest(t *testing.T) {
	s := start(t, demo.Config{Knobs: demo.Knobs{RequirePAR: true}})
	if a := do(t, ask{method: "GET", url: s.URL() + "/authorize?" + authorizeQuery("demo-desktop")}); a.status != 400 {
		t.Fatalf("a request that was not pushed: %d", a.status)
	}
	p := do(t, ask{url: s.URL() + "/par", form: authorizeQuery("demo-desktop")})
	if p.status != 201 || p.num("expires_in") <= 0 {
		t.Fatalf("%d %s", p.status, p.text)
	}
	address := s.URL() + "/authorize?" + form("client_id", "demo-desktop", "request_uri", p.str("request_uri"))
	if back := visit(t, address, "grace"); back.Get("code") == "" {
		t.Fatalf("landed with %v", back)
	}
	if a := do(t, ask{method: "GET", url: address}); a.status != 400 {
		t.Errorf("a request_uri used twice: %d", a.status)
	}
}

func TestDiscovery(t *testing.T) {
	s := start(t, demo.Config{})
	for _, path := range []string{"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"} {
		a := do(t, ask{method: "GET", url: s.URL() + path})
		if a.str("issuer") != s.URL() || a.body["authorization_response_iss_parameter_supported"] != true {
			t.Errorf("%s: %s", path, a.text)
		}
		for _, name := range []string{
			"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "revocation_endpoint",
			"introspection_endpoint", "device_authorization_endpoint", "pushed_authorization_request_endpoint",
		} {
			if got := do(t, ask{method: "GET", url: a.str(name)}); got.status == http.StatusNotFound {
				t.Errorf("%s: nothing at %s", name, a.str(name))
			}
		}
	}
}
