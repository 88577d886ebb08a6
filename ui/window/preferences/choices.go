package preferences

import (
	"context"
	"reflect"
	"sync"

	"github.com/authfob/authfob/ui/settings"
)

// Choose changes the person's choices, and keeps them.
func (p *Screens) Choose(fn func(*settings.Settings)) {
	fn(&p.Settings)
	p.Turned()
	if p.Keep == nil || !p.keeping.add(fn) {
		return
	}
	p.Tasks.Start(func(context.Context) {
		for fns := p.keeping.take(); len(fns) > 0; fns = p.keeping.take() {
			err := p.Keep(func(s *settings.Settings) {
				for _, fn := range fns {
					fn(s)
				}
			})
			p.UI.Do(func() {
				if p.NotKept = err; err == nil {
					p.Unread = nil
				}
				p.Notify()
				p.Refresh()
			})
		}
	})
}

// keeping are choices that are not on disk yet, in their order.
type keeping struct {
	mu   sync.Mutex // guards the rest
	fns  []func(*settings.Settings)
	busy bool // somebody takes them
}

// add puts one in, and says whether nobody takes them yet.
func (k *keeping) add(fn func(*settings.Settings)) (idle bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fns = append(k.fns, fn)
	idle, k.busy = !k.busy, true
	return idle
}

func (k *keeping) take() []func(*settings.Settings) {
	k.mu.Lock()
	defer k.mu.Unlock()
	fns := k.fns
	k.fns, k.busy = nil, len(fns) > 0
	return fns
}

// Serve follows what other processes change in the settings.
func (p *Screens) Serve(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case s, ok := <-p.Changes:
			if !ok {
				return
			}
			p.UI.Do(func() { p.changedElsewhere(s) })
		}
	}
}

func (p *Screens) changedElsewhere(s settings.Settings) {
	if p.keeping.pending() {
		return // it comes once more, with what is being written
	}
	was := p.Settings
	p.Settings = s
	if !reflect.DeepEqual(s, was) { // somebody mended the file
		p.Unread = nil
	}
	p.Turned()
	if s.Theme != was.Theme {
		p.Look(s.Theme)
	}
	if s.Language != was.Language {
		p.Speak(s.Language)
	}
}

func (k *keeping) pending() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.busy
}

// SetTheme changes the look at once.
func (p *Screens) SetTheme(mode string) {
	p.Choose(func(s *settings.Settings) { s.Theme = mode })
	p.Look(mode)
}

// SetLanguage speaks another language at once, "" for the system's.
func (p *Screens) SetLanguage(tag string) {
	p.Choose(func(s *settings.Settings) { s.Language = tag })
	p.Speak(tag)
}

// Pending reports whether choices are not on disk yet.
func (p *Screens) Pending() bool { return p.keeping.pending() }
