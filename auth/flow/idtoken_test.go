package flow

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// signer is an issuer's key in tests.
func signer(t *testing.T, alg string) signingKey {
	t.Helper()
	text := map[string]string{"RS256": testRSAKey, "ES256": testECKey, "EdDSA": testEdKey}[alg]
	if alg == "PS256" {
		k, err := parseSigningKey(auth.NewSecret(testRSAKey))
		if err != nil {
			t.Fatal(err)
		}
		k.alg = "PS256"
		return k
	}
	k, err := parseSigningKey(auth.NewSecret(text))
	if err != nil || k.alg != alg {
		t.Fatalf("%s: %v", alg, err)
	}
	return k
}

// jwk writes the public half of k.
func jwk(k signingKey, kid string) map[string]any {
	m := map[string]any{"kid": kid, "use": "sig"}
	switch p := k.key.Public().(type) {
	case *rsa.PublicKey:
		m["kty"], m["n"], m["e"] = "RSA", encode64(p.N.Bytes()), encode64(big.NewInt(int64(p.E)).Bytes())
	case *ecdsa.PublicKey:
		point, _ := p.Bytes()
		m["kty"], m["crv"], m["x"], m["y"] = "EC", "P-256", encode64(point[1:33]), encode64(point[33:])
	case ed25519.PublicKey:
		m["kty"], m["crv"], m["x"] = "OKP", "Ed25519", encode64(p)
	}
	return m
}

func keysJSON(keys ...map[string]any) string {
	b, _ := json.Marshal(map[string]any{"keys": keys})
	return string(b)
}

// login renews at an issuer whose ID token is made by change, and returns what came of it.
type idCase struct {
	name   string
	alg    string
	change func(header, claims map[string]any)
	token  func(string) string // last changes to the token's text
	says   string              // "" when it is accepted
}

func TestIDToken(t *testing.T) {
	set := func(name string, v any) func(h, c map[string]any) { return func(_, c map[string]any) { c[name] = v } }
	head := func(name string, v any) func(h, c map[string]any) { return func(h, _ map[string]any) { h[name] = v } }
	drop := func(name string) func(h, c map[string]any) { return func(_, c map[string]any) { delete(c, name) } }
	at := time.Now().Unix()
	tests := []idCase{
		{name: "RS256"},
		{name: "PS256", alg: "PS256"},
		{name: "ES256", alg: "ES256"},
		{name: "EdDSA", alg: "EdDSA"},
		{name: "no kid", change: func(h, _ map[string]any) { delete(h, "kid") }},
		{name: "audience in an array", change: set("aud", []string{"client"})},
		{name: "four minutes old", change: set("exp", at-240)},
		{name: "jku is ignored", change: head("jku", "https://evil.example/keys")},
		{name: "none", change: head("alg", "none"), says: `"none"`},
		{name: "None", change: head("alg", "None"), says: `"None"`},
		{name: "HS256", change: head("alg", "HS256"), says: `"HS256"`},
		{name: "RS512", change: head("alg", "RS512"), says: `"RS512"`},
		{name: "crit", change: head("crit", []string{"exp"}), says: "critical"},
		{name: "unknown kid", change: head("kid", "other"), says: "not by the server's keys"},
		{name: "signature cut", token: func(s string) string { return s[:len(s)-8] }, says: "not by the server's keys"},
		{name: "signature gone", token: func(s string) string { return s[:strings.LastIndex(s, ".")+1] }, says: "not by the server's keys"},
		{name: "four dots", token: func(s string) string { return s + ".a.b" }, says: "not a signed JWT"},
		{name: "padded", token: func(s string) string { return strings.Replace(s, ".", "=.", 1) }, says: "not a signed JWT"},
		{name: "other issuer", change: set("iss", "https://evil.example"), says: "its issuer is"},
		{name: "issuer with a slash", change: func(_, c map[string]any) { c["iss"] = c["iss"].(string) + "/" }, says: "its issuer is"},
		{name: "other audience", change: set("aud", "else"), says: "another client (aud)"},
		{name: "two audiences", change: set("aud", []string{"client", "else"}), says: "another client (aud)"},
		{name: "no audience", change: drop("aud"), says: "another client (aud)"},
		{name: "other azp", change: set("azp", "else"), says: "another client (azp)"},
		{name: "no sub", change: drop("sub"), says: "subject"},
		{name: "long sub", change: set("sub", strings.Repeat("s", 256)), says: "subject"},
		{name: "hostile sub", change: set("sub", "a\u202eb"), says: "subject"},
		{name: "sub as a number", change: set("sub", 7), says: "subject"},
		{name: "no iat", change: drop("iat"), says: "when it was issued"},
		{name: "iat as a string", change: set("iat", fmt.Sprint(at)), says: "when it was issued"},
		{name: "no exp", change: drop("exp"), says: "when it was issued"},
		{name: "expired", change: set("exp", at-400), says: "it expired at"},
		{name: "from the future", change: set("iat", at+400), says: "issued in the future"},
		{name: "not yet", change: set("nbf", at+400), says: "not valid yet"},
		{name: "nbf as a string", change: set("nbf", "x"), says: "when it was issued"},
		{name: "wrong at_hash", change: set("at_hash", "AAAA"), says: "at_hash"},
		{name: "right at_hash", change: set("at_hash", halfHash("RS256", "ACCESS"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g, err := tt.run(t)
			if tt.says == "" {
				if err != nil || g.Subject != "ada" || g.Issuer == "" {
					t.Errorf("subject %q of %q, error %v", g.Subject, g.Issuer, err)
				}
				return
			}
			wantFailure(t, "sign-in", err, auth.OutcomeInvalid, tt.says)
		})
	}
}

func (tt idCase) run(t *testing.T) (auth.Grant, error) {
	t.Helper()
	s := newServer(t)
	key := signer(t, or(tt.alg, "RS256"))
	s.says("/keys", 200, keysJSON(map[string]any{"kty": "new", "kid": "k0"}, jwk(key, "k1")))
	header := map[string]any{"alg": key.alg, "kid": "k1"}
	claims := map[string]any{"iss": s.URL, "aud": "client", "sub": "ada", "iat": time.Now().Unix(), "exp": time.Now().Unix() + 300}
	if tt.change != nil {
		tt.change(header, claims)
	}
	token, err := key.sign(header, claims)
	if err != nil {
		t.Fatal(err)
	}
	if tt.token != nil {
		token = tt.token(token)
	}
	s.says("/token", 200, `{"access_token":"ACCESS","id_token":"`+token+`"}`)
	return New(Config{}).Authorize(t.Context(), s.openid(), auth.Prompt{})
}

// openid is an account at s as an OpenID provider.
func (s *server) openid() auth.Target {
	target := s.target(auth.ClientCredentials)
	target.Account.ClientID = "client"
	target.Protocol.Issuer, target.Metadata.Issuer = s.URL, s.URL
	target.Protocol.Endpoints.JWKS = s.URL + "/keys"
	return target
}

func TestNonce(t *testing.T) {
	claims := object{"iss": "i", "aud": "c", "sub": "s", "iat": json.Number(fmt.Sprint(time.Now().Unix())), "exp": json.Number("99999999999")}
	for nonce, want := range map[string]bool{"sent": true, "other": false, "": false} {
		claims["nonce"] = nonce
		err := jwt{claims: claims}.checkClaims("i", "c", auth.NewSecret("sent"), auth.Secret{})
		if (err == nil) != want {
			t.Errorf("nonce %q: error %v", nonce, err)
		}
	}
}

func TestRenewalKeepsTheSubject(t *testing.T) {
	tests := []struct{ name, sub, keys, says string }{
		{"same", "ada", "", ""},
		{"somebody else", "eve", "", "somebody else"},
		{"keys not readable", "ada", "down", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			key := signer(t, "ES256")
			if tt.keys == "" {
				s.says("/keys", 200, keysJSON(jwk(key, "k1")))
			} else {
				s.says("/keys", 503, "")
			}
			token, _ := key.sign(map[string]any{"alg": "ES256"}, map[string]any{
				"iss": s.URL, "aud": "client", "sub": tt.sub, "iat": time.Now().Unix(), "exp": time.Now().Unix() + 300,
			})
			s.says("/token", 200, `{"access_token":"ACCESS_2","refresh_token":"REFRESH_2","id_token":"`+token+`"}`)
			target := s.openid()
			target.Account.Grant = auth.AuthorizationCode
			g, err := New(Config{}).Renew(t.Context(), target, auth.Grant{
				Refresh: auth.NewSecret("REFRESH_1"), ID: auth.NewSecret("ID_1"), Subject: "ada", Issuer: s.URL,
			})
			if tt.says != "" {
				wantFailure(t, "renewal", err, auth.OutcomeInvalid, tt.says)
				return
			}
			if err != nil || g.Refresh.Reveal() != "REFRESH_2" || g.Subject != "ada" || (tt.keys != "") != (g.ID.Reveal() == "ID_1") {
				t.Errorf("grant %+v with ID token %q, error %v", g, g.ID.Reveal(), err)
			}
		})
	}
}

func TestKeyRotation(t *testing.T) {
	s := newServer(t)
	old, fresh := signer(t, "ES256"), signer(t, "RS256")
	login := func(c *Client, k signingKey, kid string) error {
		token, _ := k.sign(map[string]any{"alg": k.alg, "kid": kid}, map[string]any{
			"iss": s.URL, "aud": "client", "sub": "ada", "iat": time.Now().Unix(), "exp": time.Now().Unix() + 300,
		})
		s.says("/token", 200, `{"access_token":"ACCESS","id_token":"`+token+`"}`)
		_, err := c.Authorize(t.Context(), s.openid(), auth.Prompt{})
		return err
	}
	c := New(Config{})
	s.says("/keys", 200, keysJSON(jwk(old, "old")))
	if err := login(c, old, "old"); err != nil {
		t.Fatal(err)
	}
	s.says("/keys", 200, keysJSON(jwk(fresh, "new")))
	if err := login(c, fresh, "new"); err != nil {
		t.Errorf("after a rotation: %v", err)
	}
	before := s.count()
	for range 5 {
		if err := login(c, fresh, "unknown"); err == nil {
			t.Error("a token with an unknown kid was accepted")
		}
	}
	if n := s.count() - before; n != 5 {
		t.Errorf("%d requests for five logins with an unknown kid right after the keys were read again, want 5", n)
	}
}

// TestKeysThatGetBetter is a server that first shows a wrong key, under the
// right kid, and mends that.
func TestKeysThatGetBetter(t *testing.T) {
	s, c := newServer(t), New(Config{})
	right, wrong := signer(t, "ES256"), signer(t, "RS256")
	token, _ := right.sign(map[string]any{"alg": right.alg, "kid": "1"}, map[string]any{
		"iss": s.URL, "aud": "client", "sub": "ada", "iat": time.Now().Unix(), "exp": time.Now().Unix() + 300,
	})
	s.says("/token", 200, `{"access_token":"ACCESS","id_token":"`+token+`"}`)
	s.says("/keys", 200, keysJSON(jwk(wrong, "1")))
	if _, err := c.Authorize(t.Context(), s.openid(), auth.Prompt{}); err == nil {
		t.Error("a signature by another key was believed")
	}
	if s.count() != 2 {
		t.Errorf("%d requests, want 2: keys that were read just now need not be read again", s.count())
	}
	s.says("/keys", 200, keysJSON(jwk(right, "1")))
	if _, err := c.Authorize(t.Context(), s.openid(), auth.Prompt{}); err != nil {
		t.Errorf("with the right key in its place: %v", err)
	}
}

func TestKeySets(t *testing.T) {
	weak := map[string]any{"kty": "RSA", "n": encode64(make([]byte, 128)), "e": "AQAB"}
	off := map[string]any{"kty": "EC", "crv": "P-256", "x": encode64(make([]byte, 32)), "y": encode64(make([]byte, 32))}
	many := make([]map[string]any, maxKeys+1)
	tests := []struct {
		name, set string
		want      int // -1: refused
	}{
		{"weak, off the curve, symmetric, good", keysJSON(weak, off, map[string]any{"kty": "oct", "k": "AAAA"}, jwk(signer(t, "EdDSA"), "k")), 1},
		{"for encryption", keysJSON(map[string]any{"kty": "OKP", "crv": "Ed25519", "x": encode64(make([]byte, 32)), "use": "enc"}), 0},
		{"too many", keysJSON(many...), -1},
		{"none", `{}`, -1},
	}
	for _, tt := range tests {
		obj, err := parseObject([]byte(tt.set))
		if err != nil {
			t.Fatal(err)
		}
		keys, err := parseKeys(obj)
		if (err != nil) != (tt.want < 0) || err == nil && len(keys) != tt.want {
			t.Errorf("%s: %d keys, %v; want %d", tt.name, len(keys), err, tt.want)
		}
	}
}

func TestPrivateKeyJWT(t *testing.T) {
	for _, alg := range algorithms {
		t.Run(alg, func(t *testing.T) {
			s := newServer(t)
			s.says("/token", 200, `{"access_token":"ACCESS"}`)
			target := s.target(auth.ClientCredentials)
			target.Credentials = auth.Credentials{PrivateKey: privateKey(t, alg)}
			if _, err := New(Config{}).Authorize(t.Context(), target, auth.Prompt{}); err != nil {
				t.Fatal(err)
			}
			form := s.last(t).form
			j, err := parseJWT(auth.NewSecret(form.Get("client_assertion")))
			if err != nil || !j.signedBy([]publicKey{{kid: j.header.text("kid"), key: signer(t, alg).key.Public()}}) {
				t.Fatalf("the assertion does not verify: %v", err)
			}
			if j.header["alg"] != alg || j.claims["aud"] != s.URL+"/token" || j.claims["iss"] != "client 1" || j.claims["sub"] != "client 1" || j.claims["jti"] == "" {
				t.Errorf("header %v, claims %v", j.header, j.claims)
			}
			if form.Get("client_assertion_type") != wireAssertionType || s.last(t).header.Get("Authorization") != "" {
				t.Errorf("request %v", form)
			}
		})
	}
}

// privateKey is a key file; PS256 is asked for by a JWK.
func privateKey(t *testing.T, alg string) auth.Secret {
	t.Helper()
	if alg != "PS256" {
		return auth.NewSecret(map[string]string{"RS256": testRSAKey, "ES256": testECKey, "EdDSA": testEdKey}[alg])
	}
	k := signer(t, "RS256").key.(*rsa.PrivateKey)
	b64 := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	b, _ := json.Marshal(map[string]any{
		"kty": "RSA", "alg": "PS256", "kid": "k", "n": b64(k.N), "e": "AQAB", "d": b64(k.D), "p": b64(k.Primes[0]), "q": b64(k.Primes[1]),
	})
	return auth.NewSecret(string(b))
}

func TestKeysThatAreNone(t *testing.T) {
	for _, text := range []string{"", "x", "{}", `{"kty":"oct","k":"AAAA"}`, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", strings.Replace(testRSAKey, "A", "B", 9)} {
		if _, err := parseSigningKey(auth.NewSecret(text)); err == nil || strings.Contains(err.Error(), "AAAA") {
			t.Errorf("key %.30q: error %v", text, err)
		}
	}
}
