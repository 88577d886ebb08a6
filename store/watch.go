package store

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/authfob/authfob/crash"
)

// settleFor is how long changes are collected before they are told of.
const settleFor = 100 * time.Millisecond

// Watch implements auth.Vault. The channel is closed when ctx ends. It holds
// one signal: a change while nobody receives is not missed. The first signal
// comes at once, for what changed before the watch began.
func (v *Vault) Watch(ctx context.Context) (<-chan struct{}, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching the vault: %w", err)
	}
	if err := v.watchRecords(w); err != nil {
		_ = w.Close()
		return nil, err
	}
	signals := make(chan struct{}, 1)
	signals <- struct{}{}
	go func() { // until ctx ends
		defer close(signals)
		defer func() { _ = w.Close() }()
		for ctx.Err() == nil {
			crash.Task("watch the vault", func() { v.watch(ctx, w, signals) }) // what fails once is tried again
		}
	}()
	return signals, nil
}

// watchRecords makes the directory of records if need be, and adds it to w.
func (v *Vault) watchRecords(w *fsnotify.Watcher) error {
	if _, err := v.enter(true); err != nil {
		return err
	}
	for _, dir := range []string{v.dir, v.records()} {
		if err := w.Add(dir); err != nil {
			return fmt.Errorf("watching the vault: %w", err)
		}
	}
	return nil
}

func (v *Vault) records() string { return filepath.Join(v.dir, "acct") }

func (v *Vault) watch(ctx context.Context, w *fsnotify.Watcher, signals chan<- struct{}) {
	var settled <-chan time.Time // armed by the first change, nil when nothing is pending
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-w.Events:
			if settled == nil && v.matters(w, e) {
				settled = time.After(settleFor)
			}
		case <-w.Errors: // events were lost: anything may have changed
			if settled == nil {
				settled = time.After(settleFor)
			}
		case <-settled:
			settled = nil
			if len(w.WatchList()) == 0 && v.watchRecords(w) != nil {
				settled = time.After(time.Second) // the vault was moved away; it may come back
			}
			select {
			case signals <- struct{}{}:
			default: // one is waiting already
			}
		}
	}
}

// matters reports whether an event is about a record, the key, or whether the
// vault is locked, or about the directories themselves, which then must be watched anew.
func (v *Vault) matters(w *fsnotify.Watcher, e fsnotify.Event) bool {
	if (e.Name == v.dir || e.Name == v.records()) && e.Has(fsnotify.Remove|fsnotify.Rename) {
		for _, dir := range w.WatchList() {
			_ = w.Remove(dir) // it may be gone already
		}
		return true
	}
	name := filepath.Base(e.Name)
	_, ok := recordID(name)
	ok = ok || name == headerName || name == lockedName
	return ok && !e.Has(fsnotify.Chmod)
}
