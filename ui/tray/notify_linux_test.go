package tray

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/bus"
	"github.com/authfob/authfob/internal/testenv"
)

// shownNotice is a call of Notify.
type shownNotice struct {
	replaces            uint32
	summary, body, icon string
	actions             []string
	urgency             any
}

// daemon is the desktop's notification service.
type daemon struct {
	conn   *dbus.Conn
	calls  chan shownNotice
	closed chan uint32
}

// Notify gives every notification the number 7, so that replacing is seen.
func (d *daemon) Notify(_ string, replaces uint32, icon, summary, body string, actions []string, hints map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	d.calls <- shownNotice{replaces, summary, body, icon, actions, hints["urgency"].Value()}
	return 7, nil
}

// CloseNotification is called for what is not true any more.
func (d *daemon) CloseNotification(id uint32) *dbus.Error {
	d.closed <- id
	return nil
}

func newDaemon(t *testing.T, env []string, room int) *daemon {
	t.Helper()
	testenv.Setenv(t, env)
	conn, err := bus.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	d := &daemon{conn, make(chan shownNotice, room), make(chan uint32, room)}
	if err := conn.Export(d, notifyPath, notifyName); err != nil {
		t.Fatal(err)
	}
	if reply, err := conn.RequestName(notifyName, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(reply, err)
	}
	return d
}

func (d *daemon) next(t *testing.T) shownNotice {
	t.Helper()
	select {
	case s := <-d.calls:
		return s
	case <-time.After(20 * time.Second):
		t.Fatal("no notification came")
		return shownNotice{}
	}
}

// told is a run of Notify over accounts a, b and c, which are good at first.
type told struct {
	*accounts
	opened chan auth.AccountID
	wanted atomic.Int32
	asked  chan struct{} // gets one when nothing is wanted
}

func good(id auth.AccountID) auth.Status {
	return auth.Status{ID: id, Name: "<b>$(id)</b>", Renewable: true, ObtainedAt: time.Now(), ExpiresAt: time.Now().Add(time.Hour)}
}

func dead(id auth.AccountID) auth.Status {
	s := good(id)
	s.Trouble = &auth.Trouble{Outcome: auth.OutcomeSignIn, Description: "<b>evil</b>"}
	return s
}

func tell(t *testing.T) *told {
	n := &told{
		accounts: &accounts{changed: make(chan struct{}), list: []auth.Status{good("a"), good("b"), good("c")}},
		opened:   make(chan auth.AccountID, 8), asked: make(chan struct{}),
	}
	ctx, cancel := context.WithCancel(t.Context())
	looked, done := make(chan struct{}, 1), make(chan struct{})
	snapshot := func() []auth.Status {
		select {
		case looked <- struct{}{}:
		default:
		}
		return n.snapshot()
	}
	wanted := func() Wanted {
		now := Wanted(n.wanted.Load())
		if now == WantNone {
			n.asked <- struct{}{}
		}
		return now
	}
	go func() { // ends with the test
		newNotifier(NotifyConfig{
			Snapshot: snapshot, Changed: n.change, Wanted: wanted, Open: func(id auth.AccountID) { n.opened <- id },
		}, 50*time.Millisecond).run(ctx)
		close(done)
	}()
	t.Cleanup(func() { cancel(); <-done })
	<-looked // the first snapshot is no news
	return n
}

func TestNotifications(t *testing.T) {
	d := newDaemon(t, testenv.Bus(t).Env, 8)
	a := tell(t)
	a.set([]auth.Status{dead("a"), good("b"), good("c")})
	got := d.next(t)
	if got.replaces != 0 || got.summary != "Authfob" || got.body != "1 account needs you to sign in." || got.icon != "" ||
		!slices.Equal(got.actions, []string{"default", "Show"}) || got.urgency != byte(1) {
		t.Errorf("got %+v", got)
	}
	if err := d.conn.Emit(notifyPath, notifyName+".ActionInvoked", uint32(7), "default"); err != nil {
		t.Fatal(err)
	}
	if id := <-a.opened; id != "a" {
		t.Errorf("opened %q", id)
	}
	a.set([]auth.Status{dead("a"), dead("b"), dead("c")})
	if got := d.next(t); got.replaces != 7 || got.body != "3 accounts need you to sign in." {
		t.Errorf("got %+v", got)
	}
	_ = d.conn.Emit(notifyPath, notifyName+".ActionInvoked", uint32(8), "default") // somebody else's
	_ = d.conn.Emit(notifyPath, notifyName+".ActionInvoked", uint32(7), "default")
	if id := <-a.opened; id != "" {
		t.Errorf("opened %q, want the list", id)
	}
}

func TestNotificationsAreTrue(t *testing.T) {
	d := newDaemon(t, testenv.Bus(t).Env, 8)
	a := tell(t)
	a.set([]auth.Status{dead("a"), dead("b"), good("c")})
	d.next(t)
	// What is not true any more is taken away, and not counted.
	a.set([]auth.Status{good("a"), good("b"), good("c")})
	if id := <-d.closed; id != 7 {
		t.Errorf("closed %d", id)
	}
	// What a person wants to be told counts from the moment it is chosen.
	a.wanted.Store(int32(WantNone))
	a.set([]auth.Status{dead("a"), good("b"), good("c")})
	<-a.asked
	a.wanted.Store(int32(WantNeeded))
	a.set([]auth.Status{dead("a"), dead("b"), good("c")})
	if got := d.next(t); got.replaces != 0 || got.body != "1 account needs you to sign in." {
		t.Errorf("got %+v", got)
	}
}

// TestStuckDesktop: a service that never answers does not keep Notify from
// ending.
func TestStuckDesktop(t *testing.T) {
	d := newDaemon(t, testenv.Bus(t).Env, 0) // nobody reads
	n := newNotifier(NotifyConfig{Wanted: func() Wanted { return WantNeeded }}, 0)
	n.take([topics][]auth.AccountID{signInNeeded: {"a"}})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	n.tell(ctx)
	n.disconnect()
	if ctx.Err() == nil || n.notices[signInNeeded].id != 0 {
		t.Errorf("%v, %+v", ctx.Err(), n.notices)
	}
	go func() { <-d.calls }() // lets the service end; ends with it
}
