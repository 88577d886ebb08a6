package flow

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

const oidcPath = "/.well-known/openid-configuration"

// issuer is an account that knows its issuer alone.
func (s *server) issuer(path string) auth.Target {
	t := s.target(auth.AuthorizationCode)
	t.Protocol = auth.Protocol{Issuer: s.URL + path}
	return t
}

func (s *server) description(issuer, more string) string {
	return `{"issuer":"` + issuer + `","authorization_endpoint":"` + s.URL + `/authorize","token_endpoint":"` + s.URL + `/token"` + more + `}`
}

func TestDiscover(t *testing.T) {
	tests := []struct{ name, issuer, path string }{
		{"OpenID", "", oidcPath},
		{"OpenID, issuer with a path", "/realms/a", "/realms/a" + oidcPath},
		{"OpenID, issuer with a slash", "/", oidcPath},
		{"OAuth", "", "/.well-known/oauth-authorization-server"},
		{"OAuth, issuer with a path", "/realms/a", "/.well-known/oauth-authorization-server/realms/a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			s.says(tt.path, 200, s.description(s.URL+tt.issuer, `,"revocation_endpoint":null,"jwks_uri":"`+s.URL+`/keys",
				"require_pushed_authorization_requests":true,"authorization_response_iss_parameter_supported":true,
				"token_endpoint_auth_methods_supported":["client_secret_post",7]`))
			got, err := New(Config{}).Discover(t.Context(), s.issuer(tt.issuer))
			if err != nil {
				t.Fatal(err)
			}
			want := auth.Metadata{
				Issuer: s.URL + tt.issuer, IssParameter: true, RequirePAR: true, ClientAuths: []string{"client_secret_post"}, FetchedAt: got.FetchedAt,
				Endpoints: auth.Endpoints{Authorize: s.URL + "/authorize", Token: s.URL + "/token", JWKS: s.URL + "/keys"},
			}
			if diff := cmp.Diff(want, got); diff != "" || got.FetchedAt.IsZero() {
				t.Errorf("metadata (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDiscoverRefuses(t *testing.T) {
	tests := []struct {
		name, body string
		outcome    auth.Outcome
		says       string
	}{
		{"other issuer", `{"issuer":"https://evil.example","token_endpoint":"https://evil.example/t"}`, auth.OutcomeInvalid, `it calls itself "https://evil.example", not "http://127.0.0.1`},
		{"issuer with a slash more", `{"issuer":"SELF/","token_endpoint":"SELF/t"}`, auth.OutcomeInvalid, "equal to the last character"},
		{"no issuer", `{"token_endpoint":"SELF/t"}`, auth.OutcomeInvalid, "it calls itself \"\""},
		{"plain http", `{"issuer":"SELF","token_endpoint":"http://a.example/t"}`, auth.OutcomeInvalid, "its token_endpoint cannot be used: http is only possible"},
		{"a file", `{"issuer":"SELF","token_endpoint":"SELF/t","jwks_uri":"file:///etc/passwd"}`, auth.OutcomeInvalid, "its jwks_uri cannot be used"},
		{"a number", `{"issuer":"SELF","token_endpoint":7}`, auth.OutcomeInvalid, "its token_endpoint cannot be used"},
		{"no token endpoint", `{"issuer":"SELF"}`, auth.OutcomeInvalid, "no token endpoint"},
		{"issuer twice", `{"issuer":"SELF","issuer":"SELF","token_endpoint":"SELF/t"}`, auth.OutcomeUnreachable, "a member twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			s.says(oidcPath, 200, strings.ReplaceAll(tt.body, "SELF", s.URL))
			_, err := New(Config{}).Discover(t.Context(), s.issuer(""))
			wantFailure(t, "discovery", err, tt.outcome, tt.says)
			for _, r := range s.requests {
				if r.method != http.MethodGet {
					t.Errorf("%s %s", r.method, r.path)
				}
			}
		})
	}
}

func TestDiscoveryRedirects(t *testing.T) {
	evil := newServer(t)
	tests := []struct {
		name, to string
		outcome  auth.Outcome // "" when it is followed
	}{
		{"within the origin", "/moved", ""},
		{"to another origin", evil.URL + "/moved", auth.OutcomeInvalid},
		{"in circles", oidcPath, auth.OutcomeInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			s.answer[oidcPath] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, tt.to, http.StatusFound) }
			s.says("/moved", 200, s.description(s.URL, ""))
			_, err := New(Config{}).Discover(t.Context(), s.issuer(""))
			if tt.outcome == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantFailure(t, "discovery", err, tt.outcome, "redirects")
		})
	}
	if evil.count() != 0 {
		t.Errorf("the other origin got %d requests", evil.count())
	}
}

func TestPushedRequest(t *testing.T) {
	s := newServer(t)
	s.says("/par", 201, `{"request_uri":"urn:example:1","expires_in":60}`)
	s.says("/token", 200, `{"access_token":"ACCESS"}`)
	var pushedState, redirect string
	s.answer["/authorize"] = func(w http.ResponseWriter, r *http.Request) {
		if got := r.URL.RawQuery; got != "client_id=client+1&request_uri=urn%3Aexample%3A1" {
			t.Errorf("authorization request %s", got)
		}
		form := s.requests[0].form
		pushedState, redirect = form.Get("state"), form.Get("redirect_uri")
		http.Redirect(w, r, redirect+"?code=CODE&state="+pushedState, http.StatusFound)
	}
	target := s.target(auth.AuthorizationCode)
	target.Metadata.RequirePAR = true
	target.Protocol.Endpoints.PAR = s.URL + "/par"
	page := make(chan string, 1)
	if _, err := New(Config{}).Authorize(t.Context(), target, auth.Prompt{OpenURL: browser(t, page)}); err != nil {
		t.Fatal(err)
	}
	form := s.requests[0].form
	if form.Get("response_type") != "code" || len(form.Get("code_challenge")) != 43 || len(form["client_id"]) != 1 || s.requests[0].header.Get("Authorization") == "" {
		t.Errorf("pushed request %v", form)
	}
}

func TestUserinfo(t *testing.T) {
	s := newServer(t)
	target := s.target(auth.AuthorizationCode)
	target.Protocol.Endpoints.Userinfo = s.URL + "/me"
	s.says("/me", 200, `{"sub":"ada","name":"Ada"}`)
	c := New(Config{})
	claims, err := c.Userinfo(t.Context(), target, auth.Grant{Access: auth.NewSecret("ACCESS"), Subject: "ada"})
	if err != nil || claims["name"] != "Ada" || s.last(t).header.Get("Authorization") != "Bearer ACCESS" {
		t.Errorf("claims %v, error %v", claims, err)
	}
	_, err = c.Userinfo(t.Context(), target, auth.Grant{Access: auth.NewSecret("ACCESS"), Subject: "eve"})
	wantFailure(t, "userinfo", err, auth.OutcomeInvalid, "somebody else's")
}

// A profile's address elsewhere does not get the token. (requirement 83)
func TestUserinfoStaysAtTheAccountsOrigins(t *testing.T) {
	s := newServer(t)
	target := s.target(auth.AuthorizationCode)
	target.Protocol.Endpoints.Userinfo = s.URL + "/me"
	target.Credentials.Origins = []string{"https://other.example:443"}
	s.says("/me", 200, `{"sub":"ada"}`)
	_, err := New(Config{}).Userinfo(t.Context(), target, auth.Grant{Access: auth.NewSecret("ACCESS"), Subject: "ada"})
	wantFailure(t, "userinfo elsewhere", err, auth.OutcomeInvalid, "were not sent here")
	if s.count() != 0 {
		t.Error("the server was asked")
	}
}

func TestIntrospect(t *testing.T) {
	s := newServer(t)
	target := s.target(auth.AuthorizationCode)
	target.Protocol.Endpoints.Introspect = s.URL + "/introspect"
	s.says("/introspect", 200, `{"active":true}`)
	claims, err := New(Config{}).Introspect(t.Context(), target, auth.Grant{Access: auth.NewSecret("ACCESS")})
	if err != nil || claims["active"] != true || s.last(t).form.Get("token") != "ACCESS" {
		t.Errorf("claims %v, error %v", claims, err)
	}
}
