package auth

import (
	"context"
	"time"
)

const (
	// longestNap bounds how long the loop sleeps while a change is due, where
	// nothing calls Nudge: timers stand still while a machine sleeps.
	longestNap = 30 * time.Second
	// nudgedNap is longestNap where something does.
	nudgedNap = time.Hour
	// shortestNap lets what is due in quick succession be looked at together.
	shortestNap = 100 * time.Millisecond
)

// longestStale bounds how long another process's change goes unnoticed where
// thousands of accounts take long to read: a tenth of the time is enough for that.
const longestStale = time.Second

// Run keeps the Agent's picture true until ctx ends: it reads the vault, follows
// what other processes change, tells Changed when time changes a state, and,
// where renewing is true, renews the accounts that ask to be renewed ahead of
// time. It returns nil when ctx ends, after renewals under way were saved.
func (a *Agent) Run(ctx context.Context, renewing bool) error {
	changes, err := a.vault.Watch(ctx)
	if err != nil {
		return err
	}
	renewals := newLanes(a)
	defer renewals.all.Wait()
	stale, reread := true, time.Time{}
	var nudged time.Time
	for {
		if now := time.Now(); stale && !now.Before(reread) {
			_ = a.Load(ctx) // Snapshot tells; a locked vault may open later
			stale, reread = false, time.Now().Add(min(9*time.Since(now), longestStale))
			if renewing {
				renewals.rescue(ctx)
			}
		}
		now, list := time.Now(), a.known()
		next := nextChange(list, now)
		switch {
		case renewing && a.held.Load():
			renewals.fill(ctx, nil)
		case renewing:
			due, at := schedule(list, now, nudged, renewals.pauses(now))
			renewals.fill(ctx, due)
			next = soonest(next, at)
		}
		if stale {
			next = soonest(next, reread)
		}
		timer := time.NewTimer(a.nap(next, now))
		select {
		case <-ctx.Done():
		case <-changes: // ends with ctx
			stale = true
		case <-a.nudges:
			if time.Since(nudged) > nudgedAfter { // a network that changes all the time is waited for once
				nudged = time.Now()
			}
			a.retell()
		case <-renewals.idle:
		case <-timer.C:
			if !time.Now().Round(0).Before(next.Round(0)) {
				a.retell()
			}
		}
		timer.Stop()
		if ctx.Err() != nil {
			return nil
		}
	}
}

// Nudge tells Run that the clock was set, that the computer woke up, or that the
// network is another: every instant is looked at anew, and servers that did not
// answer are asked again soon. (requirements 95, 96)
func (a *Agent) Nudge() {
	select {
	case a.nudges <- struct{}{}:
	default: // one is waiting already
	}
}

// HoldBack tells Run to renew nothing ahead of time any more, or to go on: the
// network is metered, or gone. Those under way are finished, and Token renews as
// ever, as somebody waits for it.
func (a *Agent) HoldBack(yes bool) {
	if a.held.Swap(yes) != yes {
		a.Nudge()
	}
}

// never is longer than any process lives.
const never = 1 << 62

// nap is how long the loop may sleep.
func (a *Agent) nap(next, now time.Time) time.Duration {
	if next.IsZero() {
		return never
	}
	longest := longestNap
	if a.Nudged {
		longest = nudgedNap
	}
	return max(shortestNap, min(next.Round(0).Sub(now.Round(0)), longest))
}

// nextChange returns the earliest instant at which a state changes by time alone.
func nextChange(list []*Status, now time.Time) (next time.Time) {
	for _, s := range list {
		next = soonest(next, s.NextChange(now))
	}
	return next
}

// renewAhead renews the account if it is still due when its lock is held. Its
// error is one of this computer's: what a server says is in the record.
func (a *Agent) renewAhead(ctx context.Context, id AccountID, enter gate) (err error) {
	defer a.catch("renew the token", &err)
	return a.update(ctx, id, func(ctx context.Context, tx Tx) error {
		now := time.Now()
		s := NewStatus(tx.Record(), a.providers, now)
		if at := s.renewAt(now); at.IsZero() || at.After(now) {
			return nil
		}
		_, err := a.renew(ctx, tx, enter)
		return ours(err)
	})
}
