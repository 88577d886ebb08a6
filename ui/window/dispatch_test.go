package window

import (
	"context"
	"os"
	"testing"

	"fyne.io/fyne/v2"

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

// TestPanicOfAClickIsItsOwn: and so is that of a key on a button. (requirement 90)
func TestPanicOfAClickIsItsOwn(t *testing.T) {
	dir := t.TempDir()
	crash.Keep(dir, "0")
	newStage(t, themeLight, 480, 720, sampleAccounts())
	stumble := func() { panic("in a click") }
	newButton("x", stumble).Tapped(nil)
	newButton("x", stumble).TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	newIconButton("x", drawX, stumble).Tapped(nil)
	if files, err := os.ReadDir(dir); len(files) != 3 || err != nil {
		t.Errorf("%d crash files, %v", len(files), err)
	}
}
