package auth

import (
	"context"
	"errors"
	"slices"
	"time"
)

// ErrSigningIn is the answer while a sign-in of the account is already under way.
var ErrSigningIn = errors.New("a sign-in of this account is already under way")

// SignIn runs the flow that the account's grant needs and stores what it gave.
// The vault is probed first: a sign-in that cannot be stored would be lost.
// Until it succeeds, what the account had stays as it was.
func (a *Agent) SignIn(ctx context.Context, id AccountID, p Prompt) error {
	if !a.beginSignIn(id) {
		return ErrSigningIn
	}
	defer a.endSignIn(id)
	r, err := a.probe(ctx, id)
	if err != nil {
		return err
	}
	traced, trace := WithTrace(ctx)
	t, g, err := a.authorize(traced, NewTarget(r, a.providers), p)
	if err != nil {
		a.noteFailed(ctx, id, t, err, trace)
		return err
	}
	if !agreed(ctx, p, r.Grant, g) {
		return ErrOtherIdentity
	}
	// From here on nothing may stop it: the grant is ours and must be kept.
	return a.update(context.WithoutCancel(ctx), id, func(_ context.Context, tx Tx) error {
		r := tx.Record()
		r.give(g)
		r.Metadata = t.Metadata
		r.note(event("sign_in", t, nil, trace))
		return a.save(tx, r)
	})
}

// agreed reports that a sign-in is the same person's as before, or meant to be
// another's.
func agreed(ctx context.Context, p Prompt, was, is Grant) bool {
	if was.Subject == "" || is.Subject == "" || was.Subject == is.Subject {
		return true
	}
	return p.OtherIdentity != nil && p.OtherIdentity(ctx, was.Subject, is.Subject)
}

// authorize asks the server of t, whose addresses are read anew, for a grant.
func (a *Agent) authorize(ctx context.Context, was Target, p Prompt) (t Target, g Grant, err error) {
	defer a.catch("sign in", &err)
	t, err = a.rediscover(ctx, was)
	if err == nil {
		t, err = a.withSource(ctx, t)
	}
	if err != nil {
		return t, Grant{}, err
	}
	g, err = a.servers.Authorize(ctx, t, p)
	return t, g, err
}

// noteFailed keeps what came of a sign-in that failed for the history, and
// nothing else. A person who gave up is no failure.
func (a *Agent) noteFailed(ctx context.Context, id AccountID, t Target, err error, trace *Trace) {
	if _, failed := errors.AsType[*Failure](err); !failed {
		return
	}
	// That the vault cannot be written is told by what comes next.
	_ = a.amend(context.WithoutCancel(ctx), id, func(r *Record) { r.note(event("sign_in", t, err, trace)) })
}

// amend writes a small change to a record under its lock.
func (a *Agent) amend(ctx context.Context, id AccountID, fn func(*Record)) error {
	return a.update(ctx, id, func(_ context.Context, tx Tx) error {
		r := tx.Record()
		fn(&r)
		if err := tx.Save(r); err != nil {
			return err
		}
		a.note(r)
		return nil
	})
}

func (a *Agent) beginSignIn(id AccountID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.signIns[id] {
		return false
	}
	a.signIns[id] = true
	return true
}

func (a *Agent) endSignIn(id AccountID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.signIns, id)
}

// probe reads the record and makes sure that it could be written.
func (a *Agent) probe(ctx context.Context, id AccountID) (Record, error) {
	var r Record
	err := a.update(ctx, id, func(_ context.Context, tx Tx) error {
		r = tx.Record()
		return tx.Reserve()
	})
	return r, err
}

// rediscover reads the server's description anew, so that a sign-in follows a
// server that moved; a move to another origin needs the secrets again, which
// the Authorizer checks against Credentials.Origins.
func (a *Agent) rediscover(ctx context.Context, t Target) (Target, error) {
	if t.Protocol.Issuer == "" {
		return t, nil
	}
	md, err := a.servers.Discover(ctx, t)
	if err != nil {
		return t, err
	}
	return t.discovered(md), nil
}

// Add links an account: it is checked, its server's description read where it
// has one, and stored. No browser is opened. The Failure of a server that
// cannot be reached now comes back as notice, with the account stored.
func (a *Agent) Add(ctx context.Context, acc Account, c Credentials) (id AccountID, notice error, err error) {
	r := newRecord(acc, c)
	notice, err = a.complete(ctx, &r)
	if err != nil {
		return "", nil, err
	}
	if err := a.vault.Add(ctx, r); err != nil {
		return "", nil, err
	}
	return r.Account.ID, notice, nil
}

// newRecord is an account that is linked now, under a fresh ID.
func newRecord(acc Account, c Credentials) Record {
	acc.ID = NewAccountID()
	acc.CreatedAt = time.Now().UTC().Round(0)
	return Record{Account: acc, Credentials: c}
}

// bind keeps secrets to the servers that they were entered for. (requirement 83)
func bind(r *Record, t Target) {
	if !r.Credentials.IsZero() && len(r.Credentials.Origins) == 0 && !t.NeedsDiscovery() {
		r.Credentials.Origins = t.SecretOrigins()
	}
}

// complete checks a new or edited record and reads its server's description.
func (a *Agent) complete(ctx context.Context, r *Record) (notice, err error) {
	t := NewTarget(*r, a.providers)
	if err := t.checkWhole(); err != nil {
		return nil, err
	}
	if err := a.servers.CheckKeys(t); err != nil {
		return nil, err
	}
	if t.NeedsDiscovery() {
		md, err := a.servers.Discover(ctx, t)
		switch {
		case err == nil:
			r.Metadata = md
			t = t.discovered(md)
		case outcome(err) == OutcomeUnreachable:
			notice = err
		default:
			return nil, err
		}
	}
	bind(r, t)
	return notice, nil
}

// Edit changes an account. fn gets the record as it is now and changes its
// Account and Credentials; it may put a Trial into it. Where the servers that
// get secrets change, secrets and grant are dropped unless fn put in new ones
// (requirement 83); dropped says so.
func (a *Agent) Edit(ctx context.Context, id AccountID, fn func(*Record) error) (dropped bool, notice error, err error) {
	err = a.update(ctx, id, func(ctx context.Context, tx Tx) error {
		was := tx.Record()
		r := was
		if err := fn(&r); err != nil {
			return err
		}
		dropped = a.move(&r, was)
		if notice, err = a.complete(ctx, &r); err != nil {
			return err
		}
		return tx.Save(r)
	})
	return dropped, notice, err
}

// move forgets what was read of, entered for and given by other servers than
// those that r points to now, and says whether there was anything but what was
// read.
func (a *Agent) move(r *Record, was Record) bool {
	if r.Account.Protocol.Issuer != was.Account.Protocol.Issuer && r.Metadata.FetchedAt.Equal(was.Metadata.FetchedAt) {
		r.Metadata = Metadata{}
	}
	before, now := NewTarget(was, a.providers).SecretOrigins(), NewTarget(*r, a.providers)
	same := r.Account.Protocol.Issuer == was.Account.Protocol.Issuer &&
		r.Account.Proxy == was.Account.Proxy && r.Account.CA == was.Account.CA &&
		!slices.ContainsFunc(now.SecretOrigins(), func(o string) bool { return !slices.Contains(before, o) })
	if same {
		return false
	}
	r.Credentials.Origins, r.CallOrigins = nil, nil
	dropped := false
	for _, s := range []struct{ is, was *Secret }{
		{&r.Credentials.ClientSecret, &was.Credentials.ClientSecret},
		{&r.Credentials.Password, &was.Credentials.Password},
		{&r.Credentials.PrivateKey, &was.Credentials.PrivateKey},
		{&r.Credentials.CertificateKey, &was.Credentials.CertificateKey},
	} {
		if !s.is.IsZero() && s.is.Equal(*s.was) {
			*s.is, dropped = Secret{}, true
		}
	}
	if !r.Grant.IsZero() && r.Grant.ObtainedAt.Equal(was.Grant.ObtainedAt) {
		r.give(Grant{})
		dropped = true
	}
	return dropped
}

// SignedOut says what became of a sign-out at the server.
type SignedOut struct {
	Had     bool  // there was a grant to forget
	Revoked bool  // the server confirmed
	Err     error // why the server could not be told; nil with Revoked false: it has no such endpoint
}

// revokeTimeout bounds telling the server. (requirement 32)
const revokeTimeout = 10 * time.Second

// SignOut revokes the grant at the server where that is possible, and forgets
// it here in every case. The account stays. Where the change could not be
// saved, the server is not told either.
func (a *Agent) SignOut(ctx context.Context, id AccountID) (out SignedOut, err error) {
	err = a.update(ctx, id, func(ctx context.Context, tx Tx) error {
		if err := tx.Reserve(); err != nil {
			return err
		}
		r := tx.Record()
		t := NewTarget(r, a.providers)
		traced, trace := WithTrace(ctx)
		out = a.revoke(traced, t, r.Grant)
		r.give(Grant{})
		r.note(event("sign_out", t, out.Err, trace))
		if err := tx.Save(r); err != nil {
			return err
		}
		a.note(r)
		return nil
	})
	return out, err
}

// Remove revokes the grant where that is possible and deletes the account with
// its secrets in every case.
func (a *Agent) Remove(ctx context.Context, id AccountID) (out SignedOut, err error) {
	err = a.vault.Delete(ctx, id, func(ctx context.Context, r Record) {
		out = a.revoke(ctx, NewTarget(r, a.providers), r.Grant)
	})
	if err == nil {
		a.forget(id)
		a.unnote(ctx)
	}
	return out, err
}

func (a *Agent) revoke(ctx context.Context, t Target, g Grant) SignedOut {
	if g.IsZero() {
		return SignedOut{}
	}
	ctx, cancel := context.WithTimeout(ctx, revokeTimeout)
	defer cancel()
	revoked, err := a.servers.Revoke(ctx, t, g)
	return SignedOut{Had: true, Revoked: revoked, Err: err}
}
