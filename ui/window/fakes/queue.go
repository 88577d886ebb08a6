package fakes

import (
	"testing"
	"time"
)

// Queue is the dispatcher of tests: the test's own goroutine runs what others left.
type Queue struct{ fns chan func() }

// NewQueue returns an empty one.
func NewQueue() *Queue { return &Queue{fns: make(chan func(), 1000)} }

// Do implements kit.Dispatcher.
func (q *Queue) Do(fn func()) { q.fns <- fn }

// Await runs what is dispatched until cond holds.
func (q *Queue) Await(t *testing.T, what string, cond func() bool) {
	t.Helper()
	deadline := time.After(2 * time.Minute) // far more than a key takes from a passphrase under the race detector
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	for !cond() {
		select {
		case fn := <-q.fns:
			fn()
		case <-again.C: // what is waited for may not come through the dispatcher
		case <-deadline:
			t.Fatalf("%s did not happen", what)
		}
	}
}

// Drain runs what has been dispatched so far.
func (q *Queue) Drain() {
	for {
		select {
		case fn := <-q.fns:
			fn()
		default:
			return
		}
	}
}
