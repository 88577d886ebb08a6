package window

import (
	"context"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/form"
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
	Edit(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (dropped bool, notice, err error)
	SignIn(ctx context.Context, id auth.AccountID, p auth.Prompt) error
	Call(ctx context.Context, id auth.AccountID, c auth.Call) (auth.Answer, error)
	SignOut(ctx context.Context, id auth.AccountID) (auth.SignedOut, error)
	Remove(ctx context.Context, id auth.AccountID) (auth.SignedOut, error)
}

// accounts is the window's view of the agent.
type accounts interface {
	reader
	changer
	form.Accounts
	transfer.Accounts
}

var _ accounts = (*auth.Agent)(nil)
