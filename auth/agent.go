package auth

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Agent hands out fresh tokens and looks after the grants they come from. It
// trusts the vault over its own memory: tokens are read from there each time,
// and only Statuses, which hold no secret, are kept.
//
// An Agent is safe for concurrent use.
type Agent struct {
	vault     Vault
	servers   Authorizer
	providers Providers

	mu       sync.Mutex // guards what follows; never held across I/O
	statuses []Status   // replaced, never changed
	loadErr  error
	changed  chan struct{}
	signIns  map[AccountID]bool // under way
	renewing map[AccountID]bool // ahead of time, under way
}

// NewAgent returns an Agent over the given vault, servers and catalogue.
func NewAgent(vault Vault, servers Authorizer, providers Providers) *Agent {
	return &Agent{
		vault: vault, servers: servers, providers: providers,
		changed: make(chan struct{}), signIns: map[AccountID]bool{}, renewing: map[AccountID]bool{},
	}
}

// Snapshot returns how every account stands now, what needs a person first.
// The slice is the caller's; it is empty until Load or Run has read the vault.
// The error is that of the last reading: ErrLocked comes with names only.
func (a *Agent) Snapshot() ([]Status, error) {
	a.mu.Lock()
	list, err := slices.Clone(a.statuses), a.loadErr
	a.mu.Unlock()
	now := time.Now()
	for i := range list {
		list[i].State = list[i].StateAt(now)
	}
	sortStatuses(list)
	return list, err
}

// Changed returns a channel that is closed at the next change. Take the
// channel, take the snapshot, render, wait.
func (a *Agent) Changed() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.changed
}

// Load reads the vault, so that Snapshot is true at this moment.
func (a *Agent) Load(ctx context.Context) error {
	listing, err := a.vault.List(ctx)
	if err != nil && len(listing.Records)+len(listing.Locked)+len(listing.Damaged) == 0 {
		a.replace(nil, err)
		return err
	}
	now := time.Now()
	list := make([]Status, 0, len(listing.Records)+len(listing.Locked))
	for _, r := range listing.Records {
		list = append(list, NewStatus(r, a.providers, now))
	}
	for _, acc := range listing.Locked {
		list = append(list, a.nameOnly(acc, StateLocked))
	}
	for _, acc := range listing.Damaged {
		s := a.nameOnly(acc, StateSignInNeeded)
		s.Trouble = &Trouble{Outcome: OutcomeSignIn, Doing: "read the account", Reason: "its record in the vault is damaged"}
		list = append(list, s)
	}
	a.replace(list, err)
	return err
}

func (a *Agent) nameOnly(acc Account, state State) Status {
	s := Status{ID: acc.ID, Name: acc.Name, Provider: acc.Provider, Grant: acc.Grant, State: state}
	if p, ok := a.providers.Provider(acc.Provider); ok {
		s.ProviderName, s.Mark, s.Color = p.Name, p.Mark, p.Color
	}
	return s
}

// replace puts a new list in place and tells.
func (a *Agent) replace(list []Status, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.statuses, a.loadErr = list, err
	a.tell()
}

// revise changes the list, of which fn gets a copy, and tells.
func (a *Agent) revise(fn func([]Status) []Status) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.statuses = fn(slices.Clone(a.statuses))
	a.tell()
}

// tell announces a change. The caller holds the mutex.
func (a *Agent) tell() {
	close(a.changed)
	a.changed = make(chan struct{})
}

// note puts the status of one record in place, where a list was loaded.
func (a *Agent) note(r Record) {
	s := NewStatus(r, a.providers, time.Now())
	a.revise(func(list []Status) []Status {
		if i := slices.IndexFunc(list, func(o Status) bool { return o.ID == s.ID }); i >= 0 {
			list[i] = s
		}
		return list
	})
}

// Find returns the account called name. A valid AccountID finds its account too.
func (a *Agent) Find(ctx context.Context, name string) (AccountID, error) {
	id, err := a.vault.Find(ctx, name)
	if err != nil && AccountID(name).Valid() {
		if _, e := a.vault.Get(ctx, AccountID(name)); e == nil {
			return AccountID(name), nil
		}
	}
	return id, err
}

// Record reads one account from the vault.
func (a *Agent) Record(ctx context.Context, id AccountID) (Record, error) {
	return a.vault.Get(ctx, id)
}

// Target resolves a record against the catalogue.
func (a *Agent) Target(r Record) Target { return NewTarget(r, a.providers) }

// Status says how the account stands, read from the vault at this moment.
func (a *Agent) Status(ctx context.Context, id AccountID) (Status, error) {
	r, err := a.vault.Get(ctx, id)
	if err != nil {
		return Status{}, err
	}
	return NewStatus(r, a.providers, time.Now()), nil
}
