package auth

import (
	"context"
	"sync"
	"time"
)

const (
	// perHost bounds how many requests of renewals ahead of time run at once at
	// one server. (requirement 96)
	perHost = 4
	// workers bounds the renewals themselves: while four wait for the server,
	// others reserve their space or save.
	workers = 2 * perHost
)

// lanes carry out renewals ahead of time, those of each server in a lane of its
// own. They belong to Run.
type lanes struct {
	agent  *Agent
	byHost map[string]*lane
	all    sync.WaitGroup
	idle   chan struct{} // signalled when a worker found nothing more to do

	mu      sync.Mutex
	paused  map[AccountID]time.Time // accounts that this computer could not renew, until when
	rescues map[AccountID]bool      // under way
}

func newLanes(a *Agent) *lanes {
	return &lanes{agent: a, byHost: map[string]*lane{}, idle: make(chan struct{}, 1), paused: map[AccountID]time.Time{}, rescues: map[AccountID]bool{}}
}

// lane is the renewals ahead of time at one server.
type lane struct {
	requests chan struct{} // one for each under way

	mu      sync.Mutex
	queue   []AccountID
	busy    map[AccountID]bool
	workers int
	halts   int // how often the server was found to be away
}

// fill makes the due renewals all that is to be done, and does it until ctx
// ends; those under way are finished in any case.
func (ls *lanes) fill(ctx context.Context, due []turn) {
	queues := map[*lane][]AccountID{}
	for _, l := range ls.byHost {
		queues[l] = nil
	}
	for _, t := range due {
		l := ls.byHost[t.host]
		if l == nil {
			l = &lane{requests: make(chan struct{}, perHost), busy: map[AccountID]bool{}}
			ls.byHost[t.host] = l
		}
		queues[l] = append(queues[l], t.id)
	}
	for l, ids := range queues {
		for range l.fill(ids) {
			ls.all.Go(func() { ls.work(ctx, l) }) // until the queue is empty
		}
	}
}

// fill replaces the queue, and returns how many workers are to be started.
func (l *lane) fill(ids []AccountID) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = l.queue[:0]
	for _, id := range ids {
		if !l.busy[id] {
			l.queue = append(l.queue, id)
		}
	}
	more := max(0, min(workers-l.workers, len(l.queue)))
	l.workers += more
	return more
}

func (ls *lanes) work(ctx context.Context, l *lane) {
	for {
		id, enter, ok := l.take(ctx)
		if !ok {
			ls.wake()
			return
		}
		err := ls.agent.renewAhead(ctx, id, enter)
		ls.pause(id, err)
		l.put(id)
	}
}

func (ls *lanes) wake() {
	select {
	case ls.idle <- struct{}{}:
	default:
	}
}

// take gives a worker its next renewal, and the gate to its server; false ends
// the worker.
func (l *lane) take(ctx context.Context) (AccountID, gate, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.queue) == 0 || ctx.Err() != nil {
		l.workers--
		return "", nil, false
	}
	id := l.queue[0]
	l.queue = l.queue[1:]
	l.busy[id] = true
	halts := l.halts
	return id, func(ctx context.Context) (func(*Trouble), bool) { return l.enter(ctx, halts) }, true
}

func (l *lane) put(id AccountID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.busy, id)
}

// gate lets a renewal through to its server, or not. Who was let through tells
// leave what came of it.
type gate func(context.Context) (leave func(*Trouble), ok bool)

// enter waits for a place among the requests. It lets nobody through when ctx
// ends, or when the server was found to be away meanwhile.
func (l *lane) enter(ctx context.Context, halts int) (leave func(*Trouble), ok bool) {
	select {
	case l.requests <- struct{}{}:
	case <-ctx.Done():
		return nil, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.halts != halts {
		<-l.requests
		return nil, false
	}
	return l.leave, true
}

// leave frees the place, and sends nobody after one whom no server answered.
func (l *lane) leave(t *Trouble) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.away() {
		l.queue = l.queue[:0]
		l.halts++
	}
	<-l.requests
}

// pause keeps an account that could not be renewed for reasons of this computer
// from being tried again at once.
func (ls *lanes) pause(id AccountID, err error) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	delete(ls.paused, id)
	if err != nil {
		ls.paused[id] = time.Now().Add(backoff(1, lastRetry))
	}
}

// pauses returns a copy of the pauses that are not over.
func (ls *lanes) pauses(now time.Time) map[AccountID]time.Time {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	pauses := map[AccountID]time.Time{}
	for id, until := range ls.paused {
		if until.After(now) {
			pauses[id] = until
		}
	}
	return pauses
}
