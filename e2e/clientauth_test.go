package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
)

// clientProof is one way in which a client proves itself to a server.
type clientProof struct {
	name     string
	auth     string // --client-auth
	method   string // the same as the server calls it
	secret   string // "" for none
	signedBy *clientKey
}

func clientProofs(t *testing.T) []clientProof {
	proofs := []clientProof{
		{"basic", "basic", "client_secret_basic", testenv.OIDCSecret, nil},
		{"post", "post", "client_secret_post", testenv.OIDCSecret, nil},
		{"none", "none", "none", "", nil},
	}
	for _, alg := range []string{"RS256", "PS256", "ES256", "EdDSA"} {
		proofs = append(proofs, clientProof{alg, "private_key_jwt", "private_key_jwt", "", newClientKey(t, alg)})
	}
	return proofs
}

// client is what the server is told of a client that proves itself so.
func (p clientProof) client(id string) map[string]any {
	c := map[string]any{"client_id": id, "application_type": "native", "token_endpoint_auth_method": p.method}
	if p.secret != "" {
		c["client_secret"] = p.secret
	}
	if p.signedBy != nil {
		c["jwks"] = map[string]any{"keys": []any{p.signedBy.public}}
		c["token_endpoint_auth_signing_alg"] = p.signedBy.alg // no other is taken
	}
	return c
}

func (p clientProof) robot() map[string]any {
	c := p.client("robot-" + p.name)
	c["grant_types"], c["scope"] = []string{"client_credentials"}, "api:read"
	c["response_types"], c["redirect_uris"] = []string{}, []string{}
	return c
}

func (p clientProof) person() map[string]any {
	c := p.client("person-" + p.name)
	c["grant_types"], c["redirect_uris"] = []string{"authorization_code", "refresh_token"}, []string{"http://127.0.0.1/callback"}
	return c
}

// addWith adds an account whose client proves itself so.
func (b *box) addWith(p clientProof, name string, flags ...string) {
	b.t.Helper()
	args := append([]string{"add", name, "--client-auth", p.auth}, flags...)
	switch {
	case p.secret != "":
		args = append(args, "--client-secret-file", "-")
	case p.signedBy != nil:
		args = append(args, "--key-file", p.signedBy.file)
	}
	b.must(p.secret, args...)
}

func TestClientProofsOfRobots(t *testing.T) {
	proofs := slices.DeleteFunc(clientProofs(t), func(p clientProof) bool { return p.auth == "none" }) // RFC 6749 4.4: never for public clients
	var clients []map[string]any
	for _, p := range proofs {
		clients = append(clients, p.robot())
	}
	server := testenv.OIDCProvider(t, testenv.OIDCOptions{Clients: clients})
	b, spy := newBox(t), startSpy(t)
	var secrets []string
	for i, p := range proofs {
		flags := []string{"--issuer", server.URL, "--grant", "client_credentials", "--client-id", "robot-" + p.name, "--scope", "api:read"}
		b.addWith(p, p.name, flags...)
		secrets = append(secrets, b.renews(p.name))
		testenv.Await(t, "two requests in the server's log", func() bool { return server.TokenRequests("client_credentials") == 2*(i+1) })
	}
	for _, r := range server.Requests() {
		if r.Status != http.StatusOK {
			t.Errorf("%+v", r)
		}
	}
	for _, p := range proofs {
		if p.signedBy != nil {
			secrets = append(secrets, p.signedBy.private)
		}
	}
	secrets = append(secrets, testenv.OIDCSecret)
	spy.check(t, b, secrets)
	b.checkFiles(secrets)
}

// Whoever cannot prove to be the client gets nothing, and is told so.
func TestWrongClientProofsAreRefused(t *testing.T) {
	proofs := clientProofs(t)
	right, other := proofs[len(proofs)-1], newClientKey(t, "EdDSA")
	server := testenv.OIDCProvider(t, testenv.OIDCOptions{Clients: []map[string]any{right.robot(), proofs[0].robot()}})
	b := newBox(t)
	flags := []string{"--issuer", server.URL, "--grant", "client_credentials"}
	b.addWith(clientProof{auth: right.auth, signedBy: other}, "Key", append(flags, "--client-id", "robot-"+right.name)...)
	b.fails(4, "token", "Key")
	b.addWith(clientProof{auth: "basic", secret: testenv.OIDCSecret + "x"}, "Secret", append(flags, "--client-id", "robot-basic")...)
	b.fails(4, "token", "Secret")
	b.must("", "edit", "Key", "--key-file", right.signedBy.file)
	b.renews("Key")
}

func TestClientProofsOfPeople(t *testing.T) {
	for _, p := range clientProofs(t) {
		if p.name != "post" && p.name != "none" && p.name != "ES256" {
			continue // basic has TestAccountAtDemo; the others differ in the signature alone
		}
		t.Run(p.name, func(t *testing.T) { personAtOIDCProvider(t, p) })
	}
}

func personAtOIDCProvider(t *testing.T, p clientProof) {
	server := testenv.OIDCProvider(t, testenv.OIDCOptions{Clients: []map[string]any{p.person()}})
	b, chromium := newBox(t), testenv.NewChromium(t)
	b.addWith(p, "Person", "--issuer", server.URL, "--grant", "authorization_code", "--client-id", "person-"+p.name,
		"--scope", "openid offline_access")
	b.signin("Person", func(address string) {
		chromium.Open(address)
		chromium.Type("#login", "ada")
		chromium.Click("#submit")
		chromium.Click("#allow")
	})
	for range 3 {
		b.renews("Person")
	}
	token := b.token("Person")
	if got := userinfo(t, server, token); got != http.StatusOK {
		t.Errorf("before the sign-out: %d", got)
	}
	if out := b.must("", "signout", "Person"); !strings.Contains(out, "the server has revoked its tokens") {
		t.Errorf("signout said %q", out)
	}
	if got := userinfo(t, server, token); got != http.StatusUnauthorized {
		t.Errorf("the token after the sign-out: %d", got)
	}
	b.fails(3, "token", "Person", "--no-prompt")
}

// userinfo is the status with which the server answers the bearer of a token.
func userinfo(t *testing.T, server *testenv.Peer, token string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/me", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}
