package fakes

import (
	"time"

	"github.com/authfob/authfob/ui/window/kit"
)

// Clock stands still until it is set. Its timers fire by hand.
type Clock struct {
	At     time.Time
	timers []*fakeTimer
}

type fakeTimer struct {
	at time.Time
	fn func()
}

// Clock is it as screens see it.
func (c *Clock) Clock() kit.Clock {
	return kit.Clock{
		Now: func() time.Time { return c.At },
		After: func(d time.Duration, fn func()) func() {
			t := &fakeTimer{c.At.Add(d), fn}
			c.timers = append(c.timers, t)
			return func() { t.fn = func() {} }
		},
	}
}

// Advance moves the time and fires what is due, in the order it was set.
func (c *Clock) Advance(d time.Duration) {
	c.At = c.At.Add(d)
	due := c.timers
	c.timers = nil
	for _, t := range due {
		if t.at.After(c.At) {
			c.timers = append(c.timers, t)
			continue
		}
		t.fn()
	}
}
