package flow

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// TestClassification is requirement 26 and rule 6 of what real servers do, as a
// table: what an answer means for the grant when it comes to a renewal, and
// when it comes to a sign-in.
func TestClassification(t *testing.T) {
	const html, js, none = "text/html", "application/json", ""
	tests := []struct {
		name          string
		status        int
		kind, body    string
		renew, signIn auth.Outcome
		says          string // must be in the message
	}{
		{"invalid_grant", 400, js, `{"error":"invalid_grant"}`, auth.OutcomeSignIn, auth.OutcomeRefused, "invalid_grant"},
		{"invalid_grant, 401", 401, js, `{"error":"invalid_grant"}`, auth.OutcomeSignIn, auth.OutcomeRefused, "invalid_grant"},
		{"invalid_grant with 200", 200, js, `{"error":"invalid_grant"}`, auth.OutcomeSignIn, auth.OutcomeRefused, "invalid_grant"},
		{"invalid_grant with 500", 500, js, `{"error":"invalid_grant"}`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "invalid_grant"},
		{"login_required", 400, js, `{"error":"login_required"}`, auth.OutcomeSignIn, auth.OutcomeRefused, "login_required"},
		{"interaction_required", 403, js, `{"error":"interaction_required"}`, auth.OutcomeSignIn, auth.OutcomeRefused, ""},
		{"consent_required", 400, js, `{"error":"consent_required"}`, auth.OutcomeSignIn, auth.OutcomeRefused, ""},
		{"capitals are another code", 400, js, `{"error":"INVALID_GRANT"}`, auth.OutcomeRefused, auth.OutcomeRefused, "INVALID_GRANT"},
		{"invalid_client", 401, js, `{"error":"invalid_client"}`, auth.OutcomeRefused, auth.OutcomeRefused, "invalid_client"},
		{"access_denied", 401, js, `{"error":"access_denied"}`, auth.OutcomeRefused, auth.OutcomeRefused, "access_denied"},
		{"wrong password", 401, js, `{"error":"invalid_user_password","error_description":"Wrong email or password."}`, auth.OutcomeRefused, auth.OutcomeRefused, "Wrong email or password."},
		{"error and token", 200, js, `{"error":"unauthorized_client","access_token":"ACCESS"}`, auth.OutcomeRefused, auth.OutcomeRefused, "unauthorized_client"},
		{"error as an object", 400, js, `{"error":{"code":403,"message":"No.","status":"PERMISSION_DENIED"}}`, auth.OutcomeRefused, auth.OutcomeRefused, "PERMISSION_DENIED, \"No.\""},
		{"description as a number", 400, js, `{"error":"invalid_request","error_description":7}`, auth.OutcomeRefused, auth.OutcomeRefused, `"7"`},
		{"temporarily unavailable", 400, js, `{"error":"temporarily_unavailable"}`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, ""},
		{"bare 400", 400, none, ``, auth.OutcomeRefused, auth.OutcomeRefused, "answered 400 with nothing"},
		{"bare 403", 403, none, ``, auth.OutcomeRefused, auth.OutcomeRefused, "answered 403 with nothing"},
		{"empty object", 401, js, `{}`, auth.OutcomeRefused, auth.OutcomeRefused, "the server answered 401"},
		{"HTML 403", 403, html, `<html>`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "a web page"},
		{"HTML 200", 200, html, `<html>`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "a web page"},
		{"HTML without a type", 200, none, ` <!DOCTYPE html>`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "a web page"},
		{"plain text", 401, "text/plain", `Unauthorized`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "answered 401 with text/plain instead of JSON"},
		{"404", 404, html, `<html>`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "answered 404"},
		{"408", 408, none, ``, auth.OutcomeUnreachable, auth.OutcomeUnreachable, ""},
		{"429", 429, js, `{"error":"TOO_MANY_REQUESTS","error_description":"Rate limit on API exceeded"}`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "TOO_MANY_REQUESTS"},
		{"503", 503, none, ``, auth.OutcomeUnreachable, auth.OutcomeUnreachable, ""},
		{"redirect", 301, none, ``, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "a redirect, which is not followed"},
		{"no token", 200, js, `{"token":"x"}`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "the answer has no access_token"},
		{"case variant", 200, js, `{"Access_Token":"x"}`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "no access_token"},
		{"member twice", 200, js, `{"access_token":"a","access_token":"b"}`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "a member twice"},
		{"member twice inside", 200, js, `{"access_token":"a","x":{"y":1,"y":2}}`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "a member twice"},
		{"array", 200, js, `[{"access_token":"a"}]`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "not a JSON object"},
		{"trailing text", 200, js, `{"access_token":"a"}{}`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "not JSON"},
		{"invalid UTF-8", 200, js, "{\"access_token\":\"a\",\"x\":\"\xff\"}", auth.OutcomeUnreachable, auth.OutcomeUnreachable, "not UTF-8"},
		{"deep", 200, js, `{"access_token":"a","x":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`, auth.OutcomeUnreachable, auth.OutcomeUnreachable, "nested too deeply"},
		{"DPoP", 200, js, `{"access_token":"a","token_type":"DPoP"}`, auth.OutcomeInvalid, auth.OutcomeInvalid, `type "DPoP"`},
		{"token with a line end", 200, js, `{"access_token":"a\nb"}`, auth.OutcomeInvalid, auth.OutcomeInvalid, "not a token"},
		{"token with an umlaut", 200, js, `{"access_token":"ä"}`, auth.OutcomeInvalid, auth.OutcomeInvalid, "not a token"},
		{"token as a number", 200, js, `{"access_token":7}`, auth.OutcomeInvalid, auth.OutcomeInvalid, "not a token"},
	}
	old := auth.Grant{Access: auth.NewSecret("OLD"), Refresh: auth.NewSecret("REFRESH_OLD")}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			s.answer["/token"] = func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Content-Type"] = []string{tt.kind}
				w.Header().Set("Location", s.URL+"/elsewhere")
				w.WriteHeader(tt.status)
				_, _ = w.Write([]byte(tt.body))
			}
			c := New(Config{})
			_, err := c.Renew(t.Context(), s.target(auth.AuthorizationCode), old)
			wantFailure(t, "renewal", err, tt.renew, tt.says)
			_, err = c.Authorize(t.Context(), s.target(auth.ClientCredentials), auth.Prompt{})
			wantFailure(t, "sign-in", err, tt.signIn, tt.says)
			if s.count() != 2 {
				t.Errorf("%d requests, want one each", s.count())
			}
		})
	}
}

func wantFailure(t *testing.T, what string, err error, outcome auth.Outcome, says string) {
	t.Helper()
	f, ok := err.(*auth.Failure)
	if !ok {
		t.Fatalf("%s: error %v, want a Failure", what, err)
	}
	if f.Outcome != outcome || !strings.Contains(f.Error(), says) || f.Host == "" || f.Doing == "" {
		t.Errorf("%s: %s %q, want %s with %q", what, f.Outcome, f, outcome, says)
	}
}

func TestRetryAt(t *testing.T) {
	at := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	date := at.Add(-10 * time.Minute).Format(http.TimeFormat) // a server ten minutes behind
	limit := auth.RateLimit{RetryAfter: "X-Wait", Reset: "X-Reset"}
	tests := []struct {
		name   string
		header http.Header
		want   time.Duration // -1: not said
	}{
		{"nothing", http.Header{}, -1},
		{"seconds", http.Header{"Retry-After": {"90"}}, 90 * time.Second},
		{"date by the server's clock", http.Header{"Date": {date}, "Retry-After": {at.Add(-8 * time.Minute).Format(http.TimeFormat)}}, 2 * time.Minute},
		{"a year", http.Header{"Retry-After": {"31536000"}}, time.Hour},
		{"overflow", http.Header{"Retry-After": {"1e30"}}, time.Hour},
		{"the past", http.Header{"Retry-After": {at.Add(-time.Hour).Format(http.TimeFormat)}}, 0},
		{"negative", http.Header{"Retry-After": {"-5"}}, -1},
		{"nonsense", http.Header{"Retry-After": {"soon"}}, -1},
		{"own header", http.Header{"X-Wait": {"7"}, "X-Reset": {"1"}}, 7 * time.Second},
		{"reset by the server's clock", http.Header{"Date": {date}, "X-Reset": {"1777636260"}}, time.Minute},
		{"reset in milliseconds", http.Header{"X-Reset": {"1777636260000"}}, -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := retryAt(answer{header: tt.header, at: at}, limit)
			if tt.want < 0 && !got.IsZero() || tt.want >= 0 && !got.Equal(at.Add(tt.want)) {
				t.Errorf("retry at %v, want %v after %v", got, tt.want, at)
			}
		})
	}
}

func TestSecretsAreStruckOut(t *testing.T) {
	s := newServer(t)
	target := s.target(auth.AuthorizationCode)
	target.Credentials.ClientSecret = auth.NewSecret("hunter 2/+")
	s.says("/token", 400, `{"error":"invalid_request","error_description":"secret hunter 2/+ or hunter+2%2F%2B, token REFRESH_1, new eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0, trace 550e8400-e29b-41d4-a716-446655440000.\u202e\u001b[31m"}`)
	_, err := New(Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("REFRESH_1")})
	want := `"secret [redacted] or [redacted], token [redacted], new [redacted], trace 550e8400-e29b-41d4-a716-446655440000.[31m"`
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error %v\nwant …%s", err, want)
	}
}

func TestSecretsStayAtTheirOrigins(t *testing.T) {
	s := newServer(t)
	target := s.target(auth.ClientCredentials)
	target.Credentials.Origins = []string{"https://elsewhere.example:443"}
	_, err := New(Config{}).Authorize(t.Context(), target, auth.Prompt{})
	wantFailure(t, "sign-in", err, auth.OutcomeInvalid, "https://elsewhere.example:443")
	target.Account.Grant = auth.AuthorizationCode
	_, err = New(Config{}).Authorize(t.Context(), target, auth.Prompt{OpenURL: func(string) error {
		t.Error("a browser is opened for a sign-in that cannot end well")
		return nil
	}})
	wantFailure(t, "sign-in by browser", err, auth.OutcomeInvalid, "https://elsewhere.example:443")
	if s.count() != 0 {
		t.Errorf("%d requests, want none", s.count())
	}
}

func TestParametersThatClash(t *testing.T) {
	tests := []struct {
		name   string
		change func(*auth.Target)
		says   string
	}{
		{"address has ours", func(t *auth.Target) { t.Protocol.Endpoints.Token += "?grant_type=x" }, "grant_type would be sent twice"},
		{"definition sets the protocol's", func(t *auth.Target) {
			t.Protocol.Steps = map[auth.Step]auth.StepFields{auth.StepToken: {Params: map[string]string{"client_id": "x"}}}
		}, "client_id belongs to the protocol"},
		{"definition sets audience too", func(t *auth.Target) {
			t.Account.Audience = "a"
			t.Protocol.Steps = map[auth.Step]auth.StepFields{auth.StepToken: {Params: map[string]string{"audience": "x"}}}
		}, "audience would be sent twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			target := s.target(auth.ClientCredentials)
			tt.change(&target)
			_, err := New(Config{}).Authorize(t.Context(), target, auth.Prompt{})
			wantFailure(t, "sign-in", err, auth.OutcomeInvalid, tt.says)
			if s.count() != 0 {
				t.Errorf("%d requests, want none", s.count())
			}
		})
	}
}

func TestAddressesAreUsedAsWritten(t *testing.T) {
	for _, path := range []string{"/token/", "/token", "/a%2Fb/token", "/token?tenant=a%20b", "//token", "/to+ken;v=1"} {
		s := newServer(t)
		target := s.target(auth.ClientCredentials)
		target.Protocol.Endpoints.Token = s.URL + path
		_, _ = New(Config{}).Authorize(t.Context(), target, auth.Prompt{})
		if got := s.last(t).path; got != path {
			t.Errorf("asked for %s, want %s", got, path)
		}
	}
}

// TestRefusalsThatEcho is a sign-in page that puts the state into its words.
func TestRefusalsThatEcho(t *testing.T) {
	s, page := newServer(t), make(chan string, 1)
	s.answer["/authorize"] = func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		state := q.Get("state")
		http.Redirect(w, r, q.Get("redirect_uri")+"?"+url.Values{"error": {"no"}, "error_description": {"not " + state}, "state": {state}}.Encode(), http.StatusFound)
	}
	_, err := New(Config{}).Authorize(t.Context(), s.target(auth.AuthorizationCode), auth.Prompt{OpenURL: browser(t, page)})
	<-page
	wantFailure(t, "sign-in", err, auth.OutcomeRefused, `"not [redacted]"`)
}

// TestAnswersThatEcho are answers whose words repeat a token that they bring,
// one that looks like an ordinary word.
func TestAnswersThatEcho(t *testing.T) {
	for _, answer := range []string{
		`{"access_token":"Correct-Horse-Battery-Staple","token_type":"Correct-Horse-Battery-Staple"}`,
		`{"refresh_token":"Correct-Horse-Battery-Staple","error":"x","error_description":"not Correct-Horse-Battery-Staple"}`,
	} {
		s := newServer(t)
		s.says("/token", 200, answer)
		_, err := New(Config{}).Renew(t.Context(), s.target(auth.AuthorizationCode), auth.Grant{Refresh: auth.NewSecret("R")})
		if err == nil || strings.Contains(err.Error(), "Horse") || !strings.Contains(err.Error(), "[redacted]") {
			t.Errorf("error %v", err)
		}
	}
}
