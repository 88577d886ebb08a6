package window

import (
	"context"

	"github.com/authfob/authfob/auth"
)

// fakeServer is what a test has the server of an account in the making answer.
// Nil answers nothing out of the ordinary.
type fakeServer struct {
	describe func(context.Context, auth.Record) (auth.Metadata, error)
	probe    func(context.Context, auth.Record) (auth.Trial, error)
	try      func(context.Context, auth.Record, auth.Prompt) (auth.Trial, error)
}

func (a *fakeAgent) Draft(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (auth.Record, error) {
	r, err := a.Record(ctx, id)
	if err == nil {
		err = fn(&r)
	}
	return r, err
}

func (a *fakeAgent) Describe(ctx context.Context, r auth.Record) (auth.Metadata, error) {
	a.called("Describe " + r.Account.Protocol.Issuer)
	if a.server.describe == nil {
		return auth.Metadata{Issuer: r.Account.Protocol.Issuer}, nil
	}
	return a.server.describe(ctx, r)
}

func (a *fakeAgent) Probe(ctx context.Context, r auth.Record) (auth.Trial, error) {
	a.called("Probe")
	if a.server.probe == nil {
		return auth.Trial{}, nil
	}
	return a.server.probe(ctx, r)
}

func (a *fakeAgent) Try(ctx context.Context, r auth.Record, p auth.Prompt) (auth.Trial, error) {
	a.called("Try")
	return a.server.try(ctx, r, p)
}

func (a *fakeAgent) Keep(_ context.Context, acc auth.Account, c auth.Credentials, tr auth.Trial) (auth.AccountID, error) {
	a.called("Keep " + acc.Name + " " + tr.Grant.Access.Reveal())
	id, _, err := a.add(acc, c)
	return id, err
}

func (a *fakeAgent) Drop(_ context.Context, _ auth.Record, tr auth.Trial) {
	a.called("Drop " + tr.Grant.Access.Reveal())
}

// did lists what was called, without the reading of the vault.
func (a *fakeAgent) did() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.calls
}
