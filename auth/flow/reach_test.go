package flow

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// Reach sends nothing of the account, and takes every answer for an answer.
func TestReach(t *testing.T) {
	var seen []*http.Request
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r)
		w.Header().Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusTeapot)
	}))
	defer s.Close()
	target := auth.Target{
		Account:     auth.Account{ClientID: "client"},
		Protocol:    auth.Protocol{Endpoints: auth.Endpoints{Token: s.URL + "/token?key=1"}},
		Credentials: auth.Credentials{ClientSecret: auth.NewSecret("secret")},
	}
	skew, err := New(Config{}).Reach(t.Context(), target)
	if err != nil || skew < 59*time.Minute || skew > 61*time.Minute {
		t.Errorf("skew %v, %v; want an hour", skew, err)
	}
	if len(seen) != 1 || seen[0].Method != http.MethodHead || seen[0].URL.String() != "/" || len(seen[0].Header) != 1 { // User-Agent
		t.Errorf("the server saw %+v", seen)
	}
	s.Close()
	var f *auth.Failure
	if _, err := New(Config{}).Reach(t.Context(), target); !errors.As(err, &f) || f.Outcome != auth.OutcomeUnreachable {
		t.Errorf("nobody there: %v", err)
	}
	if _, err := New(Config{}).Reach(t.Context(), auth.Target{}); !errors.As(err, &f) || f.Outcome != auth.OutcomeInvalid {
		t.Errorf("no address: %v", err)
	}
}
