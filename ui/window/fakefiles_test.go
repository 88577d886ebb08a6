package window

import (
	"context"
	"io/fs"

	"github.com/authfob/authfob/auth"
)

// fakeVault is what imports and exports of a test see of the vault.
type fakeVault struct {
	records []auth.Record
	taken   chan auth.Record // imported
	back    chan auth.AccountID
}

func (a *fakeAgent) Records(context.Context) (auth.Listing, error) {
	return auth.Listing{Records: a.vault.records}, nil
}

func (a *fakeAgent) Import(_ context.Context, r auth.Record) error {
	a.vault.taken <- r
	return nil
}

func (a *fakeAgent) TakeBack(_ context.Context, id auth.AccountID) error {
	a.vault.back <- id
	return nil
}

// noDefinitions is a catalogue without any.
type noDefinitions struct{}

func (noDefinitions) Provider(string) (auth.Provider, bool) { return auth.Provider{}, false }
func (noDefinitions) Source(string) (string, error)         { return "", fs.ErrNotExist }
func (noDefinitions) Own(string) bool                       { return false }
