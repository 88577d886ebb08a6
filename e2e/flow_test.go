package e2e

import (
	"context"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/auth/flow"
	"github.com/authfob/authfob/internal/testenv"
)

// noCatalogue has no definitions: the accounts here say everything themselves.
type noCatalogue struct{}

func (noCatalogue) Provider(string) (auth.Provider, bool) { return auth.Provider{}, false }

func target(a auth.Account, secret, base string) auth.Target {
	r := auth.Record{Account: a}
	if secret != "" {
		r.Credentials = auth.Credentials{ClientSecret: auth.NewSecret(secret), Origins: []string{auth.Origin(base)}}
	}
	return auth.NewTarget(r, noCatalogue{})
}

// discovered completes a target as the agent does.
func discovered(t *testing.T, c *flow.Client, target auth.Target) auth.Target {
	t.Helper()
	md, err := c.Discover(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	target.Metadata = md
	target.Protocol.Endpoints = target.Account.Protocol.Endpoints.Or(md.Endpoints)
	return target
}

// signIn runs Authorize while the test's goroutine is the person: person gets
// the address that the browser is to open.
func signIn(t *testing.T, c *flow.Client, target auth.Target, person func(address string)) auth.Grant {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	type result struct {
		grant auth.Grant
		err   error
	}
	opened, done := make(chan string, 1), make(chan result, 1)
	prompt := auth.Prompt{
		OpenURL:  func(address string) error { opened <- address; return nil },
		ShowCode: func(u auth.UserCode) {},
		Password: func(context.Context, string) (auth.Secret, error) { return auth.NewSecret(testenv.DjangoPassword), nil },
	}
	go func() { // ends with Authorize, which ctx bounds
		g, err := c.Authorize(ctx, target, prompt)
		done <- result{g, err}
	}()
	for {
		select {
		case address := <-opened:
			person(address)
		case r := <-done:
			if r.err != nil {
				t.Fatal(r.err)
			}
			return r.grant
		}
	}
}

// renewAndRevoke checks that a renewal gives other tokens, that the server took
// one request for it, and that revoking it succeeds.
func renewAndRevoke(t *testing.T, c *flow.Client, target auth.Target, g auth.Grant, requests func() int) auth.Grant {
	t.Helper()
	renewed, err := c.Renew(t.Context(), target, g)
	if err != nil {
		t.Fatal(err)
	}
	if renewed.Access.Equal(g.Access) || renewed.Refresh.IsZero() || renewed.Refresh.Equal(g.Refresh) {
		t.Error("the renewal did not bring new tokens")
	}
	testenv.Await(t, "one renewal in the server's log", func() bool { return requests() == 1 })
	if revoked, err := c.Revoke(t.Context(), target, renewed); err != nil || !revoked {
		t.Errorf("revoke: %v %v", revoked, err)
	}
	if _, err := c.Renew(t.Context(), target, renewed); !isOutcome(err, auth.OutcomeSignIn) {
		t.Errorf("a renewal after revocation: %v", err)
	}
	return renewed
}

func isOutcome(err error, want auth.Outcome) bool {
	f, ok := err.(*auth.Failure) //nolint:errorlint // the contract of auth.Authorizer
	return ok && f.Outcome == want
}

func TestFlowWithDemo(t *testing.T) {
	s, err := demo.Start(t.Context(), demo.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	chromium, c := testenv.NewChromium(t), flow.New(flow.Config{})
	for _, knobs := range []demo.Knobs{{}, {RequirePAR: true}} {
		s.SetKnobs(knobs)
		before := s.TokenRequests("refresh_token")
		at := discovered(t, c, target(auth.Account{
			Name: "demo", Grant: auth.AuthorizationCode, ClientID: "demo-web", Scopes: []string{"openid", "email", "offline_access"},
			Protocol: auth.Protocol{Issuer: s.URL(), ClientAuth: auth.AuthBasic},
		}, demo.Secret("demo-web"), s.URL()))
		g := signIn(t, c, at, func(address string) {
			chromium.Open(address)
			chromium.Click("#ada")
			chromium.WaitFor("http://127.0.0.1:")
		})
		if g.Subject != "ada" || g.Issuer != s.URL() || g.Life() < 59*time.Minute || !s.Live(g.Access.Reveal()) {
			t.Errorf("%+v", g)
		}
		renewed := renewAndRevoke(t, c, at, g, func() int { return min(1, s.TokenRequests("refresh_token")-before) })
		if s.Live(renewed.Access.Reveal()) {
			t.Error("the revoked token is still live")
		}
	}
}

func TestFlowRefusedByThePerson(t *testing.T) {
	s, err := demo.Start(t.Context(), demo.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	chromium, c := testenv.NewChromium(t), flow.New(flow.Config{})
	at := discovered(t, c, target(auth.Account{
		Name: "demo", Grant: auth.AuthorizationCode, ClientID: "demo-desktop",
		Protocol: auth.Protocol{Issuer: s.URL(), ClientAuth: auth.AuthNone},
	}, "", s.URL()))
	opened := make(chan string, 1)
	failed := make(chan error, 1)
	go func() { // ends with Authorize, which the test's context bounds
		_, err := c.Authorize(t.Context(), at, auth.Prompt{OpenURL: func(address string) error { opened <- address; return nil }})
		failed <- err
	}()
	chromium.Open(<-opened)
	chromium.Click("#refuse")
	if err := <-failed; !isOutcome(err, auth.OutcomeRefused) && !isOutcome(err, auth.OutcomeSignIn) {
		t.Errorf("got %v", err)
	}
	if n := s.TokenRequests("authorization_code"); n != 0 {
		t.Errorf("%d token requests", n)
	}
}

func TestFlowWithOIDCProvider(t *testing.T) {
	for _, client := range []struct {
		id, secret string
		auth       auth.ClientAuth
		par        bool
	}{{"native", "", auth.AuthNone, false}, {"web", testenv.OIDCSecret, auth.AuthBasic, true}} {
		t.Run(client.id, func(t *testing.T) {
			p := testenv.OIDCProvider(t, testenv.OIDCOptions{RequirePAR: client.par})
			chromium, c := testenv.NewChromium(t), flow.New(flow.Config{})
			at := discovered(t, c, target(auth.Account{
				Name: "op", Grant: auth.AuthorizationCode, ClientID: client.id, Scopes: []string{"openid", "offline_access"},
				Protocol: auth.Protocol{Issuer: p.URL, ClientAuth: client.auth},
			}, client.secret, p.URL))
			g := signIn(t, c, at, func(address string) {
				chromium.Open(address)
				chromium.Type("#login", "ada")
				chromium.Click("#submit")
				chromium.Click("#allow")
			})
			if g.Subject != "ada" || g.Refresh.IsZero() {
				t.Errorf("%+v", g)
			}
			renewAndRevoke(t, c, at, g, func() int { return min(1, p.TokenRequests("refresh_token")) })
		})
	}
}

func TestDeviceFlowWithOIDCProvider(t *testing.T) {
	p := testenv.OIDCProvider(t, testenv.OIDCOptions{})
	chromium, c := testenv.NewChromium(t), flow.New(flow.Config{})
	at := discovered(t, c, target(auth.Account{
		Name: "op", Grant: auth.DeviceCode, ClientID: "device", Scopes: []string{"openid", "offline_access"},
		Protocol: auth.Protocol{Issuer: p.URL, ClientAuth: auth.AuthNone},
	}, "", p.URL))
	g := signIn(t, c, at, func(address string) {
		chromium.Open(address)
		chromium.Click("#confirm")
		chromium.Type("#login", "grace")
		chromium.Click("#submit")
		chromium.Click("#allow")
		chromium.WaitFor("#done")
	})
	if g.Subject != "grace" || g.Access.IsZero() {
		t.Errorf("%+v", g)
	}
}

func TestClientCredentialsWithOIDCProvider(t *testing.T) {
	p, c := testenv.OIDCProvider(t, testenv.OIDCOptions{}), flow.New(flow.Config{})
	at := discovered(t, c, target(auth.Account{
		Name: "robot", Grant: auth.ClientCredentials, ClientID: "robot", Scopes: []string{"api:read"},
		Protocol: auth.Protocol{Issuer: p.URL, ClientAuth: auth.AuthBasic},
	}, testenv.OIDCSecret, p.URL))
	if g, err := c.Renew(t.Context(), at, auth.Grant{}); err != nil || g.Access.IsZero() || !g.Refresh.IsZero() {
		t.Errorf("%+v %v", g, err)
	}
}

func djangoEndpoints(base string) auth.Endpoints {
	return auth.Endpoints{Authorize: base + "/oauth2/authorize/", Token: base + "/oauth2/token/", Revoke: base + "/oauth2/revoke-token/"}
}

func TestFlowWithDjango(t *testing.T) {
	p, c := testenv.Django(t), flow.New(flow.Config{})
	chromium := testenv.NewChromium(t)
	at := target(auth.Account{
		Name: "insiders", Grant: auth.AuthorizationCode, ClientID: testenv.DjangoWebClient, Scopes: []string{"all"},
		Protocol: auth.Protocol{Endpoints: djangoEndpoints(p.URL), ClientAuth: auth.AuthBasic},
	}, testenv.DjangoSecret, p.URL)
	g := signIn(t, c, at, func(address string) {
		chromium.Open(address)
		chromium.Type("#username", testenv.DjangoUser)
		chromium.Type("#password", testenv.DjangoPassword)
		chromium.Click("#submit")
		chromium.Click("#allow")
	})
	if g.Life() < 9*time.Hour || g.Refresh.IsZero() {
		t.Errorf("%+v", g)
	}
	renewAndRevoke(t, c, at, g, func() int { return min(1, p.TokenRequests("refresh_token")) })
}

func TestPasswordWithDjango(t *testing.T) {
	p, c := testenv.Django(t), flow.New(flow.Config{})
	for _, how := range []auth.ClientAuth{auth.AuthBasic, auth.AuthPost} {
		at := target(auth.Account{
			Name: "insiders", Grant: auth.Password, ClientID: testenv.DjangoPasswordClient, Username: testenv.DjangoUser,
			Protocol: auth.Protocol{Endpoints: djangoEndpoints(p.URL), ClientAuth: how},
		}, testenv.DjangoSecret, p.URL)
		g := signIn(t, c, at, func(string) { t.Error("a browser was opened") })
		if _, err := c.Renew(t.Context(), at, g); err != nil {
			t.Errorf("%s: %v", how, err)
		}
		at.Protocol.Endpoints.Token = p.URL + "/oauth2/token"
		if _, err := c.Renew(t.Context(), at, g); err == nil {
			t.Errorf("%s: the address without its slash succeeded", how)
		}
	}
}
