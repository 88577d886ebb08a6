package auth

import (
	"cmp"
	"strings"
	"time"
)

// State is what an account's row says first.
type State string

// The states, in the order of how much they need a person.
const (
	StateSignInNeeded State = "sign_in_needed"
	StateExpired      State = "expired"
	StateOffline      State = "offline"
	StateExpiring     State = "expiring"
	StateFresh        State = "fresh"
	StateLocked       State = "locked"
)

// States lists every State, those that need a person first.
func States() []State {
	return []State{StateSignInNeeded, StateExpired, StateOffline, StateExpiring, StateFresh, StateLocked}
}

// Status is an account as surfaces see it: immutable, and without a secret.
type Status struct {
	ID           AccountID
	Name         string
	Provider     string // catalogue ID; "" when the endpoints are the account's own
	ProviderName string
	Mark, Color  string // of the provider; may be ""
	Grant        GrantType
	Host         string // of the issuer or token endpoint: who is asked
	Issuer       string
	ClientID     string
	Subject      string
	Scopes       []string // granted, or asked for while there is no grant
	Tags         []string
	State        State
	ObtainedAt   time.Time // zero before the first token
	ExpiresAt    time.Time // zero when unknown
	ExpirySource ExpirySource
	Renewable    bool // a new token needs no person
	RenewAhead   bool
	KeepFresh    time.Duration // see Account.KeepFresh
	Trouble      *Trouble      // the last attempt's failure, or nil
	Older        bool          // see Record.Older
}

// leastValidity is how long a token is valid at least when it is handed out,
// unless its whole life is too short for that.
const leastValidity = time.Minute

// expiringWithin is the longest remaining time that shows as expiring.
const expiringWithin = 5 * time.Minute

// NewStatus says how the account of record r stands at the instant now.
func NewStatus(r Record, providers Providers, now time.Time) Status {
	t := NewTarget(r, providers)
	g := r.Grant
	s := Status{
		ID: r.Account.ID, Name: r.Account.Name, Provider: r.Account.Provider, ProviderName: t.Provider.Name,
		Mark: t.Provider.Mark, Color: t.Provider.Color,
		Grant: r.Account.Grant, Host: t.Host(), Issuer: or(g.Issuer, t.Protocol.Issuer),
		ClientID: r.Account.ClientID, Subject: g.Subject, Scopes: g.Scopes, Tags: r.Account.Tags,
		ObtainedAt: g.ObtainedAt, ExpiresAt: g.ExpiresAt, ExpirySource: g.ExpirySource,
		Renewable: t.Renewable(g), RenewAhead: r.Account.RenewAhead, KeepFresh: r.Account.KeepFresh, Trouble: r.Trouble, Older: r.Older,
	}
	if len(s.Scopes) == 0 {
		s.Scopes = r.Account.Scopes
	}
	s.State = s.StateAt(now)
	return s
}

// StateAt says how the account stands at the instant now: time alone can
// change it.
func (s Status) StateAt(now time.Time) State {
	if s.State == StateLocked {
		return StateLocked
	}
	dead := s.Trouble != nil && s.Trouble.Outcome == OutcomeSignIn
	none := s.ObtainedAt.IsZero()
	expired := none || !s.ExpiresAt.IsZero() && (!now.Before(s.ExpiresAt) || ahead(s.ObtainedAt, now)) // of unknown age, where the clock has been set back
	switch {
	case dead, expired && !s.Renewable:
		return StateSignInNeeded
	case expired && s.Trouble != nil && s.Trouble.Outcome == OutcomeUnreachable:
		return StateOffline
	case expired:
		return StateExpired
	case !s.ExpiresAt.IsZero() && s.ExpiresAt.Sub(now) <= s.expiringWithin():
		return StateExpiring
	}
	return StateFresh
}

// Unsaved reports that the new token is in memory only, which must not end before
// it is saved.
func (s Status) Unsaved() bool { return s.Trouble != nil && s.Trouble.Outcome == OutcomeUnsaved }

func (s Status) expiringWithin() time.Duration {
	return min(expiringWithin, s.ExpiresAt.Sub(s.ObtainedAt)/10)
}

// NextChange returns the instant at which StateAt changes by time alone, or
// zero when it does not.
func (s Status) NextChange(now time.Time) time.Time {
	if s.ExpiresAt.IsZero() || s.ObtainedAt.IsZero() || s.State == StateLocked {
		return time.Time{}
	}
	for _, at := range []time.Time{s.ExpiresAt.Add(-s.expiringWithin()), s.ExpiresAt} {
		if at.After(now) {
			return at
		}
	}
	return time.Time{}
}

// Host names the server that is asked for tokens, as shown to people.
func (t Target) Host() string {
	return Host(or(t.Protocol.Issuer, or(t.Protocol.Endpoints.Token, t.Protocol.Endpoints.Authorize)))
}

// byName is the order of a list in which rows do not jump while tokens age: only
// what needs a person is put before the rest.
func byName(a, b *Status) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
}
