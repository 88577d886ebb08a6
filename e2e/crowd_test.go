package e2e

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
)

// addDemo adds and signs in an account that the demo server renews.
func (b *box) addDemo(s *demo.Server, name string) {
	b.t.Helper()
	b.must("", "add", name, "--issuer", s.URL(), "--grant", "authorization_code", "--client-id", "demo-desktop",
		"--client-auth", "none", "--scope", "openid offline_access")
	b.signin(name, asDemo(b.t, "ada"))
}

const crowd = 20

// together runs the same command in many processes at once.
func (b *box) together(args ...string) []result {
	ctx, cancel := context.WithTimeout(b.t.Context(), 2*time.Minute)
	defer cancel()
	results := make([]result, crowd)
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range results {
		c := b.cmd(ctx, args...)
		wg.Go(func() {
			<-start
			results[i] = finish(b.t, c)
		})
	}
	close(start)
	wg.Wait()
	return results
}

// oneAnswer checks that all got the same token, which the server takes.
func oneAnswer(t *testing.T, s *demo.Server, results []result) {
	t.Helper()
	for i, r := range results {
		if r.code != 0 || r.out != results[0].out {
			t.Errorf("process %d: exit %d, the same answer: %v\n%s", i, r.code, r.out == results[0].out, r.err)
		}
	}
	if token := results[0].out; len(token) < 2 || !s.Live(token[:len(token)-1]) {
		t.Error("the server does not take the token")
	}
}

func TestCrowdRenewsAnExpiredTokenOnce(t *testing.T) {
	b, s, spy := newBox(t), startDemo(t, demo.Knobs{AccessLife: 2 * time.Second}), startSpy(t)
	b.addDemo(s, "Demo")
	testenv.Await(t, "the token's expiry", func() bool { return b.state("Demo") == auth.StateExpired })
	s.SetKnobs(demo.Knobs{Latency: 200 * time.Millisecond})
	oneAnswer(t, s, b.together("token", "Demo"))
	if n := s.TokenRequests("refresh_token"); n != 1 {
		t.Errorf("%d token requests, want 1", n)
	}
	if renewed := b.token("Demo", "--renew"); !s.Live(renewed) { // the family was not revoked
		t.Error("the renewal after that gave a dead token")
	}
	noComplaints(t, s)
	spy.check(t, b, s.Issued())
	b.checkFiles(s.Issued())
}

func TestCrowdOfRenewalsCausesOne(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.addDemo(s, "Demo")
	old := b.token("Demo")
	s.SetKnobs(demo.Knobs{Latency: 3 * time.Second}) // all processes start before it is over
	results := b.together("token", "Demo", "--renew")
	oneAnswer(t, s, results)
	if n := s.TokenRequests("refresh_token"); n != 1 {
		t.Errorf("%d token requests, want 1", n)
	}
	if results[0].out == old+"\n" {
		t.Error("--renew gave the old token")
	}
}
