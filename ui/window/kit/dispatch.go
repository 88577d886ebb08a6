package kit

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/crash"
)

// Dispatcher runs functions on the UI goroutine, in order. It is the one way
// back from any other goroutine.
type Dispatcher interface {
	Do(fn func())
}

// FyneThread dispatches to Fyne's own goroutine until it is closed: after that
// Fyne would run functions wherever it is called.
type FyneThread struct{ Closed atomic.Bool }

// Do implements dispatcher.
func (t *FyneThread) Do(fn func()) {
	if t.Closed.Load() {
		return
	}
	fyne.Do(func() {
		if !t.Closed.Load() {
			crash.Task("drawing", fn)
		}
	})
}

// Tasks starts work off the UI goroutine and waits for it at the end. The
// context every task gets ends with the window.
type Tasks struct {
	Start func(task func(ctx context.Context))
	// begin is start for a task that can be stopped.
	Begin func(task func(ctx context.Context)) (stop func())
	Wait  func()
}

// NewTasks returns tasks that end with ctx.
func NewTasks(ctx context.Context) Tasks {
	var group sync.WaitGroup
	run := func(ctx context.Context, task func(context.Context)) {
		// Each task ends with ctx; wait is called after ctx was cancelled.
		group.Go(crash.Guard("window", func() { task(ctx) }))
	}
	return Tasks{
		Start: func(task func(context.Context)) { run(ctx, task) },
		Begin: func(task func(context.Context)) func() {
			ctx, stop := context.WithCancel(ctx)
			run(ctx, func(ctx context.Context) { defer stop(); task(ctx) })
			return stop
		},
		Wait: group.Wait,
	}
}

// Clock is the time as the window sees it; tests bring their own.
type Clock struct {
	Now func() time.Time
	// after calls fn on the UI goroutine once d has passed, unless stopped.
	After func(d time.Duration, fn func()) (stop func())
}

// WallClock is the system's time.
func WallClock(ui Dispatcher) Clock {
	return Clock{
		// Without the monotonic part, so that waking from sleep shows true times.
		Now: func() time.Time { return time.Now().Round(0) },
		After: func(d time.Duration, fn func()) func() {
			t := time.AfterFunc(d, func() { ui.Do(fn) })
			return func() { t.Stop() }
		},
	}
}

// EverySecond calls fn on the UI goroutine at each full second until ctx ends.
func EverySecond(ctx context.Context, ui Dispatcher, fn func()) {
	timer := time.NewTimer(untilNextSecond(time.Now()))
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			ui.Do(fn)
			timer.Reset(untilNextSecond(time.Now()))
		}
	}
}

// untilNextSecond aims a little behind the full second, so that a timer that
// fires early does not show the same second twice.
func untilNextSecond(now time.Time) time.Duration {
	return time.Second - time.Duration(now.Nanosecond()) + 5*time.Millisecond
}
