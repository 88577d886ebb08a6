package auth

import (
	"context"
	"errors"
	"time"
)

// TokenOptions say which token is wanted. The zero value: one that is valid
// for a minute more, renewed where needed.
type TokenOptions struct {
	// MinValid is how long the token must still be valid. 0 means what the
	// provider's definition says, and where it says nothing a minute, or
	// a tenth of its life for tokens that live under two minutes.
	MinValid time.Duration
	// After asks for a token obtained after this instant, however long the one
	// at hand would last.
	After time.Time
	// Cached takes what the vault holds, however old, and asks no server.
	Cached bool
	// Bearer names the member of the reply to hand out instead of the
	// account's own ("id_token", say).
	Bearer string
}

// Token returns a token of the account that meets opt, renewing it first where
// needed. A token that is still valid but could not be renewed comes with a
// Warning, and so does a new one that is not saved yet. Errors are *Failure,
// ErrNotFound, ErrLocked, ErrBusy or ctx's.
//
// Once a server has been asked, the exchange is carried through and saved even
// when ctx ends: a rotated refresh token must not be lost (requirement 81).
func (a *Agent) Token(ctx context.Context, id AccountID, opt TokenOptions) (Token, error) {
	started := time.Now()
	r, err := a.Record(ctx, id)
	if err != nil {
		return Token{}, err
	}
	if opt.Cached {
		return cachedToken(r, opt)
	}
	if least := a.Target(r).Protocol.MinValid; opt.MinValid == 0 && least > 0 {
		opt.MinValid = time.Duration(least) * time.Second
	}
	if serves(r, opt, started) && !a.vault.Interrupted(id) {
		t := newToken(r, opt)
		if _, unsaved := a.inMemory(id); unsaved != nil {
			t.Warning = unsaved
		}
		return t, nil
	}
	if own := opt; opt.Bearer != "" && r.Grant.Field(opt.Bearer).IsZero() {
		// Another answer of the same server would not have that member either.
		if own.Bearer = ""; serves(r, own, started) {
			return Token{}, noMember(opt)
		}
	}
	var failed error
	err = a.update(ctx, id, func(ctx context.Context, tx Tx) error {
		r = tx.Record()
		if serves(r, opt, started) && !toRescue(tx) { // somebody renewed it while we waited
			return nil
		}
		if t := r.Trouble; t != nil && t.At.After(started) { // somebody tried and failed while we waited
			failed = t.Failure()
			return nil
		}
		r, failed = a.renew(ctx, tx, nil)
		return nil
	})
	if err != nil && ctx.Err() == nil && !errors.Is(err, ErrLocked) && !errors.Is(err, ErrNotFound) {
		failed, err = err, nil // nobody was asked here either: what there is still counts
	}
	if err != nil {
		return Token{}, err
	}
	return settle(r, opt, failed)
}

// settle decides what a caller gets after a renewal: the new token, the old one
// with a warning while it is valid, or the failure.
func settle(r Record, opt TokenOptions, failed error) (Token, error) {
	value, unsaved := r.Grant.Field(opt.Bearer), errors.As(failed, new(*UnsavedError))
	switch {
	case value.IsZero() && (failed == nil || unsaved):
		return Token{}, noMember(opt)
	case failed == nil:
		return newToken(r, opt), nil
	case unsaved && serves(r, opt, time.Now()):
	case value.IsZero() || !opt.After.IsZero() || !validAt(r.Grant, time.Now()):
		return Token{}, failed
	}
	t := newToken(r, opt)
	t.Warning = failed
	return t, nil
}

// noMember says that the server does not give what was asked for.
func noMember(opt TokenOptions) *Failure {
	return &Failure{
		Outcome: OutcomeInvalid, Doing: "get a token",
		Reason: "the server's answers have no " + or(Clean(opt.Bearer, 60), "bearer") + " for this account",
	}
}

// errNotNow is why a renewal ahead of time did not come about.
var errNotNow = errors.New("it is not this account's turn")

// renew asks the server for a new token under the account's lock, and saves
// what came of it. The record returned is as it stands afterwards. Where there
// is a gate, the server is asked behind it.
func (a *Agent) renew(ctx context.Context, tx Tx, enter gate) (Record, error) {
	r := tx.Record()
	t := NewTarget(r, a.providers)
	if !t.Renewable(r.Grant) {
		return r, a.needSignIn(r)
	}
	if err := tx.Reserve(); err != nil {
		return r, err // nobody was asked: what there is still stands
	}
	leave := func(*Trouble) {}
	if enter != nil {
		var ok bool
		if leave, ok = enter(ctx); !ok {
			return r, errNotNow
		}
	}
	defer a.begin(r.Account.ID)()
	ctx, trace := WithTrace(context.WithoutCancel(ctx))
	g, md, err := a.ask(ctx, t, r.Grant)
	r.Metadata = md
	if err != nil {
		err = explained(err, tx.Interrupted(), r.Older)
		r.Trouble = trouble(err, r.Trouble)
	} else {
		r.give(g)
	}
	leave(r.Trouble)
	r.note(event("renew", t, err, trace))
	if err == nil {
		return r, a.save(tx, r)
	}
	a.note(r)
	if e := tx.Save(r); e != nil {
		return r, &unnoted{err, e}
	}
	return r, err
}

// unnoted is a server's failure that the vault does not know of.
type unnoted struct {
	error
	vault error
}

func (e *unnoted) Unwrap() error { return e.error }

// ours is what this computer is to blame for in a renewal's error: what a server
// said is in the record.
func ours(err error) error {
	var u *unnoted
	switch {
	case errors.As(err, &u):
		return u.vault
	case errors.Is(err, errNotNow), errors.As(err, new(*Failure)):
		return nil
	}
	return err
}

// ask renews at the known endpoint, discovering it first where it is not known
// and once more where the server has moved it (404, 410).
func (a *Agent) ask(ctx context.Context, t Target, g Grant) (renewed Grant, md Metadata, err error) {
	renewed, md = g, t.Metadata
	defer a.catch("renew the token", &err)
	if t.NeedsDiscovery() {
		found, err := a.servers.Discover(ctx, t)
		if err != nil {
			return g, md, err
		}
		t = t.discovered(found)
		md = found
	}
	if t, err = a.withSource(ctx, t); err != nil {
		return g, md, err
	}
	renewed, err = a.servers.Renew(ctx, t, g)
	return renewed, md, err
}

// discovered returns t with its addresses completed from md.
func (t Target) discovered(md Metadata) Target {
	t.Metadata = md
	t.Protocol.Endpoints = t.Declared().Endpoints.Or(md.Endpoints)
	return t
}

func (a *Agent) needSignIn(r Record) error {
	if r.Trouble != nil && r.Trouble.Outcome == OutcomeSignIn {
		return r.Trouble.Failure()
	}
	if r.Grant.IsZero() {
		return signInNeeded("the account is not signed in yet")
	}
	if ahead(r.Grant.ObtainedAt, time.Now()) {
		return signInNeeded("this computer's clock has been set back, so nobody knows whether the token is still valid, and it cannot be renewed")
	}
	return signInNeeded("the token has expired and cannot be renewed")
}

// explained says why a grant is dead, where this computer knows: after a crash
// between request and save, or because an older copy of it was put back.
func explained(err error, interrupted, older bool) error {
	var f *Failure
	if !errors.As(err, &f) || f.Outcome != OutcomeSignIn || !interrupted && !older {
		return err
	}
	g := *f
	g.Reason = "Authfob was interrupted while renewing the last time"
	if !interrupted {
		g.Reason = "an older copy of this account was put back, and its refresh token was spent"
	}
	return &g
}

func outcome(err error) Outcome {
	var f *Failure
	if errors.As(err, &f) {
		return f.Outcome
	}
	return ""
}

// event is a line of history about what came of asking t's server.
func event(what string, t Target, err error, trace *Trace) Event {
	e := Event{At: time.Now().UTC().Round(0), What: what, Host: t.Host(), OK: err == nil, Exchanges: trace.Exchanges()}
	var f *Failure
	if errors.As(err, &f) {
		e.Code, e.Detail = f.Code, or(f.Reason, f.Description)
	}
	return e
}

// serves reports whether the record's token meets opt at the instant now.
func serves(r Record, opt TokenOptions, now time.Time) bool {
	g := r.Grant
	if ahead(g.ObtainedAt, time.Now()) { // the clock has been set back: nobody knows the token's age
		return false
	}
	if g.Field(opt.Bearer).IsZero() || r.Trouble != nil && r.Trouble.Outcome == OutcomeSignIn && !validAt(g, now) {
		return false
	}
	if !opt.After.IsZero() {
		return g.ObtainedAt.After(opt.After)
	}
	if g.ExpiresAt.IsZero() {
		return true
	}
	if g.ObtainedAt.After(now) && validAt(g, now) { // renewed while this caller waited: nothing fresher is to be had
		return true
	}
	return g.ExpiresAt.Sub(now) > minValid(g, opt)
}

func minValid(g Grant, opt TokenOptions) time.Duration {
	if opt.MinValid > 0 {
		return opt.MinValid
	}
	if life := g.Life(); life < 2*leastValidity {
		return life / 10
	}
	return leastValidity
}

func validAt(g Grant, now time.Time) bool {
	return !g.ObtainedAt.IsZero() && !ahead(g.ObtainedAt, time.Now()) && (g.ExpiresAt.IsZero() || now.Before(g.ExpiresAt))
}

func cachedToken(r Record, opt TokenOptions) (Token, error) {
	if r.Grant.Field(opt.Bearer).IsZero() {
		return Token{}, signInNeeded("the vault holds no token of this account yet")
	}
	return newToken(r, opt), nil
}

func newToken(r Record, opt TokenOptions) Token {
	g := r.Grant
	t := Token{
		Account: r.Account.Name, Value: g.Field(opt.Bearer), Type: "Bearer",
		ObtainedAt: g.ObtainedAt, ExpiresAt: g.ExpiresAt, ExpirySource: g.ExpirySource,
		Scopes: g.Scopes, KeepFresh: r.Account.KeepFresh, Notices: r.Notices(),
	}
	if t.ExpirySource == "" {
		t.ExpirySource = ExpiryUnknown
	}
	return t
}
