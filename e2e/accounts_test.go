package e2e

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
)

// cycle takes an account that was added through its whole life. renewals counts
// the renewals that the server saw.
func (b *box) cycle(name string, person func(address string), renewals func() int) (tokens []string) {
	t := b.t
	t.Helper()
	if got := b.state(name); got != auth.StateSignInNeeded {
		t.Errorf("before: %s", got)
	}
	b.fails(3, "token", name, "--no-prompt")
	b.signin(name, person)
	if got := b.state(name); got != auth.StateFresh {
		t.Errorf("after the sign-in: %s", got)
	}
	first := b.token(name)
	if again := b.token(name); again != first || renewals() != 0 {
		t.Errorf("asking twice for a fresh token gave the same: %v, after %d renewals", again == first, renewals())
	}
	renewed := b.token(name, "--renew")
	if renewed == first {
		t.Error("--renew gave the old token")
	}
	testenv.Await(t, "one renewal at the server", func() bool { return renewals() == 1 })
	if cached := b.token(name, "--cached"); cached != renewed {
		t.Error("the vault does not hold the token that was printed")
	}
	var shape struct {
		Token     string
		ExpiresAt time.Time `json:"expires_at"`
	}
	if err := json.Unmarshal([]byte(b.must("", "token", name, "--format", "json")), &shape); err != nil || shape.Token != renewed || !shape.ExpiresAt.After(time.Now()) {
		t.Errorf("--format json: %v, valid until %v", err, shape.ExpiresAt)
	}
	b.must("", "signout", name)
	b.fails(3, "token", name, "--no-prompt")
	b.must("", "remove", name, "--yes")
	if got := b.state(name); got != "" {
		t.Errorf("after its removal: %s", got)
	}
	return []string{first, renewed}
}

func TestAccountAtDemo(t *testing.T) {
	b, s, spy := newBox(t), startDemo(t, demo.Knobs{}), startSpy(t)
	secret := demo.Secret("demo-web")
	b.must(secret+"\n", "add", "Demo", "--issuer", s.URL(), "--grant", "authorization_code", "--client-id", "demo-web",
		"--client-auth", "basic", "--client-secret-file", "-", "--scope", "openid email offline_access")
	chromium := testenv.NewChromium(t)
	tokens := b.cycle("Demo", func(address string) {
		chromium.Open(address)
		chromium.Click("#ada")
	}, func() int { return s.TokenRequests("refresh_token") })
	for _, token := range tokens {
		if s.Live(token) {
			t.Error("a token outlived the sign-out")
		}
	}
	spy.check(t, b, append(s.Issued(), secret))
	b.checkFiles(append(s.Issued(), secret))
}

func TestAccountAtOIDCProvider(t *testing.T) {
	b, p, spy := newBox(t), testenv.OIDCProvider(t, testenv.OIDCOptions{}), startSpy(t)
	b.must("", "add", "Native", "--issuer", p.URL, "--grant", "authorization_code", "--client-id", "native",
		"--client-auth", "none", "--scope", "openid", "--scope", "offline_access")
	chromium := testenv.NewChromium(t)
	tokens := b.cycle("Native", func(address string) {
		chromium.Open(address)
		chromium.Type("#login", "ada")
		chromium.Click("#submit")
		chromium.Click("#allow")
	}, func() int { return p.TokenRequests("refresh_token") })
	spy.check(t, b, tokens)
	b.checkFiles(tokens)
}

func TestAccountAtDjango(t *testing.T) {
	b, p, spy := newBox(t), testenv.Django(t), startSpy(t)
	b.must(testenv.DjangoSecret, "add", "Insiders", "--provider", "insiders", "--grant", "authorization_code", "--client-id", testenv.DjangoWebClient,
		"--client-secret-file", "-", "--auth-url", p.URL+"/oauth2/authorize/", "--token-url", p.URL+"/oauth2/token/", "--revoke-url", p.URL+"/oauth2/revoke-token/")
	chromium := testenv.NewChromium(t)
	tokens := b.cycle("Insiders", func(address string) {
		chromium.Open(address)
		chromium.Type("#username", testenv.DjangoUser)
		chromium.Type("#password", testenv.DjangoPassword)
		chromium.Click("#submit")
		chromium.Click("#allow")
	}, func() int { return p.TokenRequests("refresh_token") })
	spy.check(t, b, append(tokens, testenv.DjangoSecret))
	b.checkFiles(append(tokens, testenv.DjangoSecret))
}
