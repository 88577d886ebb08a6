package clip

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
)

// backend is one kind of system clipboard.
type backend interface {
	// put makes c the clipboard's content. On an error the clipboard is as it
	// was; errLostLink asks for a new backend.
	put(ctx context.Context, c content) (held, error)
	// concealed reports that marks are possible.
	concealed() bool
	// called is its name for people.
	called() string
	close()
}

// preparer is a backend that can do a part of a put before it is known what is
// copied.
type preparer interface{ prepare() }

// content is what goes on the clipboard.
type content struct {
	value auth.Secret
	// marked asks histories, monitors and the cloud to leave it out.
	marked bool
}

// held is a value that was put.
type held interface {
	// lost is closed when the clipboard holds something else.
	lost() <-chan struct{}
	// swap puts another value in its place, without others noticing, if the
	// clipboard still holds it; false when it does not, or refuses. Marks and
	// formats stay.
	swap(value auth.Secret) bool
	// clear empties the clipboard if it still holds this value, and lets go of
	// it. It is called exactly once.
	clear()
}

// Clipboard is the system's clipboard as this process uses it: it keeps one
// copy at a time. It is safe for concurrent use.
type Clipboard struct {
	open func() (backend, error)
	turn chan struct{} // holds one token: whoever has it may touch back

	back backend // nil until the first copy

	mu      sync.Mutex // guards what follows; never held across I/O
	state   State
	changed chan struct{}
	copies  int     // how many there were
	current *copied // nil when nothing is held
}

// copied is one copy and the goroutine that watches it.
type copied struct {
	held   held
	number int
	stop   chan struct{} // closed to take it off
	once   sync.Once
	done   chan struct{} // closed when it is off
}

// Open returns the clipboard of this session. Nothing is touched, and no
// connection made, before the first Copy.
func Open() *Clipboard { return with(openSystem) }

func with(open func() (backend, error)) *Clipboard {
	c := &Clipboard{open: open, turn: make(chan struct{}, 1), changed: make(chan struct{})}
	c.turn <- struct{}{}
	return c
}

// Copy puts value on the clipboard in place of whatever was there. An error
// leaves the clipboard as it was.
func (c *Clipboard) Copy(ctx context.Context, value auth.Secret, o Options) (State, error) {
	switch {
	case value.IsZero():
		return State{}, errEmpty
	case value.Len() > maxLen:
		return State{}, ErrTooLarge
	}
	select {
	case _, ok := <-c.turn:
		if !ok {
			return State{}, ErrClosed
		}
	case <-ctx.Done():
		return State{}, ctx.Err()
	}
	defer func() { c.turn <- struct{}{} }()
	h, err := c.put(ctx, content{value, !o.Unmarked})
	if err != nil {
		return State{}, err
	}
	return c.begin(h, o), nil
}

// Prepare says that a Copy will come in a moment, so that what the desktop has to
// be asked first is asked meanwhile. It waits for nothing.
func (c *Clipboard) Prepare() {
	select {
	case _, ok := <-c.turn:
		if !ok {
			return
		}
	default:
		return // a copy is being made
	}
	defer func() { c.turn <- struct{}{} }()
	if p, ok := c.back.(preparer); ok {
		p.prepare()
	}
}

// put opens the backend where there is none yet, and once more where the
// desktop ended the connection since the last copy. The caller has the turn.
func (c *Clipboard) put(ctx context.Context, what content) (held, error) {
	for again := c.back != nil; ; again = false {
		if c.back == nil {
			back, err := c.open()
			if err != nil {
				return nil, err
			}
			c.back = back
		}
		h, err := c.back.put(ctx, what)
		if !errors.Is(err, errLostLink) {
			return h, err
		}
		c.back.close()
		c.back = nil
		if !again {
			return nil, err
		}
	}
}

// begin shows the new copy, lets go of the one before, and watches.
func (c *Clipboard) begin(h held, o Options) State {
	now := &copied{held: h, stop: make(chan struct{}), done: make(chan struct{})}
	state := State{Phase: Holding, Label: o.Label, Concealed: !o.Unmarked && c.back.concealed()}
	if o.ClearAfter > 0 {
		state.ClearsAt = time.Now().Add(o.ClearAfter)
	}
	c.mu.Lock()
	c.copies++
	now.number, state.Number = c.copies, c.copies
	before := c.current
	c.current = now
	c.tell(state)
	c.mu.Unlock()
	before.end()
	// Ends when the value is off the clipboard; Clear and Close wait for it.
	go crash.Guard("clipboard", func() { c.watch(now, state.ClearsAt) })()
	return state
}

// Replace puts value in place of the copy with that number, if it is still on
// the clipboard, and reports whether it did. It is cleared when that one would
// have been, and nobody is told.
func (c *Clipboard) Replace(ctx context.Context, number int, value auth.Secret) bool {
	if value.IsZero() || value.Len() > maxLen {
		return false
	}
	select {
	case _, ok := <-c.turn:
		if !ok {
			return false
		}
	case <-ctx.Done():
		return false
	}
	defer func() { c.turn <- struct{}{} }()
	c.mu.Lock()
	now := c.current
	c.mu.Unlock()
	return now != nil && now.number == number && now.held.swap(value)
}

// Gone returns a channel that is closed when the copy with that number is not
// on the clipboard any more.
func (c *Clipboard) Gone(number int) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current != nil && c.current.number == number {
		return c.current.done
	}
	gone := make(chan struct{})
	close(gone)
	return gone
}

// watch waits for the end of a copy and says how it came.
func (c *Clipboard) watch(now *copied, clearsAt time.Time) {
	defer close(now.done)
	phase := now.wait(clearsAt)
	now.held.clear()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current != now {
		return // a newer copy is what State tells about
	}
	c.current = nil
	c.tell(State{Phase: phase, Label: c.state.Label})
}

// longestNap bounds the waiting for an instant: timers stand still while a
// computer sleeps, and the clock does not.
const longestNap = 30 * time.Second

// wait returns how the copy ends: at clearsAt, where that is not zero, by
// another copy, or by end.
func (p *copied) wait(clearsAt time.Time) Phase {
	for {
		var due <-chan time.Time
		if !clearsAt.IsZero() {
			left := clearsAt.Round(0).Sub(time.Now().Round(0))
			if left <= 0 {
				return Cleared
			}
			due = time.After(min(left, longestNap))
		}
		select {
		case <-p.held.lost():
			return Replaced
		case <-due:
		case <-p.stop:
			return Cleared
		}
	}
}

// tell replaces the state and announces it. The caller holds the mutex.
func (c *Clipboard) tell(s State) {
	c.state = s
	close(c.changed)
	c.changed = make(chan struct{})
}

// end takes the copy off where it still is, and waits until that is done.
func (p *copied) end() {
	if p == nil {
		return
	}
	p.once.Do(func() { close(p.stop) })
	<-p.done
}

// State returns what became of the latest copy.
func (c *Clipboard) State() State {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state
}

// Changed returns a channel that is closed when State changes next. Take the
// channel, take the state, render, wait.
func (c *Clipboard) Changed() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.changed
}

// Clear takes our value off the clipboard. What others copied since stays.
func (c *Clipboard) Clear() {
	c.mu.Lock()
	now := c.current
	c.mu.Unlock()
	now.end()
}

// Close clears, and ends the connection to the desktop. Later copies fail with
// ErrClosed. It may be called more than once.
func (c *Clipboard) Close() {
	if _, ok := <-c.turn; !ok {
		return
	}
	c.Clear()
	if c.back != nil {
		c.back.close()
	}
	close(c.turn)
}
