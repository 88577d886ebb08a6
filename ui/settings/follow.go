package settings

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"

	"github.com/fsnotify/fsnotify"

	"github.com/authfob/authfob/crash"
)

// Follow sends the settings as they are, and again after each change by any
// process, until ctx ends; then the channel is closed.
func Follow(ctx context.Context, dir string) (<-chan Settings, error) {
	w, err := fsnotify.NewWatcher()
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		err = w.Add(dir)
	}
	if err != nil {
		if w != nil {
			_ = w.Close()
		}
		return nil, fmt.Errorf("the settings cannot be followed: %v", err)
	}
	out := make(chan Settings)
	go crash.Guard("follow the settings", func() { follow(ctx, dir, w, out) })() // until ctx ends
	return out, nil
}

func follow(ctx context.Context, dir string, w *fsnotify.Watcher, out chan<- Settings) {
	defer close(out)
	defer w.Close()
	now := Load(dir)
	send := out // nil while there is nothing new
	for {
		select {
		case <-ctx.Done():
			return
		case send <- now:
			send = nil
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			if filepath.Base(e.Name) != filepath.Base(path(dir)) {
				continue
			}
			if s := Load(dir); !reflect.DeepEqual(s, now) {
				now, send = s, out
			}
		case _, ok := <-w.Errors:
			if !ok {
				return
			}
		}
	}
}
