package window

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/crash"
)

// dispatcher runs functions on the UI goroutine, in order. It is the one way
// back from any other goroutine.
type dispatcher interface {
	Do(fn func())
}

// fyneThread dispatches to Fyne's own goroutine until it is closed: after that
// Fyne would run functions wherever it is called.
type fyneThread struct{ closed atomic.Bool }

// Do implements dispatcher.
func (t *fyneThread) Do(fn func()) {
	if t.closed.Load() {
		return
	}
	fyne.Do(func() {
		if !t.closed.Load() {
			crash.Task("drawing", fn)
		}
	})
}

// tasks starts work off the UI goroutine and waits for it at the end. The
// context every task gets ends with the window.
type tasks struct {
	start func(task func(ctx context.Context))
	// begin is start for a task that can be stopped.
	begin func(task func(ctx context.Context)) (stop func())
	wait  func()
}

func newTasks(ctx context.Context) tasks {
	var group sync.WaitGroup
	run := func(ctx context.Context, task func(context.Context)) {
		// Each task ends with ctx; wait is called after ctx was cancelled.
		group.Go(crash.Guard("window", func() { task(ctx) }))
	}
	return tasks{
		start: func(task func(context.Context)) { run(ctx, task) },
		begin: func(task func(context.Context)) func() {
			ctx, stop := context.WithCancel(ctx)
			run(ctx, func(ctx context.Context) { defer stop(); task(ctx) })
			return stop
		},
		wait: group.Wait,
	}
}

// clock is the time as the window sees it; tests bring their own.
type clock struct {
	now func() time.Time
	// after calls fn on the UI goroutine once d has passed, unless stopped.
	after func(d time.Duration, fn func()) (stop func())
}

func wallClock(ui dispatcher) clock {
	return clock{
		// Without the monotonic part, so that waking from sleep shows true times.
		now: func() time.Time { return time.Now().Round(0) },
		after: func(d time.Duration, fn func()) func() {
			t := time.AfterFunc(d, func() { ui.Do(fn) })
			return func() { t.Stop() }
		},
	}
}

// everySecond calls fn on the UI goroutine at each full second until ctx ends.
func everySecond(ctx context.Context, ui dispatcher, fn func()) {
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
