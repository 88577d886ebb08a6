package fakes

import (
	"context"
	"io/fs"

	"github.com/authfob/authfob/auth"
)

// Vault is what imports and exports of a test see of the vault.
type Vault struct {
	Records []auth.Record
	Taken   chan auth.Record // imported
	Back    chan auth.AccountID
}

func (a *Agent) Records(context.Context) (auth.Listing, error) {
	return auth.Listing{Records: a.Vault.Records}, nil
}

func (a *Agent) Import(_ context.Context, r auth.Record) error {
	a.Vault.Taken <- r
	return nil
}

func (a *Agent) TakeBack(_ context.Context, id auth.AccountID) error {
	a.Vault.Back <- id
	return nil
}

// NoDefinitions is a catalogue without any.
type NoDefinitions struct{}

func (NoDefinitions) Provider(string) (auth.Provider, bool) { return auth.Provider{}, false }
func (NoDefinitions) Source(string) (string, error)         { return "", fs.ErrNotExist }
func (NoDefinitions) Own(string) bool                       { return false }
