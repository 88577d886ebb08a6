package auth_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
)

// obtained are records of an hour's tokens that were obtained age ago by the
// clock as it is now: less than nothing where it was set back since.
func obtained(age time.Duration, n int) []auth.Record {
	records := dueAt("server.example", n)
	for i := range records {
		g := &records[i].Grant
		g.ObtainedAt, g.ExpiresAt = g.ObtainedAt.Add(-age), g.ExpiresAt.Add(-age)
	}
	return records
}

// TestClockThatJumps is a computer that slept, or whose clock was set: every
// account is renewed at once, and no more than once. (requirement 95)
func TestClockThatJumps(t *testing.T) {
	for name, jump := range map[string]time.Duration{
		"eight hours of sleep": 8 * time.Hour, "a day ahead": 24 * time.Hour, "a day back": -24 * time.Hour, "ten years back": -10 * 365 * 24 * time.Hour,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &rotatingServer{life: time.Hour}
				agent, stop := running(t, newMemoryVault(obtained(10*time.Minute+jump, 20)...), server, true)
				time.Sleep(5 * time.Second)
				list, _ := agent.Snapshot()
				for _, s := range list {
					if s.State != auth.StateFresh || time.Until(s.ExpiresAt) > time.Hour {
						t.Errorf("%s is %s until %v", s.Name, s.State, s.ExpiresAt)
					}
				}
				time.Sleep(30 * time.Minute)
				stop()
				if server.requests() != 20 {
					t.Errorf("%d renewals of 20 accounts", server.requests())
				}
			})
		})
	}
}

// TestClockSetBackProlongsNoToken asks for tokens whose age nobody knows.
func TestClockSetBackProlongsNoToken(t *testing.T) {
	r := obtained(-24*time.Hour, 1)[0]
	for name, opt := range map[string]auth.TokenOptions{"any": {}, "a new one": {After: time.Now()}} {
		server := &rotatingServer{life: time.Hour}
		token, err := auth.NewAgent(newMemoryVault(r), server, noProviders{}).Token(t.Context(), r.Account.ID, opt)
		if err != nil || token.Value.Reveal() != "ACCESS_1" {
			t.Errorf("%s: got %q, %v", name, token.Value.Reveal(), err)
		}
	}
	offline := auth.NewAgent(newMemoryVault(r), &rotatingServer{err: noNetwork}, noProviders{})
	if token, err := offline.Token(t.Context(), r.Account.ID, auth.TokenOptions{}); err == nil {
		t.Errorf("offline: got %q", token.Value.Reveal())
	}
	if s := auth.NewStatus(r, noProviders{}, time.Now()); s.State != auth.StateExpired {
		t.Errorf("it shows as %s", s.State)
	}
}

// TestClockSetBackWhileOffline: what was to be waited for is not waited for a
// day longer.
func TestClockSetBackWhileOffline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		records := obtained(2*time.Hour, 3)
		tomorrow := time.Now().Add(24 * time.Hour)
		for i, outcome := range []auth.Outcome{auth.OutcomeUnreachable, auth.OutcomeRefused, auth.OutcomeUnreachable} {
			records[i].Trouble = &auth.Trouble{Outcome: outcome, Host: "server.example", At: tomorrow, RetryAt: tomorrow.Add(time.Hour), Told: i == 2}
		}
		server := &rotatingServer{life: time.Hour}
		_, stop := running(t, newMemoryVault(records...), server, true)
		time.Sleep(time.Minute)
		stop()
		if server.requests() != 3 {
			t.Errorf("%d renewals of 3 accounts", server.requests())
		}
	})
}

// TestNudgeLooksAgainAtOnce needs no time to pass.
func TestNudgeLooksAgainAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		agent, stop := running(t, newMemoryVault(signedIn(time.Hour, 0)), &rotatingServer{}, true)
		defer stop()
		changed := agent.Changed()
		agent.Nudge()
		synctest.Wait()
		select {
		case <-changed:
		default:
			t.Error("nobody was told to look again")
		}
	})
}

// TestSummerTime has tokens that expire in the hours that are there twice, or
// not at all.
func TestSummerTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []time.Time{time.Date(2026, 3, 29, 1, 30, 0, 0, berlin), time.Date(2026, 10, 25, 1, 30, 0, 0, berlin)} {
		r := signedIn(time.Hour, 0)
		r.Grant.ObtainedAt, r.Grant.ExpiresAt = day.UTC(), day.UTC().Add(time.Hour)
		for after, want := range map[time.Duration]auth.State{0: auth.StateFresh, 54 * time.Minute: auth.StateFresh, 55 * time.Minute: auth.StateExpiring, time.Hour: auth.StateExpired} {
			if s := auth.NewStatus(r, noProviders{}, day.Add(after)); s.State != want {
				t.Errorf("%s after %v: %s", day, after, s.State)
			}
		}
	}
}
