package window

import (
	"context"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/transfer"
)

// reader is what the window reads of an *auth.Agent.
type reader interface {
	Snapshot() ([]auth.Status, error)
	Changed() <-chan struct{}
	Loaded() bool
	Load(ctx context.Context) error
	Record(ctx context.Context, id auth.AccountID) (auth.Record, error)
	Target(r auth.Record) auth.Target
}

// changer is what the window changes through an *auth.Agent.
type changer interface {
	Token(ctx context.Context, id auth.AccountID, opt auth.TokenOptions) (auth.Token, error)
	Add(ctx context.Context, acc auth.Account, c auth.Credentials) (id auth.AccountID, notice, err error)
	Edit(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (dropped bool, notice, err error)
	SignIn(ctx context.Context, id auth.AccountID, p auth.Prompt) error
	Call(ctx context.Context, id auth.AccountID, c auth.Call) (auth.Answer, error)
	SignOut(ctx context.Context, id auth.AccountID) (auth.SignedOut, error)
	Remove(ctx context.Context, id auth.AccountID) (auth.SignedOut, error)
}

// rehearser is how the window tries an account before it is saved.
type rehearser interface {
	Draft(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (auth.Record, error)
	Describe(ctx context.Context, r auth.Record) (auth.Metadata, error)
	Probe(ctx context.Context, r auth.Record) (auth.Trial, error)
	Try(ctx context.Context, r auth.Record, p auth.Prompt) (auth.Trial, error)
	Keep(ctx context.Context, acc auth.Account, c auth.Credentials, tr auth.Trial) (auth.AccountID, error)
	Drop(ctx context.Context, r auth.Record, tr auth.Trial)
}

// accounts is the window's view of the agent.
type accounts interface {
	reader
	changer
	rehearser
	transfer.Accounts
}

var _ accounts = (*auth.Agent)(nil)
