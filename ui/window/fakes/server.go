package fakes

import (
	"context"

	"github.com/authfob/authfob/auth"
)

// Server is what a test has the server of an account in the making answer.
// Nil answers nothing out of the ordinary.
type Server struct {
	Describe func(context.Context, auth.Record) (auth.Metadata, error)
	Probe    func(context.Context, auth.Record) (auth.Trial, error)
	Try      func(context.Context, auth.Record, auth.Prompt) (auth.Trial, error)
}

func (a *Agent) Draft(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (auth.Record, error) {
	r, err := a.Record(ctx, id)
	if err == nil {
		err = fn(&r)
	}
	return r, err
}

func (a *Agent) Describe(ctx context.Context, r auth.Record) (auth.Metadata, error) {
	a.called("Describe " + r.Account.Protocol.Issuer)
	if a.Server.Describe == nil {
		return auth.Metadata{Issuer: r.Account.Protocol.Issuer}, nil
	}
	return a.Server.Describe(ctx, r)
}

func (a *Agent) Probe(ctx context.Context, r auth.Record) (auth.Trial, error) {
	a.called("Probe")
	if a.Server.Probe == nil {
		return auth.Trial{}, nil
	}
	return a.Server.Probe(ctx, r)
}

func (a *Agent) Try(ctx context.Context, r auth.Record, p auth.Prompt) (auth.Trial, error) {
	a.called("Try")
	return a.Server.Try(ctx, r, p)
}

func (a *Agent) Keep(_ context.Context, acc auth.Account, c auth.Credentials, tr auth.Trial) (auth.AccountID, error) {
	a.called("Keep " + acc.Name + " " + tr.Grant.Access.Reveal())
	id, _, err := a.WhenAdd(acc, c)
	return id, err
}

func (a *Agent) Drop(_ context.Context, _ auth.Record, tr auth.Trial) {
	a.called("Drop " + tr.Grant.Access.Reveal())
}

// Did lists what was called, but for what reads, renews and changes an account.
func (a *Agent) Did() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.calls
}
