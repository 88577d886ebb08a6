package resident

import (
	"context"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/format"
)

const (
	// freshAhead is how long before its end a kept token is replaced at the
	// latest; a fifth of its life where that is shorter.
	freshAhead = 2 * time.Minute
	// keepPause is the least time between two attempts, and doubles with each in
	// vain: tokens of a few seconds, or expired ones, make no storm.
	keepPause = 10 * time.Second
	// longestNap bounds the waiting: timers stand still while a computer sleeps.
	longestNap = 30 * time.Second
)

// keeper replaces one copy by the account's renewed token for as long as the
// copy is on the clipboard.
type keeper struct {
	agent   *auth.Agent
	id      auth.AccountID
	formats format.Formats
	format  string
	copied  Copied
}

// keep replaces the copy before each end of its token, of which the first is
// at expires. It returns when the copy is gone, when no renewal can come
// without a person, when a token has no known end, or when ctx ends.
func (k keeper) keep(ctx context.Context, expires time.Time) {
	life, inVain := time.Until(expires), 0
	for !expires.IsZero() {
		ahead := max(0, min(freshAhead, life/5))
		if !k.wait(ctx, expires.Add(-ahead)) {
			return
		}
		began := time.Now()
		t, err := k.agent.Token(ctx, k.id, auth.TokenOptions{MinValid: max(ahead, time.Until(expires)) + time.Second})
		inVain++
		if err == nil && !t.Old() { // even one that lives no longer: the old one may be revoked
			if !k.replace(ctx, t) {
				return
			}
			before := expires
			expires, life = t.ExpiresAt, t.ExpiresAt.Sub(began)
			if expires.After(before) && life > 3*keepPause {
				inVain = 0
			}
		}
		next, again := k.nextTry(ctx, began, inVain)
		if !again || !k.wait(ctx, next) {
			return
		}
	}
}

func (k keeper) replace(ctx context.Context, t auth.Token) bool {
	value, err := k.formats.Token(t, k.format)
	return err == nil && k.copied.Replace(ctx, value)
}

// nextTry says when the account may be asked for again: later with each
// attempt in vain, not before the time that its last failure set, and never
// when it needs a person.
func (k keeper) nextTry(ctx context.Context, began time.Time, inVain int) (time.Time, bool) {
	next := began.Add(keepPause << min(inVain, 5))
	s, err := k.agent.Status(ctx, k.id)
	if err != nil {
		return next, ctx.Err() == nil
	}
	if s.Trouble != nil && s.Trouble.RetryAt.After(next) {
		next = s.Trouble.RetryAt
	}
	return next, s.Renewable && s.StateAt(time.Now()) != auth.StateSignInNeeded
}

// wait waits for an instant by the clock; false when the copy is gone or ctx
// has ended.
func (k keeper) wait(ctx context.Context, at time.Time) bool {
	for {
		left := at.Round(0).Sub(time.Now().Round(0))
		timer := time.NewTimer(min(left, longestNap))
		select {
		case <-k.copied.Gone:
		case <-ctx.Done():
		case <-timer.C:
			if left <= longestNap {
				return true
			}
			continue
		}
		timer.Stop()
		return false
	}
}
