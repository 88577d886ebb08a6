package auth

import "time"

const (
	// released spreads the accounts of a server that answers again: first those
	// that only had to wait, then those that had asked in vain. (requirement 96)
	released = 10 * time.Second
	// nudgedAfter is how soon a server that did not answer is asked again when
	// the network is another, and settles how long that network gets to come up.
	nudgedAfter, settles = 10 * time.Second, time.Second
)

// server is what the accounts' statuses say about one host.
type server struct {
	away  *Trouble  // the last attempt there that nobody answered
	back  time.Time // the first answer after that; zero while there is none
	probe *Status   // the account to ask with while it is away
	next  turn      // of that account, taken by itself
}

// hear takes in what an account knows of the server.
func (v *server) hear(s *Status, now time.Time) {
	if t := s.Trouble; t.away() && !ahead(t.At, now) && (v.away == nil || t.At.After(v.away.At)) {
		v.away = t
	}
}

// answer takes in when an account had an answer, once all were heard.
func (v *server) answer(s *Status, now time.Time) {
	at := s.ObtainedAt
	if t := s.Trouble; t != nil && !t.away() && t.Status != 0 {
		at = later(at, t.At)
	}
	if v.away != nil && at.After(v.away.At) && !ahead(at, now) {
		v.back = soonest(v.back, at)
	}
}

func (v *server) isAway() bool { return v.away != nil && v.back.IsZero() }

// release is the turn of an account whose server answers. Those that had to wait
// for that are spread, and nobody asks at once after an attempt of its own.
// (requirement 28)
func (v *server) release(s *Status, t turn, now time.Time) turn {
	waited := t.at.Before(v.back)
	if waited {
		t.at = v.back.Add(s.ID.part(released))
	}
	if s.Trouble.away() && !ahead(s.Trouble.At, now) {
		if waited { // it may be the account's own: let it not stop the others
			t.at = t.at.Add(released)
		}
		t.at = later(t.at, s.Trouble.At.Add(firstRetry))
	}
	return t
}

// offer considers an account for asking whether the server is back. Of those
// that are due, the one that has not asked for longest is taken, so that one
// account's own trouble does not keep the others waiting.
func (v *server) offer(s *Status, t turn, now, nudged time.Time) {
	if s.Trouble.away() && !nudged.After(s.Trouble.At) && !ahead(s.Trouble.At, now) {
		t.at = later(t.at, s.Trouble.RetryAt)
	}
	due, best := !t.at.After(now), v.probe != nil && !v.next.at.After(now)
	switch {
	case v.probe == nil, due && !best,
		due && best && s.tried().Before(v.probe.tried()),
		!due && !best && t.at.Before(v.next.at):
		v.probe, v.next = s, t
	}
}

// tried is when the account's last attempt failed; zero when it did not.
func (s *Status) tried() time.Time {
	if s.Trouble == nil {
		return time.Time{}
	}
	return s.Trouble.At
}

// askAgain returns when a server that is away is asked again.
func (v *server) askAgain(nudged time.Time) time.Time {
	if v.away.Told { // its own wish counts, whatever the network does
		return v.away.RetryAt
	}
	at := earlier(v.away.RetryAt, v.away.At.Add(longestFirst))
	if nudged.After(v.away.At) {
		at = earlier(at, later(nudged.Add(settles), v.away.At.Add(nudgedAfter)))
	}
	return at
}
