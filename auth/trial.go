package auth

import (
	"context"
	"slices"
	"time"
)

// Trial is what came of trying an account before it is saved: nothing of it is
// in the vault. The zero Trial is that of an account that was not tried.
type Trial struct {
	Grant    Grant
	Metadata Metadata
	// Skew is how far this computer's clock is ahead of the server's.
	Skew time.Duration
	// Exchanges are the requests that it took, redacted, also where it failed.
	Exchanges []Exchange
	event     Event
}

// IsZero reports whether there is nothing to keep.
func (tr Trial) IsZero() bool { return tr.Grant.IsZero() }

// Into puts what a trial gave into the record that is saved. One that gave
// nothing changes nothing.
func (tr Trial) Into(r *Record) {
	if tr.IsZero() {
		return
	}
	r.give(tr.Grant)
	r.Metadata = tr.Metadata
	r.note(tr.event)
}

// Draft is the account as Edit would save it, of which nothing is saved.
func (a *Agent) Draft(ctx context.Context, id AccountID, fn func(*Record) error) (Record, error) {
	was, err := a.Record(ctx, id)
	if err != nil {
		return Record{}, err
	}
	r := was
	if err := fn(&r); err != nil {
		return Record{}, err
	}
	a.move(&r, was)
	return r, nil
}

// Describe reads the server's description for an account that need not be
// complete: its issuer, proxy and authorities count.
func (a *Agent) Describe(ctx context.Context, r Record) (md Metadata, err error) {
	defer a.catch("read the server's description", &err)
	return a.servers.Discover(ctx, NewTarget(r, a.providers))
}

// Probe checks an account without a secret leaving for anywhere: its settings,
// its server's description where it has one, and whether the server that gives
// tokens answers.
func (a *Agent) Probe(ctx context.Context, r Record) (tr Trial, err error) {
	defer a.catch("reach the server", &err)
	t := NewTarget(r, a.providers)
	if err := t.Check(); err != nil {
		return Trial{}, err
	}
	ctx, trace := WithTrace(ctx)
	if t, err = a.rediscover(ctx, t); err == nil {
		tr.Skew, err = a.servers.Reach(ctx, t)
	}
	tr.Metadata, tr.Exchanges = t.Metadata, trace.Exchanges()
	return tr, err
}

// Try signs in, or asks for a token where that needs no person. What it gives
// is for Keep or Edit to save, and otherwise for Drop.
func (a *Agent) Try(ctx context.Context, r Record, p Prompt) (Trial, error) {
	t := NewTarget(r, a.providers)
	if err := t.Check(); err != nil {
		return Trial{}, err
	}
	traced, trace := WithTrace(ctx)
	t, g, err := a.authorize(traced, t, p)
	tr := Trial{Metadata: t.Metadata, Exchanges: trace.Exchanges()}
	if err != nil {
		return tr, err
	}
	if !agreed(ctx, p, r.Grant, g) {
		return tr, ErrOtherIdentity
	}
	tr.Grant, tr.Skew, tr.event = g, g.Skew, event("sign_in", t, nil, trace)
	return tr, nil
}

// Keep links an account as Add does, with what its trial gave. No server is asked.
func (a *Agent) Keep(ctx context.Context, acc Account, c Credentials, tr Trial) (AccountID, error) {
	r := newRecord(acc, c)
	t := NewTarget(r, a.providers)
	if err := t.Check(); err != nil {
		return "", err
	}
	tr.Into(&r)
	bind(&r, t.discovered(tr.Metadata))
	if err := a.vault.Add(ctx, r); err != nil {
		return "", err
	}
	return r.Account.ID, nil
}

// Drop tells the server that the tokens of a trial are not wanted. It tells
// nothing where an account of the same client is there: some servers would end
// that one's sign-in too.
func (a *Agent) Drop(ctx context.Context, r Record, tr Trial) {
	t := NewTarget(r, a.providers).discovered(tr.Metadata)
	same := func(s *Status) bool { return s.ClientID == r.Account.ClientID && s.Host == t.Host() }
	if !tr.IsZero() && !slices.ContainsFunc(a.known(), same) {
		a.revoke(ctx, t, tr.Grant)
	}
}
