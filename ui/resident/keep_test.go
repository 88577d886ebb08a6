package resident

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/google/go-cmp/cmp"
)

// one is a vault in memory with one account.
type one struct {
	auth.Vault // nothing else may be asked of it
	mu         sync.Mutex
	r          auth.Record
}

func (v *one) Get(context.Context, auth.AccountID) (auth.Record, error) { return v.r, nil }

func (v *one) Update(ctx context.Context, _ auth.AccountID, fn func(context.Context, auth.Tx) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return fn(ctx, oneTx{v})
}

type oneTx struct{ v *one }

func (t oneTx) Record() auth.Record      { return t.v.r }
func (oneTx) Interrupted() bool          { return false }
func (oneTx) Reserve() error             { return nil }
func (oneTx) Keep() func()               { return func() {} }
func (t oneTx) Save(r auth.Record) error { t.v.r = r; return nil }

// renewals is a server: answer says how long the n-th token lives, or fails.
type renewals struct {
	noServers
	began  time.Time
	at     []time.Duration // when it was asked
	answer func(n int) (life time.Duration, err error)
}

func (s *renewals) Renew(_ context.Context, _ auth.Target, g auth.Grant) (auth.Grant, error) {
	s.at = append(s.at, time.Since(s.began))
	life, err := s.answer(len(s.at))
	if err != nil {
		return g, err
	}
	g.Access = auth.NewSecret(fmt.Sprintf("ACCESS_%d", len(s.at)+1))
	g.ObtainedAt, g.ExpiresAt = time.Now(), time.Now().Add(life)
	return g, nil
}

// kept is a strict copy: it takes nothing after its time, and notes what it
// held from when on.
type kept struct {
	began time.Time
	gone  chan struct{}

	mu   sync.Mutex
	over bool
	held []string
}

func (k *kept) replace(_ context.Context, value auth.Secret) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.over {
		return false
	}
	k.held = append(k.held, fmt.Sprint(time.Since(k.began).Round(time.Second), " ", value.Reveal()))
	return true
}

func (k *kept) end() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.over = true
	close(k.gone)
}

// keepFor keeps a copy of a token that lives an hour for the given time, and
// returns what the clipboard held and when the server was asked.
func keepFor(t *testing.T, d time.Duration, answer func(int) (time.Duration, error), set ...func(*auth.Agent)) (held []string, asked []time.Duration) {
	t.Helper()
	now := time.Now()
	r := account(false)
	r.Grant.ObtainedAt, r.Grant.ExpiresAt = now, now.Add(time.Hour)
	server := &renewals{began: now, answer: answer}
	copied := &kept{began: now, gone: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	k := keeper{
		agent: auth.NewAgent(&one{r: r}, server, noProviders{}), id: r.Account.ID, format: "header",
		copied: Copied{ClearsAt: now.Add(d), Gone: copied.gone, Replace: copied.replace},
	}
	for _, f := range set {
		f(k.agent)
	}
	done := make(chan struct{})
	go func() { k.keep(ctx, r.Grant.ExpiresAt); close(done) }() // ends with the copy
	time.Sleep(d)
	copied.end()
	synctest.Wait()
	select {
	case <-done:
	default:
		t.Error("it goes on after the copy is gone")
	}
	time.Sleep(10 * time.Hour)
	return copied.held, server.at
}

var offline = &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "server.example"}

func TestKeptCopyNeverGoesStale(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		held, asked := keepFor(t, 3*time.Hour, func(int) (time.Duration, error) { return time.Hour, nil })
		want := []string{
			"58m0s Authorization: Bearer ACCESS_2", "1h56m0s Authorization: Bearer ACCESS_3", "2h54m0s Authorization: Bearer ACCESS_4",
		}
		if d := cmp.Diff(want, held); d != "" || len(asked) != 3 {
			t.Errorf("asked %v\n%s", asked, d)
		}
	})
}

// TestKeptCopyOnAMeteredNetwork: what is renewed ahead of time waits there; a copy
// that somebody made, and still has, does not.
func TestKeptCopyOnAMeteredNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		metered := func(a *auth.Agent) { a.HoldBack(true) }
		held, asked := keepFor(t, 2*time.Hour, func(int) (time.Duration, error) { return time.Hour, nil }, metered)
		if len(held) != 2 || len(asked) != 2 {
			t.Errorf("held %q, asked %v, want each token replaced once before its end", held, asked)
		}
	})
}

func TestNothingIsRenewedForACopyThatIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		held, asked := keepFor(t, 57*time.Minute, func(int) (time.Duration, error) { return time.Hour, nil })
		if len(held)+len(asked) > 0 {
			t.Errorf("held %q, asked %v", held, asked)
		}
	})
}

func TestKeepingWaitsForTheNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		held, asked := keepFor(t, 2*time.Hour, func(n int) (time.Duration, error) {
			if n < 6 {
				return 0, offline
			}
			return 2 * time.Hour, nil
		})
		if len(held) != 1 || len(asked) != 6 {
			t.Fatalf("held %q, asked %v", held, asked)
		}
		for i := 1; i < len(asked); i++ {
			if asked[i]-asked[i-1] < 30*time.Second {
				t.Errorf("asked at %v", asked)
			}
		}
	})
}

func TestKeepingEndsWhereAPersonIsNeeded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		held, asked := keepFor(t, 5*time.Hour, func(int) (time.Duration, error) {
			return 0, &auth.Failure{Outcome: auth.OutcomeSignIn, Doing: "renew the token", Code: "invalid_grant"}
		})
		if len(held) != 0 || len(asked) != 1 {
			t.Errorf("held %q, asked %v", held, asked)
		}
	})
}

// TestShortTokensMakeNoStorm counts the requests of the last two minutes of an
// hour: tokens that arrive expired, or nearly so, are asked for ever more rarely.
func TestShortTokensMakeNoStorm(t *testing.T) {
	for life, most := range map[time.Duration]int{time.Second: 5, -time.Minute: 5, 0: 5, time.Minute: 4} {
		synctest.Test(t, func(t *testing.T) {
			_, asked := keepFor(t, time.Hour, func(int) (time.Duration, error) { return life, nil })
			if len(asked) == 0 || len(asked) > most {
				t.Errorf("tokens of %v: asked %d times: %v", life, len(asked), asked)
			}
		})
	}
}
