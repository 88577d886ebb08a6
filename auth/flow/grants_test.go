package flow

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

// pasting is a prompt that answers with each of the texts in turn, STATE put in.
func pasting(said *[]string, texts ...string) auth.Prompt {
	var state string
	return auth.Prompt{
		ShowURL: func(address string) {
			u, _ := url.Parse(address)
			state = u.Query().Get("state")
		},
		PasteRedirect: func(_ context.Context, _ string, wrong error) (string, error) {
			if wrong != nil {
				*said = append(*said, wrong.Error())
			}
			if len(texts) == 0 {
				return "", context.Canceled
			}
			text := texts[0]
			texts = texts[1:]
			return strings.ReplaceAll(text, "STATE", state), nil
		},
	}
}

func TestPastedAnswers(t *testing.T) {
	const home = "https://redirect.configured.for.client"
	tests := []struct {
		name  string
		texts []string
		said  int
		err   string
	}{
		{"at once", []string{home + "/?code=CODE&state=STATE"}, 0, ""},
		{"code alone", []string{"CODE"}, 0, ""},
		{"third try", []string{"oh no", home + "/?code=CODE&state=old", home + "/?code=CODE&state=STATE"}, 2, ""},
		{"refused", []string{home + "/?error=access_denied&state=STATE", "CODE"}, 0, "could not sign in at 127.0.0.1"},
		{"given up", []string{"oh no"}, 1, "context canceled"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			s.says("/token", 200, `{"access_token":"ACCESS"}`)
			target := s.target(auth.AuthorizationCode)
			target.Protocol.Redirect.URI = home
			var said []string
			_, err := New(Config{}).Authorize(t.Context(), target, pasting(&said, tt.texts...))
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) || len(said) != tt.said {
				t.Fatalf("error %v, said %q", err, said)
			}
			if tt.err == "" && (s.last(t).form.Get("code") != "CODE" || s.last(t).form.Get("redirect_uri") != home) {
				t.Errorf("token request %v", s.last(t).form)
			}
			if tt.err != "" && s.count() != 0 {
				t.Errorf("%d requests, want none", s.count())
			}
		})
	}
}

func TestPasteBesideTheReceiver(t *testing.T) {
	s := newServer(t)
	s.says("/token", 200, `{"access_token":"ACCESS"}`)
	var said []string
	p := pasting(&said, "CODE_FROM_AFAR")
	if _, err := New(Config{}).Authorize(t.Context(), s.target(auth.AuthorizationCode), withPaste(p)); err != nil {
		t.Fatal(err)
	}
	form := s.last(t).form
	if form.Get("code") != "CODE_FROM_AFAR" || !strings.HasPrefix(form.Get("redirect_uri"), "http://127.0.0.1:") {
		t.Errorf("token request %v", form)
	}
}

func withPaste(p auth.Prompt) auth.Prompt {
	p.Paste = true
	return p
}

func TestBrowserThatDoesNotStart(t *testing.T) {
	s := newServer(t)
	_, err := New(Config{}).Authorize(t.Context(), s.target(auth.AuthorizationCode), auth.Prompt{
		OpenURL: func(string) error { return errors.New("no browser here") },
	})
	wantFailure(t, "sign-in", err, auth.OutcomeInvalid, "no browser here")
	if f, ok := errors.AsType[*auth.Failure](err); !ok || f.Remedy() != auth.RemedyBrowser {
		t.Errorf("what helps: %v", f.Remedy())
	}
}

func TestDirectGrants(t *testing.T) {
	tests := []struct {
		name   string
		grant  auth.GrantType
		change func(*auth.Target)
		want   url.Values
	}{
		{"password", auth.Password, func(t *auth.Target) { t.Account.Username = "ada" }, url.Values{
			"grant_type": {"password"}, "username": {"ada"}, "password": {"pass word"}, "scope": {"a b"},
		}},
		{"token exchange", auth.TokenExchange, func(t *auth.Target) {
			t.SourceToken, t.Account.Audience, t.Account.Resources = auth.NewSecret("SOURCE"), "aud", []string{"https://r1.example", "https://r2.example"}
		}, url.Values{
			"grant_type": {wireExchange}, "subject_token": {"SOURCE"}, "subject_token_type": {wireAccessToken}, "scope": {"a b"},
			"audience": {"aud"}, "resource": {"https://r1.example", "https://r2.example"},
		}},
		{"a definition's own", "urn:example:grant", func(t *auth.Target) {
			t.Protocol.Steps = map[auth.Step]auth.StepFields{auth.StepToken: {Params: map[string]string{"ticket": "7"}}}
		}, url.Values{"grant_type": {"urn:example:grant"}, "scope": {"a b"}, "ticket": {"7"}}},
		{"another grant_type for a known grant", auth.ClientCredentials, func(t *auth.Target) { t.Protocol.GrantType = "client" }, url.Values{
			"grant_type": {"client"}, "scope": {"a b"},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			s.says("/token", 200, `{"access_token":"ACCESS"}`)
			target := s.target(tt.grant)
			tt.change(&target)
			p := auth.Prompt{Password: func(context.Context, string) (auth.Secret, error) { return auth.NewSecret("pass word"), nil }}
			if _, err := New(Config{}).Authorize(t.Context(), target, p); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, s.last(t).form); diff != "" {
				t.Errorf("request (-want +got):\n%s", diff)
			}
		})
	}
}

func TestJWTBearer(t *testing.T) {
	s := newServer(t)
	s.says("/token", 200, `{"access_token":"ACCESS"}`)
	target := s.target(auth.JWTBearer)
	target.Credentials = auth.Credentials{PrivateKey: privateKey(t, "ES256")}
	target.Account.Username, target.Account.Audience = "ada@example.com", "https://login.example"
	if _, err := New(Config{}).Authorize(t.Context(), target, auth.Prompt{}); err != nil {
		t.Fatal(err)
	}
	j, err := parseJWT(auth.NewSecret(s.last(t).form.Get("assertion")))
	if err != nil || j.claims["aud"] != "https://login.example" || j.claims["sub"] != "ada@example.com" || j.claims["iss"] != "client 1" || j.claims["scope"] != "a b" {
		t.Errorf("claims %v, error %v", j.claims, err)
	}
}

func TestImportedRefreshToken(t *testing.T) {
	s := newServer(t)
	target := s.target(auth.RefreshToken)
	p := auth.Prompt{RefreshToken: func(context.Context) (auth.Secret, error) { return auth.NewSecret("REFRESH_0"), nil }}
	s.says("/token", 200, `{"access_token":"ACCESS"}`)
	g, err := New(Config{}).Authorize(t.Context(), target, p)
	if err != nil || g.Refresh.Reveal() != "REFRESH_0" || s.last(t).form.Get("refresh_token") != "REFRESH_0" {
		t.Errorf("refresh token %q, error %v", g.Refresh.Reveal(), err)
	}
	s.says("/token", 400, `{"error":"invalid_grant"}`)
	_, err = New(Config{}).Authorize(t.Context(), target, p)
	wantFailure(t, "a dead one", err, auth.OutcomeRefused, "invalid_grant")
}

// TestKeptPasswordFollowsADeadRefreshToken sends the password once, and only
// after the server declared the refresh token dead.
func TestKeptPasswordFollowsADeadRefreshToken(t *testing.T) {
	for status, want := range map[int][]string{400: {"refresh_token", "password"}, 503: {"refresh_token"}} {
		s := newServer(t)
		var grants []string
		s.answer["/token"] = func(w http.ResponseWriter, r *http.Request) {
			grants = append(grants, s.last(t).form.Get("grant_type"))
			w.WriteHeader(map[bool]int{true: 200, false: status}[len(grants) == 2])
			_, _ = w.Write([]byte(map[bool]string{true: `{"access_token":"ACCESS"}`, false: `{"error":"invalid_grant"}`}[len(grants) == 2]))
		}
		target := s.target(auth.Password)
		target.Account.Username, target.Credentials.Password = "ada", auth.NewSecret("pass word")
		_, err := New(Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("REFRESH_1")})
		if diff := cmp.Diff(want, grants); diff != "" || (err == nil) != (status == 400) {
			t.Errorf("%d: error %v, grants (-want +got):\n%s", status, err, diff)
		}
	}
}

func TestNothingToRenewWith(t *testing.T) {
	s := newServer(t)
	_, err := New(Config{}).Renew(t.Context(), s.target(auth.AuthorizationCode), auth.Grant{Access: auth.NewSecret("ACCESS")})
	wantFailure(t, "renewal", err, auth.OutcomeSignIn, "nothing to renew it with")
	if s.count() != 0 {
		t.Errorf("%d requests, want none", s.count())
	}
}

// What nobody can look up is not guessed, whatever addresses the account has of its
// own, and no server is asked.
func TestProviderWithoutADefinition(t *testing.T) {
	s := &script{}
	target := deviceTarget()
	target.Account.Provider = "gone"
	for _, grant := range []auth.GrantType{auth.AuthorizationCode, auth.DeviceCode, auth.ClientCredentials} {
		target.Account.Grant = grant
		_, signIn := s.client().Authorize(t.Context(), target, auth.Prompt{})
		_, renewal := s.client().Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("R_1")})
		for _, err := range []error{signIn, renewal} {
			f, ok := errors.AsType[*auth.Failure](err)
			if !ok || f.Outcome != auth.OutcomeInvalid || f.Remedy() != auth.RemedyDefined || !strings.Contains(f.Error(), "the definition of its provider, gone, is missing") {
				t.Errorf("%s: %v", grant, err)
			}
		}
	}
	if len(s.at) > 0 {
		t.Errorf("%d requests were sent", len(s.at))
	}
}

func TestAuthorizationURL(t *testing.T) {
	c := New(Config{})
	a := attempt{state: auth.NewSecret("STATE"), verifier: auth.NewSecret(strings.Repeat("v", 43)), redirectURI: "http://127.0.0.1:1/callback"}
	tests := []struct {
		name   string
		change func(*auth.Target)
		has    string // must be in it
		says   string // or the error
	}{
		{"three scopes", func(t *auth.Target) { t.Account.Scopes = []string{"a", "b c", "d"} }, "&scope=a+b+c+d&", ""},
		{"own query kept", func(t *auth.Target) { t.Protocol.Endpoints.Authorize += "?tenant=a%20b" }, "/authorize?tenant=a%20b&client_id=", ""},
		{"own query clashes", func(t *auth.Target) { t.Protocol.Endpoints.Authorize += "?state=x" }, "", "state is in the sign-in page's address already"},
		{"offline access", func(t *auth.Target) { t.Account.Scopes = []string{"offline_access"} }, "&prompt=consent&", ""},
		{"login hint", func(t *auth.Target) { t.Account.Username, t.Account.Scopes = "ada@example.com", []string{"openid"} }, "&login_hint=ada%40example.com&", ""},
		{"offline access, own prompt", func(t *auth.Target) {
			t.Account.Scopes = []string{"offline_access"}
			t.Protocol.Steps = map[auth.Step]auth.StepFields{auth.StepAuthorize: {Params: map[string]string{"prompt": "login"}}}
		}, "&prompt=login&", ""},
		{"resources and audience", func(t *auth.Target) {
			t.Account.Resources, t.Account.Audience = []string{"https://r1.example", "https://r2.example"}, "aud"
		}, "&resource=https%3A%2F%2Fr1.example&resource=https%3A%2F%2Fr2.example", ""},
		{"reserved parameter", func(t *auth.Target) {
			t.Protocol.Steps = map[auth.Step]auth.StepFields{auth.StepAuthorize: {Params: map[string]string{"code_challenge_method": "plain"}}}
		}, "", "code_challenge_method belongs to the protocol"},
		{"plain http", func(t *auth.Target) { t.Protocol.Endpoints.Authorize = "http://as.example/authorize" }, "", "use https"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			target := deviceTarget()
			target.Account.Grant, target.Protocol.Endpoints.Authorize = auth.AuthorizationCode, "https://as.example/authorize"
			tt.change(&target)
			got, err := c.authorizationURL(t.Context(), target, a)
			if tt.says != "" {
				wantFailure(t, "address", err, auth.OutcomeInvalid, tt.says)
				return
			}
			if err != nil || !strings.Contains(got, tt.has) || strings.ContainsAny(got, " \"<>") {
				t.Errorf("%s, error %v; want …%s…", got, err, tt.has)
			}
		})
	}
}

func TestAttemptsShareNothing(t *testing.T) {
	seen := map[string]bool{}
	target := deviceTarget()
	target.Account.Scopes = []string{"openid"}
	for range 10_000 {
		a := newAttempt(target)
		for _, s := range []auth.Secret{a.state, a.nonce, a.verifier} {
			if len(s.Reveal()) != 43 || seen[s.Reveal()] {
				t.Fatalf("%q was drawn twice or is not 32 bytes long", s.Reveal())
			}
			seen[s.Reveal()] = true
		}
	}
}
