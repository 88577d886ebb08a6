package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"github.com/authfob/authfob/auth"
)

// queues line up the goroutines of this process, so that one of them at a time
// polls for the lock between processes.
type queues struct {
	mu   sync.Mutex // guards the map and the counts in it
	line map[string]*queue
}

type queue struct {
	turn  chan struct{}
	users int
}

// take waits for name's turn, until ctx ends.
func (q *queues) take(ctx context.Context, name string) (release func(), err error) {
	q.mu.Lock()
	if q.line == nil {
		q.line = map[string]*queue{}
	}
	l := q.line[name]
	if l == nil {
		l = &queue{turn: make(chan struct{}, 1)}
		q.line[name] = l
	}
	l.users++
	q.mu.Unlock()
	leave := func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		if l.users--; l.users == 0 {
			delete(q.line, name)
		}
	}
	select {
	case l.turn <- struct{}{}:
		return func() { <-l.turn; leave() }, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}

const vaultLock = "vault.lock"

func lockFile(id auth.AccountID) string { return string(id) + ".lock" }

// lockVault takes the lock on names and the header. An account's lock, where
// both are needed, is taken first.
func (v *Vault) lockVault(ctx context.Context, r *rooms) (release func(), err error) {
	start := time.Now()
	return v.lock(ctx, r.root, vaultLock, filepath.Join(v.dir, vaultLock), func() (time.Time, *Error) {
		busy := headerChanging()
		busy.name(holder(filepath.Join(v.dir, vaultLock)), "another process (%d) is changing the vault")
		busy.Since = start
		return start.Add(v.Wait), busy
	})
}

// lockAccount takes an account's lock between processes.
func (v *Vault) lockAccount(ctx context.Context, r *rooms, id auth.AccountID) (release func(), err error) {
	start := time.Now()
	name := lockFile(id)
	return v.lock(ctx, r.lock, name, filepath.Join(v.dir, "lock", name), func() (time.Time, *Error) {
		return v.busyUntil(r, id, start)
	})
}

// busyUntil says how long the account's holder may still take, and what to say
// after that: Wait after its last sign of life (a record or an intent
// written), and RenewWait after it began to ask a server.
func (v *Vault) busyUntil(r *rooms, id auth.AccountID, start time.Time) (time.Time, *Error) {
	now, last := time.Now(), start
	sign := func(t time.Time) {
		if t.After(last) && !t.After(now) { // the clock may have been set back
			last = t
		}
	}
	if info, err := r.acct.Lstat(recordFile(id)); err == nil {
		sign(info.ModTime())
	}
	e := &Error{
		Reason: ReasonBusy, What: "another process is working on this account", Since: start,
		Do: "Wait for it to end, and try again.",
	}
	in, ok := r.readIntent(id)
	if !ok || !alive(in.PID) {
		e.name(holder(filepath.Join(v.dir, "lock", lockFile(id))), "another process (%d) is working on this account")
		return last.Add(v.Wait), e
	}
	sign(in.Time)
	e.PID, e.Since = in.PID, in.Time
	e.What = fmt.Sprintf("another copy of Authfob (process %d, since %s) is renewing this account", in.PID, in.Time.Local().Format("15:04:05"))
	until := last.Add(v.Wait)
	if renewed := in.Time.Add(v.RenewWait); renewed.After(until) && !in.Time.After(now) {
		until = renewed
	}
	return until, e
}

// name says in the words of what which process is in the way, where that is known.
func (e *Error) name(pid int, what string) {
	if e.PID = pid; pid != 0 {
		e.What = fmt.Sprintf(what, pid)
	}
}

const pollEvery = 15 * time.Millisecond

// lock takes the lock file name in room, which is at path. Whether to go on
// waiting is asked of until, each time its answer has passed. The system frees
// the lock when its holder dies. (requirement 59)
func (v *Vault) lock(ctx context.Context, room *os.Root, name, path string, until func() (time.Time, *Error)) (release func(), err error) {
	queued, cancel := context.WithTimeout(ctx, v.Wait+v.RenewWait)
	defer cancel()
	next, err := v.queues.take(queued, name)
	if err != nil && ctx.Err() == nil {
		_, busy := until()
		return nil, busy
	}
	if err != nil {
		return nil, err
	}
	if err := checkRegular(room, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		next()
		return nil, err
	}
	l := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR|openNoFollow), flock.SetPermissions(fileMode))
	deadline, told := time.Now().Add(v.Wait), false
	for {
		ok, err := l.TryLock()
		switch {
		case err != nil:
			next()
			return nil, notWritten("write in the vault", err)
		case ok && sameLock(l, room, name):
			return func() { _ = l.Close(); next() }, nil
		case ok:
			_ = l.Close() // the account was deleted while we waited
			continue
		}
		if time.Now().After(deadline) {
			var busy *Error
			if deadline, busy = until(); time.Now().After(deadline) {
				next()
				return nil, busy
			}
			if !told && v.Waiting != nil {
				told = true
				v.Waiting(busy, deadline)
			}
		}
		select {
		case <-ctx.Done():
			next()
			return nil, ctx.Err()
		case <-time.After(pollEvery):
		}
	}
}

// sameLock reports whether the locked file is still the one under that name.
func sameLock(l *flock.Flock, room *os.Root, name string) bool {
	mine, err := l.Stat()
	if err != nil {
		return false
	}
	there, err := room.Lstat(name)
	return err == nil && os.SameFile(mine, there)
}
