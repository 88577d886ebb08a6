package flow

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

// asked is one request as a server saw it.
type askedFor struct {
	method, path string
	form         url.Values
	body, kind   string
	header       http.Header
}

// server records every request and answers by path; an unknown path is a 404.
type server struct {
	*httptest.Server
	mu       sync.Mutex
	requests []askedFor
	answer   map[string]http.HandlerFunc
}

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{answer: map[string]http.HandlerFunc{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *server) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	s.mu.Lock()
	s.requests = append(s.requests, askedFor{r.Method, r.URL.RequestURI(), form, string(body), r.Header.Get("Content-Type"), r.Header})
	answer := s.answer[r.URL.Path]
	s.mu.Unlock()
	if answer == nil {
		http.NotFound(w, r)
		return
	}
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	answer(w, r)
}

// says makes path answer with status and a JSON body.
func (s *server) says(path string, status int, body string, headers ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer[path] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func (s *server) last(t *testing.T) askedFor {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.requests) == 0 {
		t.Fatal("no request arrived")
	}
	return s.requests[len(s.requests)-1]
}

func (s *server) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.requests)
}

// target is a plain account at s.
func (s *server) target(g auth.GrantType) auth.Target {
	return auth.Target{
		Account:     auth.Account{Name: "test", Grant: g, ClientID: "client 1", Scopes: []string{"a", "b"}},
		Credentials: auth.Credentials{ClientSecret: auth.NewSecret("s+e/c=r%e:t")},
		Protocol: auth.Protocol{Endpoints: auth.Endpoints{
			Authorize: s.URL + "/authorize", Token: s.URL + "/token", Revoke: s.URL + "/revoke", Device: s.URL + "/device",
		}},
	}
}

// browser follows the sign-in page to the callback, as a browser would, and
// reports the page it ended on.
func browser(t *testing.T, page chan<- string) func(string) error {
	return func(address string) error {
		resp, err := http.Get(address)
		if err != nil {
			t.Errorf("browser: %v", err)
			return nil
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		page <- fmt.Sprintf("%d %s", resp.StatusCode, body)
		return nil
	}
}

// signsIn makes s redirect its sign-in page back with a code.
func (s *server) signsIn(code string) {
	s.answer["/authorize"] = func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		http.Redirect(w, r, q.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), http.StatusFound)
	}
}

func TestAuthorizationCode(t *testing.T) {
	s := newServer(t)
	s.signsIn("CODE/1+")
	s.says("/token", 200, `{"access_token":"ACCESS_1","refresh_token":"REFRESH_1","token_type":"bearer","expires_in":3600,"scope":"a b"}`)
	page := make(chan string, 1)
	before := time.Now()
	g, err := New(Config{}).Authorize(t.Context(), s.target(auth.AuthorizationCode), auth.Prompt{OpenURL: browser(t, page)})
	if err != nil {
		t.Fatal(err)
	}
	if got := <-page; !strings.HasPrefix(got, "200 ") || !strings.Contains(got, "You are signed in. You can close this page.") {
		t.Errorf("page: %s", got)
	}
	if g.Access.Reveal() != "ACCESS_1" || g.Refresh.Reveal() != "REFRESH_1" || g.ExpirySource != auth.ExpiryReply ||
		g.ExpiresAt.Sub(g.ObtainedAt) != time.Hour || g.ObtainedAt.Before(before.Round(0)) || len(g.Notices) != 0 {
		t.Errorf("grant: %+v", g)
	}
	authorize, token := s.requests[0], s.last(t)
	q, _ := url.ParseQuery(authorize.path[strings.Index(authorize.path, "?")+1:])
	if len(q.Get("code_challenge")) != 43 || q.Get("code_challenge_method") != "S256" || len(q.Get("state")) != 43 || q.Has("nonce") {
		t.Errorf("authorization request: %v", q)
	}
	want := url.Values{
		"grant_type": {"authorization_code"}, "code": {"CODE/1+"}, "redirect_uri": q["redirect_uri"], "code_verifier": token.form["code_verifier"],
	}
	if diff := cmp.Diff(want, token.form); diff != "" {
		t.Errorf("token request (-want +got):\n%s", diff)
	}
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("client+1:s%2Be%2Fc%3Dr%25e%3At"))
	if got := token.header.Get("Authorization"); got != basic {
		t.Errorf("Authorization %q, want %q", got, basic)
	}
	if s.count() != 2 {
		t.Errorf("%d requests, want 2", s.count())
	}
}

func TestRenewKeepsWhatTheAnswerLeavesOut(t *testing.T) {
	old := auth.Grant{Access: auth.NewSecret("ACCESS_1"), Refresh: auth.NewSecret("REFRESH_1"), ID: auth.NewSecret("ID_1"), Scopes: []string{"a", "b"}}
	tests := []struct{ name, answer, refresh string }{
		{"rotated", `{"access_token":"ACCESS_2","refresh_token":"REFRESH_2"}`, "REFRESH_2"},
		{"absent", `{"access_token":"ACCESS_2"}`, "REFRESH_1"},
		{"empty", `{"access_token":"ACCESS_2","refresh_token":""}`, "REFRESH_1"},
		{"null", `{"access_token":"ACCESS_2","refresh_token":null}`, "REFRESH_1"},
		{"line end in it", `{"access_token":"ACCESS_2","refresh_token":"RE\nFRESH"}`, "REFRESH_1"},
		{"too long", `{"access_token":"ACCESS_2","refresh_token":"` + strings.Repeat("r", maxToken+1) + `"}`, "REFRESH_1"},
		{"odd expiry beside a new one", `{"access_token":"ACCESS_2","refresh_token":"REFRESH_2","expires_in":"soon"}`, "REFRESH_2"},
		{"overflowing expiry", `{"access_token":"ACCESS_2","refresh_token":"REFRESH_2","expires_in":1e300}`, "REFRESH_2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			s.says("/token", 200, tt.answer)
			g, err := New(Config{}).Renew(t.Context(), s.target(auth.AuthorizationCode), old)
			if err != nil {
				t.Fatal(err)
			}
			if g.Refresh.Reveal() != tt.refresh || g.Access.Reveal() != "ACCESS_2" || g.ID.Reveal() != "ID_1" {
				t.Errorf("refresh %q, access %q, id %q", g.Refresh.Reveal(), g.Access.Reveal(), g.ID.Reveal())
			}
			if diff := cmp.Diff(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {"REFRESH_1"}}, s.last(t).form); diff != "" {
				t.Errorf("request (-want +got):\n%s", diff)
			}
		})
	}
}

func TestClientCredentialsAreRepeated(t *testing.T) {
	s := newServer(t)
	s.says("/token", 200, `{"access_token":"ACCESS_1","refresh_token":"UNASKED"}`)
	target := s.target(auth.ClientCredentials)
	g, err := New(Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("UNASKED")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(url.Values{"grant_type": {"client_credentials"}, "scope": {"a b"}}, s.last(t).form); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
	if g.ExpirySource != auth.ExpiryUnknown || !g.ExpiresAt.IsZero() {
		t.Errorf("expiry %v from %s, want unknown", g.ExpiresAt, g.ExpirySource)
	}
}

func TestRevoke(t *testing.T) {
	tests := []struct {
		name    string
		status  int
		grant   auth.Grant
		want    url.Values
		revoked bool
	}{
		{"refresh token", 200, auth.Grant{Access: auth.NewSecret("A"), Refresh: auth.NewSecret("R")}, url.Values{"token": {"R"}, "token_type_hint": {"refresh_token"}}, true},
		{"access token", 200, auth.Grant{Access: auth.NewSecret("A")}, url.Values{"token": {"A"}, "token_type_hint": {"access_token"}}, true},
		{"redirect", 307, auth.Grant{Access: auth.NewSecret("A")}, url.Values{"token": {"A"}, "token_type_hint": {"access_token"}}, false},
		{"unsupported", 503, auth.Grant{Access: auth.NewSecret("A")}, url.Values{"token": {"A"}, "token_type_hint": {"access_token"}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			s.says("/revoke", tt.status, "", "Location", s.URL+"/evil")
			revoked, err := New(Config{}).Revoke(t.Context(), s.target(auth.AuthorizationCode), tt.grant)
			if revoked != tt.revoked || (err == nil) != tt.revoked {
				t.Errorf("revoked %v, error %v", revoked, err)
			}
			if diff := cmp.Diff(tt.want, s.last(t).form); diff != "" || s.count() != 1 {
				t.Errorf("%d requests; the last (-want +got):\n%s", s.count(), diff)
			}
		})
	}
}

func TestCancelIsNoFailure(t *testing.T) {
	s := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := New(Config{}).Authorize(ctx, s.target(auth.AuthorizationCode), auth.Prompt{ShowURL: func(string) { cancel() }})
	if err != context.Canceled {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if s.count() != 0 {
		t.Errorf("%d requests, want none", s.count())
	}
}
