package auth

import (
	"cmp"
	"hash/fnv"
	"slices"
	"time"
)

// clockSlack is how far an instant of ours may lie ahead before the clock must
// have been set back since it was noted.
const clockSlack = time.Minute

// renewAt returns when a renewal ahead of time is due for the account taken by
// itself; zero for never.
func (s *Status) renewAt(now time.Time) time.Time {
	if !s.RenewAhead || !s.Renewable || s.ExpiresAt.IsZero() || s.State == StateLocked || s.State == StateSignInNeeded {
		return time.Time{}
	}
	early := s.expiringWithin()
	early += s.ID.part(early / 2)                                      // many that were signed in together do not come at once
	at := later(s.ExpiresAt.Add(-early), s.ObtainedAt.Add(firstRetry)) // tokens that arrive expired make no storm (requirement 23)
	if ahead(s.ObtainedAt, now) {
		at = now // the clock has been set back: nobody knows the token's age (requirement 95)
	}
	if t := s.Trouble; t != nil && (t.Told || !t.away()) && !ahead(t.At, now) {
		at = later(at, t.RetryAt)
	}
	return at
}

// ahead reports that an instant noted by this computer lies in its future.
func ahead(t, now time.Time) bool { return t.After(now.Add(clockSlack)) }

// turn is a renewal ahead of time and when it is due.
type turn struct {
	id   AccountID
	host string
	at   time.Time
}

// schedule says which renewals ahead of time are due, longest due first, and
// when there is something to look at again; zero for never.
//
// While a server is away, one account asks for all. Once it has answered anybody,
// the others' turns come within seconds, however long they had to wait so far.
// All of it is told from the statuses, so that a restart forgets nothing and
// other processes' doings count. The network was another at nudged; paused are
// accounts that cannot be renewed before an instant for reasons of this
// computer's own.
func schedule(list []*Status, now, nudged time.Time, paused map[AccountID]time.Time) (due []turn, next time.Time) {
	servers := listen(list, now)
	take := func(t turn) {
		if t.at.After(now) {
			next = soonest(next, t.at)
		} else {
			due = append(due, t)
		}
	}
	for _, s := range list {
		at := s.renewAt(now)
		if at.IsZero() {
			continue
		}
		t := turn{s.ID, s.Host, later(at, paused[s.ID])}
		if v := servers[s.Host]; v.isAway() {
			v.offer(s, t, now, nudged)
		} else {
			take(v.release(s, t, now))
		}
	}
	for _, v := range servers {
		if v.probe != nil {
			v.next.at = later(v.next.at, v.askAgain(nudged))
			take(v.next)
		}
	}
	slices.SortFunc(due, func(a, b turn) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) })
	return due, next
}

// listen gathers what the accounts know of their servers.
func listen(list []*Status, now time.Time) map[string]*server {
	servers := map[string]*server{}
	for _, s := range list {
		v := servers[s.Host]
		if v == nil {
			v = &server{}
			servers[s.Host] = v
		}
		v.hear(s, now)
	}
	for _, s := range list {
		servers[s.Host].answer(s, now)
	}
	return servers
}

// part is the account's own fraction of a span: the same each time, and spread
// evenly over many accounts.
func (id AccountID) part(span time.Duration) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return time.Duration(float64(span) * float64(h.Sum32()) / (1 << 32))
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// soonest is the earlier of two instants, of which zero is none.
func soonest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
