package auth_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
)

// dueAt makes n accounts at one server whose tokens expire within a minute,
// an hour from now.
func dueAt(host string, n int) (records []auth.Record) {
	for i := range n {
		r := signedIn(time.Hour+time.Duration(i)*time.Minute/time.Duration(n), 0)
		r.Account.ID, r.Account.Name = auth.NewAccountID(), fmt.Sprint(host, i)
		r.Account.RenewAhead = true
		r.Account.Protocol.Endpoints.Token = "https://" + host + "/token"
		records = append(records, r)
	}
	return records
}

// noNetwork is what flow says where there is none.
var noNetwork = &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "server.example", Reason: "its name is not known in this network"}

// waysOff are states of a network in which nobody can be reached.
var waysOff = map[string]*auth.Failure{
	"no network":     noNetwork,
	"portal":         {Outcome: auth.OutcomeUnreachable, Host: "server.example", Status: 200, Reason: "answered 200 with a web page"},
	"portal says so": {Outcome: auth.OutcomeUnreachable, Host: "server.example", Status: 511},
	"server is down": {Outcome: auth.OutcomeUnreachable, Host: "server.example", Status: 503},
}

// TestBackAfterAnHourOffline is requirement 96: a thousand accounts fall due
// while nobody answers; one of them asks now and then, and once there is an
// answer all are renewed within a minute.
func TestBackAfterAnHourOffline(t *testing.T) {
	for name, off := range waysOff {
		crowd := 200
		if off == noNetwork {
			crowd = 1000
		}
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &rotatingServer{life: 5 * time.Hour, slow: 50 * time.Millisecond, err: off}
				agent, stop := running(t, newMemoryVault(dueAt("server.example", crowd)...), server, true)
				time.Sleep(2 * time.Hour)
				if n := len(server.after(time.Now().Add(-time.Hour))); n < 90 || n > 125 {
					t.Errorf("%d requests in an hour offline, want one every half minute", n)
				}
				server.answers(nil)
				back := time.Now()
				time.Sleep(time.Minute)
				list, _ := agent.Snapshot()
				left := slices.DeleteFunc(list, func(s auth.Status) bool { return s.State == auth.StateFresh })
				stop()
				if len(left) > 0 || server.most > 4 {
					t.Errorf("after a minute %d accounts are not renewed; %d requests at once", len(left), server.most)
				}
				if times := server.after(back); len(times) > crowd+1 || last(times).Sub(back) > 59*time.Second {
					t.Errorf("%d requests over %v", len(times), last(times).Sub(back))
				}
			})
		})
	}
}

func last(times []time.Time) time.Time { return times[len(times)-1] }

// TestHistoryOfALongOutage does not lose what was before it.
func TestHistoryOfALongOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := dueAt("server.example", 1)[0]
		r.History = []auth.Event{{What: "sign_in", OK: true}}
		vault := newMemoryVault(r)
		_, stop := running(t, vault, &rotatingServer{err: noNetwork}, true)
		time.Sleep(24 * time.Hour)
		stop()
		now, err := vault.Get(t.Context(), r.Account.ID)
		if h := now.History; err != nil || len(h) != 3 || h[0].What != "sign_in" || h[2].At.Sub(h[1].At) < 22*time.Hour {
			t.Errorf("%+v, %v", h, err)
		}
	})
}

// TestFewComeBackSpread looks at the jitter where the limit of four does not
// spread the accounts anyway.
func TestFewComeBackSpread(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &rotatingServer{life: 5 * time.Hour, err: noNetwork}
		_, stop := running(t, newMemoryVault(dueAt("server.example", 50)...), server, true)
		defer stop()
		time.Sleep(2 * time.Hour)
		server.answers(nil)
		back := time.Now()
		time.Sleep(time.Minute)
		times := server.after(back)
		if span := last(times).Sub(times[0]); len(times) != 50 || span < 5*time.Second || span > 32*time.Second {
			t.Errorf("%d renewals over %v", len(times), span)
		}
	})
}

// TestNetworkThatChanges is asked again soon, and no more often than that when
// the network changes all the time.
func TestNetworkThatChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &rotatingServer{life: 5 * time.Hour, err: noNetwork}
		agent, stop := running(t, newMemoryVault(dueAt("server.example", 20)...), server, true)
		defer stop()
		time.Sleep(2 * time.Hour)
		began := time.Now()
		for time.Since(began) < 10*time.Minute {
			agent.Nudge()
			time.Sleep(100 * time.Millisecond)
		}
		if n := len(server.after(began)); n < 30 || n > 75 {
			t.Errorf("%d requests in ten minutes of a network that changes all the time", n)
		}
		time.Sleep(11 * time.Second)
		server.answers(nil)
		back := time.Now()
		agent.Nudge()
		time.Sleep(2 * time.Second)
		if len(server.after(back)) == 0 {
			t.Error("the network is another, and nobody tries it")
		}
	})
}

// TestServersAreAwayOneByOne has one of two servers away.
func TestServersAreAwayOneByOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here, away := &rotatingServer{life: time.Hour}, &rotatingServer{err: &auth.Failure{Outcome: auth.OutcomeUnreachable, Host: "b.example"}}
		records := append(dueAt("a.example", 100), dueAt("b.example", 100)...)
		_, stop := running(t, newMemoryVault(records...), perServer{at: map[string]*rotatingServer{"a.example": here, "b.example": away}}, true)
		time.Sleep(90 * time.Minute)
		stop()
		if n := here.asked; n != 100 {
			t.Errorf("%d renewals at the server that is there", n)
		}
		if n := away.asked; n < 40 || n > 80 {
			t.Errorf("%d requests to the one that is not", n)
		}
	})
}

// TestPatienceAskedForIsKept is a server that wants to be left alone for a
// while: by one, everybody is told. (requirement 28)
func TestPatienceAskedForIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until := time.Now().Add(100 * time.Minute)
		server := &rotatingServer{life: 5 * time.Hour, err: &auth.Failure{Outcome: auth.OutcomeUnreachable, Host: "server.example", Status: 503, RetryAt: until}}
		agent, stop := running(t, newMemoryVault(dueAt("server.example", 100)...), server, true)
		defer stop()
		time.Sleep(time.Until(until) - time.Second)
		agent.Nudge()
		time.Sleep(500 * time.Millisecond)
		if n := len(server.after(time.Time{})); n > 4 {
			t.Errorf("%d requests before the time that the server set", n)
		}
		server.answers(nil)
		time.Sleep(time.Minute)
		if n := len(server.after(until)); n != 100 {
			t.Errorf("%d renewals in the minute after it", n)
		}
	})
}

// TestOneAccountsTroubleIsItsOwn has an account that nobody ever answers, by a
// proxy of its own, say.
func TestOneAccountsTroubleIsItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		records := dueAt("server.example", 30)
		server := &oddOneOut{rotatingServer: rotatingServer{life: time.Hour}, id: records[0].Account.ID}
		agent, stop := running(t, newMemoryVault(records...), server, true)
		for range 6 * 60 {
			time.Sleep(time.Minute)
			list, _ := agent.Snapshot()
			for _, s := range list {
				if s.ID != server.id && s.State == auth.StateExpired {
					t.Errorf("%s has expired", s.Name)
				}
			}
		}
		stop()
		if server.turnedAway > 6*60*2+1 {
			t.Errorf("the odd one asked %d times in six hours", server.turnedAway)
		}
	})
}

// TestSignedInTogetherRenewedApart has accounts whose tokens end at one instant.
func TestSignedInTogetherRenewedApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		records := dueAt("server.example", 100)
		for i := range records {
			records[i].Grant.ExpiresAt = records[0].Grant.ExpiresAt
		}
		end := records[0].Grant.ExpiresAt
		server := &rotatingServer{life: 5 * time.Hour}
		_, stop := running(t, newMemoryVault(records...), server, true)
		defer stop()
		time.Sleep(time.Hour)
		times := server.after(time.Time{})
		first, last := end.Sub(times[0]), end.Sub(last(times))
		if len(times) != 100 || first > 450*time.Second || last < 300*time.Second || first-last < 2*time.Minute {
			t.Errorf("%d renewals, from %v to %v before the end", len(times), first, last)
		}
	})
}

// TestHeldBack is a metered network: nothing is renewed ahead of time, what
// somebody asks for is, and the rest follows when the network is another.
func TestHeldBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		records := dueAt("server.example", 20)
		server := &rotatingServer{life: 5 * time.Hour}
		agent, stop := running(t, newMemoryVault(records...), server, true)
		defer stop()
		agent.HoldBack(true)
		time.Sleep(2 * time.Hour)
		if server.requests() != 0 {
			t.Errorf("%d renewals although they are held back", server.requests())
		}
		if token, err := agent.Token(t.Context(), records[0].Account.ID, auth.TokenOptions{}); err != nil || server.requests() != 1 {
			t.Errorf("on demand: %+v, %v, asked %d times", token, err, server.requests())
		}
		agent.HoldBack(false)
		time.Sleep(time.Minute)
		if server.requests() != 20 {
			t.Errorf("%d renewals once they are not held back any more", server.requests())
		}
	})
}

func TestRenewAheadAtMostFourAtOnceAtOneServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		records := dueAt("server.example", 1000)
		for i := range records {
			records[i].Grant.ExpiresAt = records[0].Grant.ExpiresAt
		}
		server := &rotatingServer{life: 5 * time.Hour, slow: 2 * time.Second} // more than their spread
		_, stop := running(t, newMemoryVault(records...), server, true)
		time.Sleep(65 * time.Minute)
		stop()
		floor := 1000 / 4 * 2 * time.Second
		if took := last(server.began).Sub(server.began[0]); server.requests() != 1000 || server.most != 4 || took > floor*115/100 {
			t.Errorf("%d renewals, %d at once, over %v; want 1000, 4 at once, over %v", server.requests(), server.most, took, floor)
		}
	})
}
