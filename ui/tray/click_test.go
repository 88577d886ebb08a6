package tray

import (
	"context"
	"os"
	"testing"

	"github.com/authfob/authfob/crash"
)

// TestPanicOfAClickIsItsOwn: the next click is heard. (requirement 90)
func TestPanicOfAClickIsItsOwn(t *testing.T) {
	dir := t.TempDir()
	crash.Keep(dir, "0")
	ctx, cancel := context.WithCancel(t.Context())
	tray := &Tray{clicks: make(chan func())}
	done := make(chan struct{})
	go func() { tray.deliver(ctx); close(done) }() // ends with ctx
	tray.clicks <- func() { panic("in a click") }
	tray.clicks <- cancel
	<-done
	if files, err := os.ReadDir(dir); len(files) != 1 || err != nil {
		t.Errorf("%d crash files, %v", len(files), err)
	}
}
