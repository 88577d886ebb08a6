package form

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
)

// TestNeeds goes through definitions of the catalogue: what each asks for.
func TestNeeds(t *testing.T) {
	c := catalog.New("")
	known := shape{otherAddress: true, scopes: true}
	with := func(change func(*shape)) shape {
		n := known
		change(&n)
		return n
	}
	for _, tt := range []struct {
		provider string
		grant    auth.GrantType
		auth     auth.ClientAuth
		want     shape
	}{
		{"airthings", auth.AuthorizationCode, "", with(func(n *shape) { n.browser, n.secret, n.mustSecret = true, true, true })},
		{"airmap", auth.Password, "", with(func(n *shape) { n.username, n.mustUsername, n.keepPassword = true, true, true })},
		{"airmap", auth.RefreshToken, "", with(func(n *shape) { n.importsToken, n.scopes = true, false })},
		{"insiders", auth.Password, "", with(func(n *shape) {
			n.secret, n.username, n.mustUsername, n.keepPassword, n.scopes = true, true, true, true, false
		})},
		{"smartsense", auth.ClientCredentials, "", with(func(n *shape) { n.secret, n.mustSecret, n.scopes = true, true, false })},
		{"microsoft", auth.DeviceCode, "", with(func(n *shape) { n.device = true })},
		{"microsoft", auth.ClientCredentials, auth.AuthPrivateKeyJWT, with(func(n *shape) { n.key = true })},
		{"salesforce", auth.JWTBearer, "", shape{otherIssuer: true, key: true, username: true}},
		{"auth0", auth.AuthorizationCode, "", shape{issuer: true, browser: true, secret: true, scopes: true}},
		{"okta", auth.ClientCredentials, auth.AuthPrivateKeyJWT, shape{issuer: true, key: true, scopes: true}},
		{"keycloak", auth.TokenExchange, "", shape{issuer: true, secret: true, scopes: true, source: true}},
	} {
		p, ok := c.Provider(tt.provider)
		if !ok {
			t.Fatalf("there is no %s", tt.provider)
		}
		if diff := cmp.Diff(tt.want, shapeOf(kindProvider, p, tt.grant, tt.auth), cmp.AllowUnexported(shape{})); diff != "" {
			t.Errorf("%s by %s (-want +got):\n%s", tt.provider, tt.grant, diff)
		}
	}
}

// TestEveryDefinitionHasAForm opens each form of the catalogue, and makes sure
// that it asks where the tokens come from where the definition does not say.
func TestEveryDefinitionHasAForm(t *testing.T) {
	all, err := catalog.New("").All()
	if err != nil {
		t.Fatal(err)
	}
	s := newStage(t)
	for _, p := range all {
		for _, g := range p.Grants {
			s.Add()
			f := newAddForm(p, kindProvider)
			f.grant = g
			s.fillIn(s.Sheets[0], f)
			effective := p.Protocol.With(p.PerGrant[g])
			if asks := !f.issuer.Box.Hidden && f.shape().issuer; asks == (effective.Issuer != "" || effective.Endpoints.Token != "") {
				t.Errorf("%s by %s: asks for the issuer: %v", p.ID, g, asks)
			}
			s.Pop()
		}
	}
}

func TestCheckRedirect(t *testing.T) {
	for uri, ok := range map[string]bool{
		"https://app.example.com/cb": true, "http://127.0.0.1:8400/cb": true, "http://localhost/cb": true, "http://[::1]:1/": true,
		"http://app.example.com/cb": false, "http://127.0.0.1/cb?a=b": false, "https://a@b/": false, "app:/cb": false, "": false,
	} {
		if err := checkRedirect(uri); (err == nil) != ok {
			t.Errorf("%q: %v", uri, err)
		}
	}
}

// A key that was pasted into one line has its lines again.
func TestPastedKey(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	text := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	pasted := strings.ReplaceAll(text, "\n", " ")
	if err := checkKey(pasted); err != nil {
		t.Error(err)
	}
	block, _ := pem.Decode([]byte(keyLines(pasted)))
	if block == nil || string(block.Bytes) != string(der) {
		t.Error("the key is another one now")
	}
	for _, wrong := range []string{"", "x", "-----BEGIN PUBLIC KEY----- AAAA -----END PUBLIC KEY-----", strings.ReplaceAll(pasted, "PRIVATE KEY", "ENCRYPTED PRIVATE KEY")} {
		if checkKey(wrong) == nil {
			t.Errorf("%.40q counts as a key", wrong)
		}
	}
}
