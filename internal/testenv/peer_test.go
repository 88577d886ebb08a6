package testenv_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
)

func ask(t *testing.T, address, client, secret string, form url.Values) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.SetBasicAuth(url.QueryEscape(client), url.QueryEscape(secret))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

func TestOIDCProviderAnswers(t *testing.T) {
	p := testenv.OIDCProvider(t, testenv.OIDCOptions{})
	if got := ask(t, p.URL+"/token", "robot", testenv.OIDCSecret, url.Values{"grant_type": {"client_credentials"}}); got != 200 {
		t.Errorf("client credentials: %d", got)
	}
	if got := ask(t, p.URL+"/token", "robot", "wrong", url.Values{"grant_type": {"client_credentials"}}); got != 401 {
		t.Errorf("a wrong secret: %d", got)
	}
	testenv.Await(t, "the log of two requests", func() bool { return len(p.Requests()) == 2 })
	if first := p.Requests()[0]; first != (testenv.PeerRequest{Method: "POST", Path: "/token", Grant: "client_credentials", Status: 200}) {
		t.Errorf("first line: %+v", first)
	}
}

func TestDjangoAnswers(t *testing.T) {
	p := testenv.Django(t)
	login := url.Values{"grant_type": {"password"}, "username": {testenv.DjangoUser}, "password": {testenv.DjangoPassword}}
	if got := ask(t, p.URL+"/oauth2/token/", testenv.DjangoPasswordClient, testenv.DjangoSecret, login); got != 200 {
		t.Errorf("password: %d", got)
	}
	if got := ask(t, p.URL+"/oauth2/token/", testenv.DjangoWebClient, testenv.DjangoSecret, login); got != 400 {
		t.Errorf("the other application: %d", got)
	}
	testenv.Await(t, "the log of two requests", func() bool { return p.TokenRequests("password") == 2 })
}

func TestChromiumSignsInAtDjango(t *testing.T) {
	p, c := testenv.Django(t), testenv.NewChromium(t)
	query := url.Values{"response_type": {"code"}, "client_id": {testenv.DjangoWebClient}, "redirect_uri": {"http://127.0.0.1:1/callback"}}
	c.Open(p.URL + "/oauth2/authorize/?" + query.Encode())
	c.Type("#username", testenv.DjangoUser)
	c.Type("#password", testenv.DjangoPassword)
	c.Click("#submit")
	c.WaitFor("#allow")
	if !strings.HasPrefix(c.URL(), p.URL+"/oauth2/authorize/") || !strings.Contains(c.Source(), "Allow") {
		t.Errorf("at %s", c.URL())
	}
}
