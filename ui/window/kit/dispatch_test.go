package kit

import (
	"context"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/crash"
)

// TestPanicOfATaskIsItsOwn: the window lives on. (requirement 90)
func TestPanicOfATaskIsItsOwn(t *testing.T) {
	dir := t.TempDir()
	crash.Keep(dir, "0")
	work := NewTasks(t.Context())
	work.Start(func(context.Context) { panic("in a task") })
	done := false
	work.Start(func(context.Context) { done = true })
	work.Wait()
	if files, err := os.ReadDir(dir); len(files) != 1 || err != nil || !done {
		t.Errorf("%d crash files, %v; the other task done: %v", len(files), err, done)
	}
}

// TestPanicOfAClickIsItsOwn: and so is that of a key on a button. (requirement 90)
func TestPanicOfAClickIsItsOwn(t *testing.T) {
	dir := t.TempDir()
	crash.Keep(dir, "0")
	wear(ThemeLight)
	stumble := func() { panic("in a click") }
	NewButton("x", stumble).Tapped(nil)
	NewButton("x", stumble).TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	NewIconButton("x", DrawX, stumble).Tapped(nil)
	if files, err := os.ReadDir(dir); len(files) != 3 || err != nil {
		t.Errorf("%d crash files, %v", len(files), err)
	}
}

func TestTicksAreAlignedToTheSecond(t *testing.T) {
	for _, c := range []struct{ ns, want time.Duration }{
		{0, 1005 * time.Millisecond}, {300 * time.Millisecond, 705 * time.Millisecond}, {999 * time.Millisecond, 6 * time.Millisecond},
	} {
		noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.Local)
		if got := untilNextSecond(noon.Add(c.ns)); got != c.want {
			t.Errorf("%v after the second: %v, want %v", c.ns, got, c.want)
		}
	}
}

func TestTasksEndWithTheirContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	work := NewTasks(ctx)
	ended := false
	work.Start(func(ctx context.Context) { <-ctx.Done(); ended = true })
	cancel()
	work.Wait()
	if !ended {
		t.Error("wait did not wait")
	}
}
