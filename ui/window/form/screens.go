// Package form is an account as a person fills it in: a new one and one that is
// changed, what an issuer says of itself meanwhile, and the test before it is saved.
package form

import (
	"context"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/kit"
)

// Screens are the dialogs that add an account and change one.
type Screens struct {
	*kit.Stage
	Needs
}

// Needs are what they need beside the stage.
type Needs struct {
	Accounts  Accounts
	Catalogue Catalogue                // fills the first page; may be nil
	All       func() []auth.Status     // the accounts that there are
	Defaults  func() settings.Settings // what a new one starts with
	// Protect has the person choose the passphrase of the vault that the first
	// account makes, and goes on with then; nil where none is of use.
	Protect func(then func())
	// Added goes on with a new account: it is shown, and signed in to where that
	// is what it needs next.
	Added func(id auth.AccountID, signIn bool)
	// Failed says at an account what went wrong.
	Failed func(id auth.AccountID, err error)
	// SignIn opens the dialog of a sign-in to something of this name.
	SignIn func(name string, s SignIn)
	// WayOf is what helps against a failure: doing it again, or a field.
	WayOf func(helps auth.Remedy, again func(), edit func(flag string)) kit.Way
}

// SignIn is a sign-in to an account that is not saved yet.
type SignIn struct {
	Work  func(context.Context, auth.Prompt) error // off the UI goroutine
	Again func()                                   // starts another one
	Edit  func(flag string)                        // shows a field
	Done  func()                                   // it worked
}

// Catalogue is the list of known providers; package auth/catalog has it.
type Catalogue interface {
	All() []auth.Provider
}

// Accounts are what is written and what is tried before that. The calls are made
// off the UI goroutine.
type Accounts interface {
	Record(ctx context.Context, id auth.AccountID) (auth.Record, error)
	Target(r auth.Record) auth.Target
	Add(ctx context.Context, acc auth.Account, c auth.Credentials) (id auth.AccountID, notice, err error)
	Edit(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (dropped bool, notice, err error)

	Draft(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (auth.Record, error)
	Describe(ctx context.Context, r auth.Record) (auth.Metadata, error)
	Probe(ctx context.Context, r auth.Record) (auth.Trial, error)
	Try(ctx context.Context, r auth.Record, p auth.Prompt) (auth.Trial, error)
	Keep(ctx context.Context, acc auth.Account, c auth.Credentials, tr auth.Trial) (auth.AccountID, error)
	Drop(ctx context.Context, r auth.Record, tr auth.Trial)
}

// New returns the screens on a stage.
func New(g *kit.Stage, n Needs) *Screens { return &Screens{Stage: g, Needs: n} }
