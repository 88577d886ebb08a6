package window

import (
	"context"
	"os"
	"testing"

	"github.com/authfob/authfob/crash"
)

// TestPanicOfATaskIsItsOwn: the window lives on. (requirement 90)
func TestPanicOfATaskIsItsOwn(t *testing.T) {
	dir := t.TempDir()
	crash.Keep(dir, "0")
	work := newTasks(t.Context())
	work.start(func(context.Context) { panic("in a task") })
	done := false
	work.start(func(context.Context) { done = true })
	work.wait()
	if files, err := os.ReadDir(dir); len(files) != 1 || err != nil || !done {
		t.Errorf("%d crash files, %v; the other task done: %v", len(files), err, done)
	}
}
