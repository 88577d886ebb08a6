package auth

import (
	"context"
	"errors"
	"sync"
	"time"
)

// longestNap bounds how long the loop sleeps while a change is due, so that a
// laptop that slept or a clock that jumped is right again soon: timers stand
// still while a machine sleeps. (requirement 95)
const longestNap = 30 * time.Second

// perHost bounds how many renewals run at once at one server. (requirement 96)
const perHost = 4

// Run keeps the Agent's picture true until ctx ends: it reads the vault, follows
// what other processes change, tells Changed when time changes a state, and,
// where renewing is true, renews the accounts that ask to be renewed ahead of
// time. It returns nil when ctx ends, after renewals under way were saved.
func (a *Agent) Run(ctx context.Context, renewing bool) error {
	changes, err := a.vault.Watch(ctx)
	if err != nil {
		return err
	}
	var renewals sync.WaitGroup
	defer renewals.Wait()
	hosts := map[string]chan struct{}{}
	_ = a.Load(ctx) // Snapshot tells; a locked vault may open later
	for {
		now := time.Now()
		list, _ := a.Snapshot()
		if renewing {
			a.renewDue(ctx, list, now, hosts, &renewals)
		}
		if !a.nap(ctx, changes, list, now, renewing) {
			return nil
		}
	}
}

// nap waits for the next change, by others or by time; false when ctx ended.
func (a *Agent) nap(ctx context.Context, changes <-chan struct{}, list []Status, now time.Time, renewing bool) bool {
	next := nextChange(list, now, renewing)
	var due <-chan time.Time
	if !next.IsZero() {
		timer := time.NewTimer(min(next.Sub(now), longestNap))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
		return false
	case _, ok := <-changes:
		if !ok {
			return false
		}
		_ = a.Load(ctx)
	case <-due:
		if !time.Now().Round(0).Before(next.Round(0)) {
			a.revise(func(list []Status) []Status { return list })
		}
	}
	return true
}

// nextChange returns the earliest instant at which something is to be done.
func nextChange(list []Status, now time.Time, renewing bool) time.Time {
	var next time.Time
	earlier := func(t time.Time) {
		if !t.IsZero() && t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for _, s := range list {
		earlier(s.NextChange(now))
		if at := s.renewAt(); renewing && !at.IsZero() {
			if !at.After(now) { // under way, or it could not even be begun: look again
				at = now.Add(longestNap)
			}
			earlier(at)
		}
	}
	return next
}

// renewAt returns when a renewal ahead of time is due; zero for never.
func (s Status) renewAt() time.Time {
	if !s.RenewAhead || !s.Renewable || s.ExpiresAt.IsZero() || s.State == StateLocked || s.State == StateSignInNeeded {
		return time.Time{}
	}
	at := s.ExpiresAt.Add(-s.expiringWithin())
	if soonest := s.ObtainedAt.Add(firstRetry); at.Before(soonest) { // tokens that arrive expired make no storm (requirement 23)
		at = soonest
	}
	if s.Trouble != nil && s.Trouble.RetryAt.After(at) {
		at = s.Trouble.RetryAt
	}
	return at
}

// renewDue starts the renewals that are due. Each is waited for through wg; at
// most perHost run at once at one server.
func (a *Agent) renewDue(ctx context.Context, list []Status, now time.Time, hosts map[string]chan struct{}, wg *sync.WaitGroup) {
	for _, s := range list {
		at := s.renewAt()
		if at.IsZero() || at.After(now) || !a.beginRenewal(s.ID) {
			continue
		}
		slot := hosts[s.Host]
		if slot == nil {
			slot = make(chan struct{}, perHost)
			hosts[s.Host] = slot
		}
		wg.Go(func() {
			defer a.endRenewal(s.ID)
			select {
			case slot <- struct{}{}:
				defer func() { <-slot }()
			case <-ctx.Done():
				return
			}
			_ = a.renewAhead(ctx, s.ID) // its outcome is in the record
		})
	}
}

func (a *Agent) beginRenewal(id AccountID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.renewing[id] {
		return false
	}
	a.renewing[id] = true
	return true
}

func (a *Agent) endRenewal(id AccountID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.renewing, id)
	a.tell()
}

// renewAhead renews the account if it is still due when its lock is held.
func (a *Agent) renewAhead(ctx context.Context, id AccountID) error {
	return a.vault.Update(ctx, id, func(ctx context.Context, tx Tx) error {
		at := NewStatus(tx.Record(), a.providers, time.Now()).renewAt()
		if at.IsZero() || at.After(time.Now()) {
			return nil
		}
		_, err := a.renew(ctx, tx)
		return unsaved(err)
	})
}

// IsCancelled reports whether err only says that somebody gave up waiting.
func IsCancelled(err error) bool { return errors.Is(err, context.Canceled) }
