package auth

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// UnsavedError says that what a server gave could not be written to the vault.
type UnsavedError struct {
	Account string // its name
	// Lost says that the Agent has given up. Until then it keeps what the server
	// gave in memory, hands it out, and goes on trying.
	Lost bool
	Err  error
}

// Error implements error.
func (e *UnsavedError) Error() string {
	if e.Lost {
		return fmt.Sprintf("the new token of %q could not be saved: %v", e.Account, e.Err)
	}
	return fmt.Sprintf("the new token of %q is not saved yet: %v", e.Account, e.Err)
}

// Hint says what to do next.
func (e *UnsavedError) Hint() string {
	if e.Lost {
		return "It is lost. Make room, and should the account's next renewal be refused, sign in again"
	}
	return "It can be used meanwhile. Make room; Authfob goes on trying, and should not be ended before"
}

// Remedy is what helps.
func (*UnsavedError) Remedy() Remedy { return RemedyRoom }

// Unwrap gives the vault's error.
func (e *UnsavedError) Unwrap() error { return e.Err }

// Pauses between attempts to save.
const (
	firstSave = 100 * time.Millisecond
	lastSave  = 5 * time.Second
)

// unsaved is a record that only memory holds. (requirement 97)
type unsaved struct {
	record Record
	err    error         // of the last attempt; guarded by Agent.mu, as is lost
	lost   bool          // given up
	once   sync.Once     // for giveUp
	giveUp chan struct{} // closed by Settle
	over   chan struct{} // closed when it is saved or given up
}

func (u *unsaved) failure() *UnsavedError {
	return &UnsavedError{Account: u.record.Account.Name, Lost: u.lost, Err: u.err}
}

// save writes what a server gave. Where that fails, it goes on trying in the
// background, and holds the account's lock meanwhile: no process must use a
// refresh token that was replaced. The error then is an *UnsavedError.
func (a *Agent) save(tx Tx, r Record) error {
	err := tx.Save(r)
	if err == nil {
		a.note(r)
		return nil
	}
	u := &unsaved{record: r, err: err, giveUp: make(chan struct{}), over: make(chan struct{})}
	a.mu.Lock()
	a.unsaved[r.Account.ID] = u
	a.mu.Unlock()
	a.note(r)
	failure, release := u.failure(), tx.Keep()
	go a.keepSaving(tx, u, release) // until it is saved, or Settle gives up
	return failure
}

func (a *Agent) keepSaving(tx Tx, u *unsaved, release func()) {
	defer close(u.over)
	defer release()
	err := u.err
	for pause := firstSave; err != nil; pause = min(2*pause, lastSave) {
		select {
		case <-u.giveUp:
			a.tried(u, err, true)
			return
		case <-time.After(pause):
		}
		err = a.trySaving(tx, u.record)
		a.tried(u, err, false)
	}
	a.note(u.record)
}

// trySaving is Save, of which a panic is a failure like others.
func (a *Agent) trySaving(tx Tx, r Record) (err error) {
	defer a.catch("save the new token", &err)
	return tx.Save(r)
}

// tried notes what came of an attempt to save.
func (a *Agent) tried(u *unsaved, err error, lost bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	u.err, u.lost = err, lost
	if err == nil {
		delete(a.unsaved, u.record.Account.ID)
	}
}

// Unsaved lists the names of accounts whose new token is only in memory.
func (a *Agent) Unsaved() (names []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, u := range a.unsaved {
		if !u.lost {
			names = append(names, u.record.Account.Name)
		}
	}
	slices.Sort(names)
	return names
}

// begin notes that a server is being asked to renew the account, whose lock the
// caller has, until end is called.
func (a *Agent) begin(id AccountID) (end func()) {
	over := make(chan struct{})
	a.mu.Lock()
	defer a.mu.Unlock()
	a.asking[id] = over
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.asking, id)
		close(over)
	}
}

// Renewing counts the renewals under way.
func (a *Agent) Renewing() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.asking)
}

// SettleFor is how long Settle waits.
const SettleFor = 30 * time.Second

// Settle waits until renewals under way have ended and all that servers gave is in
// the vault, for SettleFor at most, and gives up the rest: it is called before the
// process ends. The error joins an *UnsavedError for each account that lost something.
func (a *Agent) Settle() (lost error) {
	patience := time.NewTimer(SettleFor)
	defer patience.Stop()
	a.mu.Lock()
	asking := slices.Collect(maps.Values(a.asking))
	a.mu.Unlock()
	for _, over := range asking {
		select {
		case <-over:
		case <-patience.C:
			patience.Reset(0) // for the next one
		}
	}
	a.mu.Lock()
	all := slices.Collect(maps.Values(a.unsaved))
	a.mu.Unlock()
	for _, u := range all {
		select {
		case <-u.over:
		case <-patience.C:
			patience.Reset(0)
			u.once.Do(func() { close(u.giveUp) })
			<-u.over
		}
		if u.err != nil {
			lost = errors.Join(lost, u.failure())
		}
	}
	return lost
}

// inMemory returns the account's record where only memory has it as it is now,
// and why.
func (a *Agent) inMemory(id AccountID) (Record, *UnsavedError) {
	a.mu.Lock()
	defer a.mu.Unlock()
	u := a.unsaved[id]
	if u == nil {
		return Record{}, nil
	}
	return u.record, u.failure()
}

// update is Vault.Update, for accounts that the vault has as they are now.
func (a *Agent) update(ctx context.Context, id AccountID, fn func(context.Context, Tx) error) error {
	if _, unsaved := a.inMemory(id); unsaved != nil {
		return unsaved
	}
	return a.vault.Update(ctx, id, fn)
}
