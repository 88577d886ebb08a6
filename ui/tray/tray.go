// Package tray is the resident's icon: its menu copies tokens and opens the
// window.
//
// Its labels hold instants, never countdowns, and an item's title is set only
// when it really changes: every change makes the desktop read the menu again,
// and closes an open one on GNOME. It must never show a token, and never start
// where there is no session bus.
package tray

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"fyne.io/systray"

	"github.com/authfob/authfob/assets"
	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/words"
)

// Why there is no tray.
var (
	// ErrNoBus: this session has no bus, so no desktop can show an icon.
	ErrNoBus = errors.New("there is no session bus here, and so no system tray")
	// ErrBusLost: the session's bus went away while the tray was shown.
	ErrBusLost = errors.New("the session bus went away: the desktop session has ended")
)

// Config is what the tray shows and whom it tells. All fields are required.
type Config struct {
	Desktop *Desktop
	// Snapshot and Changed are read as auth.Agent describes it.
	Snapshot func() []auth.Status
	Changed  func() <-chan struct{}
	// Clipboard says what of ours is on the clipboard, and returns a channel that
	// is closed when that changes next.
	Clipboard func() (Held, <-chan struct{})
	// These are called one at a time, and must return soon: what takes longer
	// they start.
	OnCopy     func(auth.AccountID)
	OnClear    func()
	OnOpen     func()
	OnSettings func()
	OnLock     func() // or to unlock, where it is locked
	OnQuit     func()
}

// Tray is the icon. A process has one, once.
type Tray struct {
	config Config
	clicks chan func() // what was clicked, to be called in order
	menu   menu
	icon   icon
}

// maxClicks is how many clicks wait while one is dealt with; more are dropped.
const maxClicks = 16

// New returns a tray that is not shown yet.
func New(c Config) *Tray {
	t := &Tray{config: c, clicks: make(chan func(), maxClicks)}
	t.menu.click = t.clicked
	return t
}

// Run shows the tray until parent ends. It is called once, and from the main
// goroutine, which macOS and Windows ask for. ErrBusLost when the desktop
// session ended before.
func (t *Tray) Run(parent context.Context) (err error) {
	ctx, cancel := context.WithCancelCause(parent)
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel(nil)
	// These end with ctx; Run waits for them.
	all.Go(crash.Guard("tray clicks", func() { t.deliver(ctx) }))
	all.Go(crash.Guard("desktop", func() {
		select {
		case <-t.config.Desktop.Gone():
			cancel(cmp.Or(parent.Err(), ErrBusLost)) // the desktop may end with parent, and before ctx
		case <-ctx.Done():
		}
	}))
	systray.SetTitle("Authfob") // before the start: it becomes the item's ID
	systray.SetOnTapped(func() { t.push(t.config.OnOpen) })
	defer func() {
		// systray cannot end when it never had a connection (fyne-io/fyne#6403).
		if r := recover(); r != nil {
			err = fmt.Errorf("the system tray did not start: %v", r)
		}
	}()
	ready, whole := make(chan struct{}), make(chan struct{})
	complete := sync.OnceFunc(func() { close(whole) })
	// Ends with ctx, and then ends systray: the other way round, a change could
	// come to a tray that is gone. Run waits for it.
	all.Go(crash.Guard("tray", func() {
		<-ready
		crash.Task("tray", func() { t.follow(ctx, complete) })
		complete()
		systray.Quit()
	}))
	systray.Run(func() {
		close(ready)
		<-whole // systray hands the menu out when this returns
	}, nil)
	if errors.Is(context.Cause(ctx), ErrBusLost) {
		return ErrBusLost
	}
	return nil
}

// shown is what to wait for after showing.
type shown struct {
	changed, clipboard, desktop, spoken <-chan struct{}

	next time.Time // when time alone changes something; zero for never
}

// show brings menu and icon up to date. The channels are taken first, so that
// no change is missed.
func (t *Tray) show() shown {
	s := shown{changed: t.config.Changed(), desktop: t.config.Desktop.Changed(), spoken: words.Changed()}
	held, changed := t.config.Clipboard()
	s.clipboard = changed
	m := NewModel(t.config.Snapshot(), held, time.Now())
	t.menu.show(m)
	t.icon.show(m.State, t.config.Desktop.Panel(), m.Tooltip)
	s.next = m.Next
	return s
}

// longest is the longest wait for a change by time: timers stand still while
// the computer sleeps, and the clock does not. It may be long, as Changed tells of
// every state that time changed; what is left is the day, which labels follow.
const longest = 30 * time.Minute

// follow shows every change until ctx ends, and closes complete after the first
// time. Its one timer is that for the next change that comes by time alone.
// Nothing else touches menu and icon.
func (t *Tray) follow(ctx context.Context, complete func()) {
	defer t.menu.close()
	s := t.show()
	complete()
	for {
		var due <-chan time.Time
		if !s.next.IsZero() {
			due = time.After(min(time.Until(s.next), longest))
		}
		select {
		case <-s.changed:
		case <-s.clipboard:
		case <-s.desktop:
		case <-s.spoken:
		case <-due:
		case <-ctx.Done():
			return
		}
		s = t.show()
	}
}

func (t *Tray) clicked(e entry) {
	switch e.kind {
	case account:
		t.push(func() { t.config.OnCopy(e.id) })
	case clearing:
		t.push(t.config.OnClear)
	case more, open:
		t.push(t.config.OnOpen)
	case choices:
		t.push(t.config.OnSettings)
	case lock:
		t.push(t.config.OnLock)
	case quit:
		t.push(t.config.OnQuit)
	}
}

// push hands a click over, and never blocks who heard it: systray drops clicks
// that nobody takes at once.
func (t *Tray) push(f func()) {
	select {
	case t.clicks <- f:
	default:
	}
}

func (t *Tray) deliver(ctx context.Context) {
	for {
		select {
		case f := <-t.clicks:
			crash.Task("tray click", f)
		case <-ctx.Done():
			return
		}
	}
}

// icon is what the tray shows at present.
type icon struct {
	state   assets.TrayState
	panel   assets.Panel
	tooltip string
}

func (i *icon) show(state assets.TrayState, panel assets.Panel, tooltip string) {
	if state != i.state || panel != i.panel {
		setIcon(assets.TrayIcon(state, panel))
	}
	if tooltip != i.tooltip {
		systray.SetTooltip(tooltip)
	}
	*i = icon{state, panel, tooltip}
}
