// Package crash catches the panic of a task, so that the others live on, and
// writes down where it happened: functions and lines. No argument and no value
// is ever written, and nothing is sent anywhere. (requirement 90)
package crash

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

const (
	// kept is how many crash files stay; the oldest make room.
	kept = 5
	// deepest is how many functions of a stack are written.
	deepest = 64
	prefix  = "crash-"
)

// place is where crash files go, and which version writes them.
type place struct{ dir, version string }

var here atomic.Pointer[place]

// Keep says where this process writes its crash files: a folder of the user's
// own, which is made when it is needed. Until then a panic is not caught.
func Keep(dir, version string) { here.Store(&place{dir, version}) }

// Catch ends the panic of the task that defers it, and writes the crash file.
func Catch(task string) {
	if here.Load() == nil {
		return
	}
	if p := recover(); p != nil {
		Note(task, p)
	}
}

// Task runs a task, and reports whether it came to its end without a panic.
func Task(task string, run func()) (ended bool) {
	defer Catch(task)
	run()
	return true
}

// Guard returns run with a guard around it, for a goroutine to begin with: a
// panic there ends that goroutine and nothing else.
func Guard(task string, run func()) func() {
	return func() {
		defer Catch(task)
		run()
	}
}

// Note writes the crash file for a panic that was caught with the value p. It is
// called by the function that was deferred.
func Note(task string, p any) {
	at := here.Load()
	if at == nil {
		panic(p)
	}
	text := fmt.Sprintf("Authfob %s, %s, %s/%s\n%s\ntask: %s\npanic: %s\n\n%s",
		at.version, runtime.Version(), runtime.GOOS, runtime.GOARCH, time.Now().UTC().Format(time.RFC3339), task, kind(p), stack())
	_ = at.write(text) // there is nobody to tell
}

// kind says what a panic was about. The words of the runtime name types and
// numbers alone; anybody else's may hold anything, and are left out.
func kind(p any) string {
	if err, ok := p.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a value of type %T", p)
}

// stack lists the functions that led to the panic, innermost first.
func stack() string {
	var b strings.Builder
	pcs := make([]uintptr, deepest)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		fmt.Fprintf(&b, "%s\n\t%s:%d\n", f.Function, f.File, f.Line)
		if !more {
			return b.String()
		}
	}
}

// write makes a file of its own, for its owner alone, and room for it.
func (p *place) write(text string) error {
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return err
	}
	dir, err := os.OpenRoot(p.dir)
	if err != nil {
		return err
	}
	defer dir.Close()
	name := prefix + time.Now().UTC().Format("20060102-150405.000000000") + ".txt"
	f, err := dir.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return cmp.Or(errors.Join(err, f.Close()), p.prune(dir))
}

// prune removes the oldest crash files, whose names sort by time.
func (p *place) prune(dir *os.Root) error {
	names, err := filepath.Glob(filepath.Join(p.dir, prefix+"*.txt"))
	if err != nil {
		return err
	}
	slices.Sort(names)
	var failed error
	for _, old := range names[:max(0, len(names)-kept)] {
		failed = errors.Join(failed, dir.Remove(filepath.Base(old)))
	}
	return failed
}
