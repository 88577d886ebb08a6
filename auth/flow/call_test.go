package flow

import (
	"net/http"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
)

const callToken = "ACCESS-1-of-a-call"

func (s *server) call(t *testing.T, path string) auth.Answer {
	t.Helper()
	a, err := New(Config{}).Call(t.Context(), s.target(auth.AuthorizationCode), auth.NewSecret(callToken), auth.Call{Method: "GET", URL: s.URL + path})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestCall(t *testing.T) {
	s := newServer(t)
	s.says("/me", 200, `{"name":"A`+"\x1b"+`da","echo":"`+callToken+`","n":12345678901234567890}`, "X-Echo", "Bearer "+callToken)
	s.answer["/picture"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write([]byte{0x89, 'P', 'N', 'G', 0, 1, 2, 0xff})
	}
	s.answer["/long"] = func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(strings.Repeat("ä", 1<<20))) }
	a := s.call(t, "/me")
	if got := s.last(t).header.Get("Authorization"); got != "Bearer "+callToken {
		t.Errorf("sent %q", got)
	}
	if a.Status != 200 || a.Kind != "application/json" || strings.Contains(a.Text, callToken) || strings.Contains(a.Text, "\x1b") {
		t.Errorf("got %+v", a)
	}
	for _, h := range a.Header {
		if strings.Contains(h.Value, callToken) {
			t.Errorf("a header shows the token: %+v", h)
		}
	}
	if a := s.call(t, "/picture"); a.Text != "" || a.Size != 8 || a.Kind != "image/png" {
		t.Errorf("a picture is %+v", a)
	}
	if a := s.call(t, "/long"); !a.Cut || a.Text == "" || len(a.Text) > maxCallText+4 {
		t.Errorf("a long text: cut %v, %d bytes", a.Cut, len(a.Text))
	}
	if got := s.call(t, "/none").Status; got != 404 {
		t.Errorf("status %d", got)
	}
}

func TestCallIndentsJSON(t *testing.T) {
	s := newServer(t)
	s.says("/me", 200, `{"n":12345678901234567890}`)
	if got := s.call(t, "/me").Text; got != "{\n  \"n\": 12345678901234567890\n}" {
		t.Errorf("got %q", got)
	}
}

// The token goes to the address that was typed, and to no other.
func TestCallFollowsNoRedirect(t *testing.T) {
	s, other := newServer(t), newServer(t)
	s.answer["/me"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL+"/me", http.StatusFound) }
	if a := s.call(t, "/me"); a.Status != 302 || other.count() != 0 || s.count() != 1 {
		t.Errorf("got %+v, %d requests elsewhere", a, other.count())
	}
}

func TestCallChecksItsAddress(t *testing.T) {
	for _, address := range []string{"", "http://api.example/", "file:///etc/passwd"} {
		_, err := New(Config{}).Call(t.Context(), auth.Target{}, auth.NewSecret(callToken), auth.Call{Method: "GET", URL: address})
		if f, ok := err.(*auth.Failure); !ok || f.Outcome != auth.OutcomeInvalid {
			t.Errorf("%q: %v", address, err)
		}
	}
}
