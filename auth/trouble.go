package auth

import (
	"errors"
	"math/rand/v2"
	"time"
)

// Trouble is a Failure as it is remembered.
type Trouble struct {
	Outcome     Outcome   `json:"outcome"`
	Doing       string    `json:"doing,omitempty"`
	Host        string    `json:"host,omitempty"`
	Status      int       `json:"status,omitempty"`
	Code        string    `json:"code,omitempty"`
	Description string    `json:"description,omitempty"`
	Reason      string    `json:"reason,omitempty"`
	Helps       Remedy    `json:"helps,omitempty"`
	At          time.Time `json:"at"`
	RetryAt     time.Time `json:"retry_at,omitzero"`
	Told        bool      `json:"told,omitempty"`  // RetryAt is the server's wish, not our back-off
	Count       int       `json:"count,omitempty"` // failures in a row
}

// away reports that nobody there answered sensibly, which is likely to be true
// of every account at that server: no network, a portal's page, a server that is
// down. Too many requests (429) are one client's.
func (t *Trouble) away() bool {
	return t != nil && t.Outcome == OutcomeUnreachable && t.Host != "" && t.Status != 429
}

// silent reports that not even the server itself answered: there was no HTTP
// answer, or one that a portal gives (RFC 6585 6).
func (t *Trouble) silent() bool { return t.away() && (t.Status < 400 || t.Status == 511) }

// Failure gives the remembered failure back as an error.
func (t *Trouble) Failure() *Failure {
	return &Failure{
		Outcome: t.Outcome, Doing: t.Doing, Host: t.Host, Status: t.Status,
		Code: t.Code, Description: t.Description, Reason: t.Reason, RetryAt: t.RetryAt, Helps: t.Helps,
	}
}

// Back-off between automatic attempts. (requirement 28)
const (
	firstRetry   = 30 * time.Second
	longestFirst = firstRetry + firstRetry/4 // with its jitter
	lastRetry    = time.Hour
	// lastAway is the longest back-off from a server that may be well again at
	// any moment, its jitter not counted.
	lastAway = 4 * time.Minute
)

// trouble remembers err for the record; before is what was remembered so far.
func trouble(err error, before *Trouble) *Trouble {
	now := time.Now().UTC().Round(0)
	t := &Trouble{Outcome: OutcomeUnreachable, Reason: "the attempt was given up", At: now}
	var f *Failure
	if errors.As(err, &f) {
		t = &Trouble{
			Outcome: f.Outcome, Doing: f.Doing, Host: f.Host, Status: f.Status,
			Code: f.Code, Description: f.Description, Reason: f.Reason, At: now, RetryAt: f.RetryAt, Helps: f.Helps,
		}
	}
	if before != nil {
		t.Count = before.Count
	}
	t.Count++
	t.Told = !t.RetryAt.IsZero()
	switch {
	case t.Outcome == OutcomeSignIn:
	case t.Told: // a server can ask for more patience, not for a storm
		t.RetryAt = later(t.RetryAt.Add(rand.N(firstRetry/4)), now.Add(backoff(1, lastRetry)))
	case t.silent(): // it costs no server anything, and the network may be back any moment
		t.RetryAt = now.Add(backoff(1, lastRetry))
	case t.away():
		t.RetryAt = now.Add(backoff(t.Count, lastAway))
	default:
		t.RetryAt = now.Add(backoff(t.Count, lastRetry))
	}
	return t
}

func backoff(count int, longest time.Duration) time.Duration {
	d := min(firstRetry<<min(count-1, 7), longest)
	return d + rand.N(d/4)
}
