package demo_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
)

func TestListensOnLoopbackOnly(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "localhost:0", "192.0.2.1:80", "127.0.0.1"} {
		if s, err := demo.Start(t.Context(), demo.Config{Addr: addr}); err == nil {
			t.Errorf("%s: started at %s", addr, s.URL())
			_ = s.Close()
		}
	}
}

func TestEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := demo.Start(ctx, demo.Config{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if c, err := net.Dial("tcp", strings.TrimPrefix(s.URL(), "http://")); err == nil {
		_ = c.Close()
		t.Error("still listening")
	}
}

func TestKnobs(t *testing.T) {
	s := start(t, demo.Config{Knobs: demo.Knobs{AccessLife: 90 * time.Second}})
	if a := signIn(t, s, "demo-desktop"); a.num("expires_in") != 90 {
		t.Errorf("life: %s", a.text)
	}
	if a := signIn(t, s, "demo-short"); a.num("expires_in") != 120 {
		t.Errorf("life of the client's own: %s", a.text)
	}
	robot := ask{url: s.URL() + "/token", form: "grant_type=client_credentials", basic: "demo-robot:robot-secret"}
	s.SetKnobs(demo.Knobs{Busy: 7 * time.Second})
	if a := do(t, robot); a.status != 429 || a.header.Get("Retry-After") != "7" {
		t.Errorf("busy: %d %v", a.status, a.header)
	}
	s.SetKnobs(demo.Knobs{Down: true})
	if a := do(t, robot); a.status != 503 || !strings.Contains(a.text, "<html") {
		t.Errorf("down: %d %s", a.status, a.text)
	}
	s.SetKnobs(demo.Knobs{Latency: 30 * time.Millisecond})
	before := time.Now()
	if a := do(t, robot); a.status != 200 || time.Since(before) < 30*time.Millisecond {
		t.Errorf("latency: %d after %v", a.status, time.Since(before))
	}
}

func TestOtherHostsAreRefused(t *testing.T) {
	s := start(t, demo.Config{})
	if a := do(t, ask{method: "GET", url: s.URL() + "/jwks", headers: map[string]string{"Host": "evil.example"}}); a.status != http.StatusMisdirectedRequest {
		t.Errorf("got %d", a.status)
	}
}

func TestUnknownPath(t *testing.T) {
	s := start(t, demo.Config{})
	if a := do(t, ask{method: "GET", url: s.URL() + "/elsewhere"}); a.status != 404 {
		t.Errorf("got %d", a.status)
	}
}

func TestLogHoldsNoSecret(t *testing.T) {
	s := start(t, demo.Config{})
	a := signIn(t, s, "demo-desktop")
	b := do(t, renew(s, "demo-desktop", a.str("refresh_token")))
	do(t, renew(s, "demo-desktop", a.str("refresh_token")))
	do(t, ask{url: s.URL() + "/token", form: "grant_type=client_credentials", basic: "demo-robot:robot-secret"})
	log := s.Requests()
	text := fmt.Sprint(log)
	for _, issued := range []string{a.str("refresh_token"), a.str("access_token"), a.str("id_token")} {
		if !slices.Contains(s.Issued(), issued) {
			t.Error("a token is not among the issued ones")
		}
	}
	for _, secret := range []string{a.str("refresh_token"), a.str("access_token"), b.str("refresh_token"), "robot-secret", verifier, state} {
		if strings.Contains(text, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	last := log[len(log)-1]
	if last.Client != "demo-robot" || last.Grant != "client_credentials" || last.Status != 200 || last.Outcome != "ok" || last.Path != "/token" || last.Method != "POST" {
		t.Errorf("last line: %+v", last)
	}
	if reuse := log[len(log)-2]; !strings.Contains(reuse.Outcome, "used before") || reuse.Status != 400 {
		t.Errorf("line of a reuse: %+v", reuse)
	}
}

func TestSampleAccounts(t *testing.T) {
	s := start(t, demo.Config{})
	states := map[auth.State]int{}
	names := map[string]bool{}
	for _, r := range s.Accounts() {
		if err := auth.CheckName(r.Account.Name); err != nil || names[r.Account.Name] || !r.Account.ID.Valid() {
			t.Errorf("%s: %v", r.Account.Name, err)
		}
		names[r.Account.Name] = true
		for _, u := range r.Account.Protocol.Endpoints.All() {
			if err := auth.CheckEndpoint(u); err != nil || !strings.HasPrefix(u, s.URL()+"/") {
				t.Errorf("%s: %s %v", r.Account.Name, u, err)
			}
		}
		status := auth.NewStatus(r, noProviders{}, time.Now())
		states[status.State]++
		if token := r.Grant.Access.Reveal(); status.State == auth.StateFresh && !s.Live(token) {
			t.Errorf("%s: its token is not live", r.Account.Name)
		}
		if r.Credentials.IsZero() != (demo.Secret(r.Account.ClientID) == "") {
			t.Errorf("%s: credentials do not fit the client", r.Account.Name)
		}
	}
	for _, want := range []auth.State{auth.StateFresh, auth.StateExpiring, auth.StateExpired, auth.StateSignInNeeded} {
		if states[want] == 0 {
			t.Errorf("no account is %s: %v", want, states)
		}
	}
	for _, r := range demo.Accounts(s.URL()) {
		if !r.Grant.IsZero() {
			t.Errorf("%s: is signed in", r.Account.Name)
		}
	}
}

func TestSampleGrantsRenew(t *testing.T) {
	s := start(t, demo.Config{})
	for _, r := range s.Accounts() {
		if r.Account.ClientID == "demo-desktop" {
			if a := do(t, renew(s, "demo-desktop", r.Grant.Refresh.Reveal())); a.status != 200 {
				t.Errorf("%d %s", a.status, a.text)
			}
			return
		}
	}
	t.Error("no account of demo-desktop")
}

func TestRevokeAll(t *testing.T) {
	s := start(t, demo.Config{})
	a := signIn(t, s, "demo-desktop")
	s.RevokeAll()
	if got := do(t, renew(s, "demo-desktop", a.str("refresh_token"))); got.str("error") != "invalid_grant" || s.Live(a.str("access_token")) {
		t.Errorf("%d %s", got.status, got.text)
	}
}

type noProviders struct{}

func (noProviders) Provider(string) (auth.Provider, bool) { return auth.Provider{}, false }
