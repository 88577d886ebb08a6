//go:build unix && !darwin

package tray

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/bus"
	"github.com/authfob/authfob/ui/words"
)

const (
	notifyName = "org.freedesktop.Notifications"
	notifyPath = "/org/freedesktop/Notifications"
	// notifyWithin is how long the desktop may take to take a notification.
	notifyWithin = 5 * time.Second
	// gatherFor is how long news are collected: what happens together is told once.
	gatherFor = 3 * time.Second
)

// notice is the notification of one topic.
type notice struct {
	id  uint32 // at the desktop; 0 when none is shown
	ids []auth.AccountID
}

// notifier has a connection of its own: a desktop that does not answer holds
// up nothing else.
type notifier struct {
	NotifyConfig
	gather  time.Duration
	conn    *dbus.Conn // nil while there is none
	signals chan *dbus.Signal
	seen    watcher
	notices [topics]notice
	waiting [topics]bool // there is news to tell
}

// Notify tells news by notifications until ctx ends. Where the desktop shows
// none, nothing is said.
func Notify(ctx context.Context, c NotifyConfig) { newNotifier(c, gatherFor).run(ctx) }

func newNotifier(c NotifyConfig, gather time.Duration) *notifier {
	return &notifier{NotifyConfig: c, gather: gather, signals: make(chan *dbus.Signal, 16)}
}

func (n *notifier) run(ctx context.Context) {
	defer n.disconnect()
	var due <-chan time.Time
	for {
		changed := n.Changed()
		if n.take(n.seen.look(n.Snapshot(), time.Now())) && due == nil {
			due = time.After(n.gather)
		}
		n.withdraw(ctx)
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-due:
			due = nil
			n.tell(ctx)
		case s, ok := <-n.signals:
			if !ok { // the desktop session ended, or its bus was started anew
				n.conn, n.signals, n.notices = nil, make(chan *dbus.Signal, 16), [topics]notice{}
				continue
			}
			n.hear(s)
		}
	}
}

// take remembers news; true when there is some to tell.
func (n *notifier) take(news [topics][]auth.AccountID) (some bool) {
	var wanted Wanted
	if slices.ContainsFunc(news[:], func(ids []auth.AccountID) bool { return len(ids) > 0 }) {
		wanted = n.Wanted()
	}
	for about, ids := range news {
		if len(ids) == 0 || !wanted.has(topic(about)) {
			continue
		}
		n.notices[about].ids = merge(n.notices[about].ids, ids)
		n.waiting[about], some = true, true
	}
	return some
}

// withdraw forgets the accounts about which a notification is not true any
// more, and takes away one that is about none.
func (n *notifier) withdraw(ctx context.Context) {
	for about := range n.notices {
		at := &n.notices[about]
		at.ids = slices.DeleteFunc(at.ids, func(id auth.AccountID) bool { return !n.seen.holds(topic(about), id) })
		if len(at.ids) > 0 {
			continue
		}
		n.waiting[about] = false
		if at.id != 0 && n.conn != nil {
			ctx, cancel := context.WithTimeout(ctx, notifyWithin)
			_ = n.conn.Object(notifyName, notifyPath).CallWithContext(ctx, notifyName+".CloseNotification", 0, at.id).Err // it may be gone
			cancel()
		}
		*at = notice{}
	}
}

// tell shows what is waiting, in place of what is shown on the same topic.
func (n *notifier) tell(ctx context.Context) {
	for about := range n.notices {
		if !n.waiting[about] {
			continue
		}
		n.waiting[about] = false
		if err := n.show(ctx, topic(about)); err != nil {
			n.notices[about] = notice{} // said to nobody: the tray icon shows it too
		}
	}
}

// errUnsayable: a sentence has a character that notifications must not have.
var errUnsayable = errors.New("the notification has a character that is not allowed there")

func (n *notifier) show(ctx context.Context, about topic) error {
	at := &n.notices[about]
	body := sentence(about, len(at.ids))
	if !sayable(body) {
		return errUnsayable
	}
	if err := n.connect(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, notifyWithin)
	defer cancel()
	urgency := byte(1)
	if about == renewedAfterSleep {
		urgency = 0
	}
	hints := map[string]dbus.Variant{
		"urgency": dbus.MakeVariant(urgency), "suppress-sound": dbus.MakeVariant(true), "desktop-entry": dbus.MakeVariant("authfob"),
	}
	const desktopsTime = int32(-1)
	return n.conn.Object(notifyName, notifyPath).CallWithContext(ctx, notifyName+".Notify", 0,
		"Authfob", at.id, "", "Authfob", body, []string{"default", words.Now().Notifications.Show}, hints, desktopsTime).Store(&at.id)
}

// connect makes the connection, if there is none. It ends with ctx.
func (n *notifier) connect(ctx context.Context) error {
	if n.conn != nil {
		return nil
	}
	conn, err := bus.Session(ctx)
	if err != nil {
		return err
	}
	if err := conn.AddMatchSignalContext(ctx, dbus.WithMatchInterface(notifyName), dbus.WithMatchObjectPath(notifyPath)); err != nil {
		_ = conn.Close()
		return err
	}
	conn.Signal(n.signals)
	n.conn = conn
	return nil
}

func (n *notifier) disconnect() {
	if n.conn != nil {
		_ = n.conn.Close()
	}
}

// hear opens the window when a notification of ours is clicked, and forgets
// what was dismissed.
func (n *notifier) hear(s *dbus.Signal) {
	if len(s.Body) == 0 {
		return
	}
	id, ok := s.Body[0].(uint32)
	for about := range n.notices {
		at := &n.notices[about]
		if !ok || id == 0 || at.id != id {
			continue
		}
		switch s.Name {
		case notifyName + ".ActionInvoked":
			account := auth.AccountID("")
			if len(at.ids) == 1 {
				account = at.ids[0]
			}
			n.Open(account)
		case notifyName + ".NotificationClosed":
			*at = notice{}
		}
	}
}
