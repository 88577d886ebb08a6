package flow

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/authfob/authfob/auth"
)

func TestExchangesAreTaken(t *testing.T) {
	s := newServer(t)
	s.says("/token", 429, `{"error":"slow_down","error_description":"REFRESH_1"}`, "X-Request-Id", "0b1c-22", "Retry-After", "30")
	ctx, trace := auth.WithTrace(t.Context())
	target := s.target(auth.AuthorizationCode)
	_, _ = New(Config{}).Renew(ctx, target, auth.Grant{Refresh: auth.NewSecret("REFRESH_1")})
	target.Protocol.Endpoints.Token = "http://127.0.0.1:1/token?key=QUERY_1"
	_, _ = New(Config{}).Renew(ctx, target, auth.Grant{Refresh: auth.NewSecret("REFRESH_1")})
	want := []auth.Exchange{
		{Method: "POST", Host: auth.Host(s.URL), Path: "/token", Status: 429, Type: "application/json", RequestID: "0b1c-22", Code: "slow_down", RetryAfter: "30"},
		{Method: "POST", Host: "127.0.0.1:1", Path: "/token", Reason: "the connection was refused"},
	}
	if diff := cmp.Diff(want, trace.Exchanges(), cmpopts.IgnoreFields(auth.Exchange{}, "Took")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Nothing that a server says gets a secret into the history.
func TestExchangesHoldNoSecret(t *testing.T) {
	const refresh, access = "REFRESH-abcdefghijklmnopqrstuvwxyz", "deadbeefdeadbeefdeadbeefdeadbeef"
	s := newServer(t)
	s.answer["/"+refresh] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/"+refresh)
		w.Header().Set("X-Request-Id", access)
		w.Header().Set("Request-Id", refresh)
		w.Header().Set("X-Correlation-Id", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0")
		w.Header().Set("Retry-After", refresh)
		_, _ = w.Write([]byte(`{"access_token":"` + access + `","error":"` + refresh + `"}`))
	}
	target := s.target(auth.AuthorizationCode)
	target.Protocol.Endpoints.Token = s.URL + "/" + refresh
	ctx, trace := auth.WithTrace(t.Context())
	_, _ = New(Config{}).Renew(ctx, target, auth.Grant{Refresh: auth.NewSecret(refresh)})
	got := trace.Exchanges()
	if len(got) != 1 || got[0].Status != 200 {
		t.Fatalf("got %+v", got)
	}
	for _, text := range []string{got[0].Path, got[0].Type, got[0].RequestID, got[0].Code, got[0].RetryAfter} {
		for _, secret := range []string{refresh, access, "eyJ", strings.ToLower(refresh)} {
			if strings.Contains(text, secret) {
				t.Errorf("%q holds %q", text, secret)
			}
		}
	}
}
