package share

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/authfob/authfob/auth"
)

// Importer takes accounts in; *auth.Agent is one.
type Importer interface {
	Import(ctx context.Context, r auth.Record) error
	Edit(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (dropped bool, notice, err error)
}

// Taken are the names in use, the locked and the damaged accounts' too, as
// NewPlan wants them.
func Taken(there auth.Listing) map[string]bool {
	taken := map[string]bool{}
	for _, r := range there.Records {
		taken[auth.FoldName(r.Account.Name)] = true
	}
	for _, acc := range slices.Concat(there.Damaged, there.Locked) {
		taken[auth.FoldName(acc.Name)] = true
	}
	return taken
}

// Compare tells accounts that are here already just as they are in the file from
// those that are different here.
func (p *Plan) Compare(there auth.Listing) {
	here, ids := map[string]account{}, map[string]auth.AccountID{}
	for _, r := range there.Records {
		here[auth.FoldName(r.Account.Name)], ids[auth.FoldName(r.Account.Name)] = compared(r), r.Account.ID
	}
	for _, it := range p.Items {
		if errors.Is(it.Problem, ErrClash) {
			is, ok := here[auth.FoldName(it.Record.Account.Name)]
			it.Same = ok && reflect.DeepEqual(is, compared(it.Record))
			it.here = ids[auth.FoldName(it.Record.Account.Name)]
		}
	}
}

// compared is what makes two accounts the same: not when they were linked or
// described, and not how they are named in capital and small letters.
func compared(r auth.Record) account {
	a := settings(r)
	a.Name, a.CreatedAt, a.Metadata = "", time.Time{}, auth.Metadata{}
	_ = withoutSecrets(&a) // a file may be without what looks like one
	return a
}

// Done is what an import did.
type Done struct {
	Accounts []auth.AccountID
	// Definitions are the texts that were saved, by ID.
	Definitions map[string]string
	// Renamed are the names that accounts of here had before.
	Renamed map[auth.AccountID]string
}

// CarryOut imports what may be imported; definitions of providers go into the
// folder dir. An account whose name was taken since the plan was made gets
// ErrClash for a problem. Done is what was done also where it failed.
func (p *Plan) CarryOut(ctx context.Context, to Importer, dir string) (Done, error) {
	done := Done{Definitions: map[string]string{}, Renamed: map[auth.AccountID]string{}}
	definitions := p.Definitions()
	for _, id := range slices.Sorted(maps.Keys(definitions)) {
		if err := SaveDefinition(dir, id, definitions[id]); err != nil {
			return done, err
		}
		done.Definitions[id] = definitions[id]
	}
	for _, it := range p.sourcesFirst() {
		if it.Problem != nil { // its source could not be taken in
			continue
		}
		err := it.take(ctx, to, &done)
		switch {
		case errors.Is(err, auth.ErrNameTaken): // since the plan was made
			it.Problem = ErrClash
			p.Settle()
		case err != nil:
			return done, err
		default:
			done.Accounts = append(done.Accounts, it.Record.Account.ID)
		}
	}
	return done, nil
}

// sourcesFirst lists the items that may be imported, each behind the one whose
// token it exchanges.
func (p *Plan) sourcesFirst() []*Item {
	ready := p.Ready()
	sources := map[string]string{}
	for _, it := range ready {
		sources[it.name] = it.Source
	}
	before := func(it *Item) (n int) {
		for at := it.Source; at != ""; at = sources[at] {
			n++
		}
		return n
	}
	slices.SortStableFunc(ready, func(a, b *Item) int { return before(a) - before(b) })
	return ready
}

// Definitions are the texts of the person's own definitions that records use.
func Definitions(records []auth.Record, own func(id string) bool, source func(id string) (string, error)) (map[string]string, error) {
	texts := map[string]string{}
	for _, r := range records {
		id := r.Account.Provider
		if id == "" || texts[id] != "" || !own(id) {
			continue
		}
		var err error
		if texts[id], err = source(id); err != nil {
			return nil, err
		}
	}
	return texts, nil
}
