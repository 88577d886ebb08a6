package tray

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
)

// shown is a call of Notify.
type shownNotice struct {
	replaces            uint32
	summary, body, icon string
	actions             []string
	urgency             any
}

// daemon is the desktop's notification service.
type daemon struct {
	conn  *dbus.Conn
	calls chan shownNotice
}

// Notify gives every notification the number 7, so that replacing is seen.
func (d *daemon) Notify(_ string, replaces uint32, icon, summary, body string, actions []string, hints map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	d.calls <- shownNotice{replaces, summary, body, icon, actions, hints["urgency"].Value()}
	return 7, nil
}

func newDaemon(t *testing.T, env []string, room int) *daemon {
	t.Helper()
	testenv.Setenv(t, env)
	conn, err := dbus.Connect(busAddress())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	d := &daemon{conn, make(chan shownNotice, room)}
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

func TestNotifications(t *testing.T) {
	d := newDaemon(t, testenv.Bus(t).Env, 8)
	good := func(id auth.AccountID) auth.Status {
		return auth.Status{ID: id, Name: "<b>$(id)</b>", Renewable: true, ObtainedAt: time.Now(), ExpiresAt: time.Now().Add(time.Hour)}
	}
	dead := func(id auth.AccountID) auth.Status {
		s := good(id)
		s.Trouble = &auth.Trouble{Outcome: auth.OutcomeSignIn, Description: "<b>evil</b>"}
		return s
	}
	a := &accounts{changed: make(chan struct{}), list: []auth.Status{good("a"), good("b"), good("c")}}
	opened := make(chan auth.AccountID, 8)
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	looked := make(chan struct{}, 8)
	snapshot := func() []auth.Status { defer func() { looked <- struct{}{} }(); return a.snapshot() }
	all.Go(func() { // ends with the test
		Notify(ctx, NotifyConfig{Snapshot: snapshot, Changed: a.change, Open: func(id auth.AccountID) { opened <- id }})
	})
	<-looked // the first snapshot is no news
	a.set([]auth.Status{dead("a"), good("b"), good("c")})
	got := d.next(t)
	if got.replaces != 0 || got.summary != "Authfob" || got.body != "1 account needs you to sign in." || got.icon != "" ||
		!slices.Equal(got.actions, []string{"default", "Show"}) || got.urgency != byte(1) {
		t.Errorf("got %+v", got)
	}
	if err := d.conn.Emit(notifyPath, notifyName+".ActionInvoked", uint32(7), "default"); err != nil {
		t.Fatal(err)
	}
	if id := <-opened; id != "a" {
		t.Errorf("opened %q", id)
	}
	a.set([]auth.Status{dead("a"), dead("b"), dead("c")})
	if got := d.next(t); got.replaces != 7 || got.body != "3 accounts need you to sign in." {
		t.Errorf("got %+v", got)
	}
	_ = d.conn.Emit(notifyPath, notifyName+".ActionInvoked", uint32(8), "default") // somebody else's
	_ = d.conn.Emit(notifyPath, notifyName+".ActionInvoked", uint32(7), "default")
	if id := <-opened; id != "" {
		t.Errorf("opened %q, want the list", id)
	}
}

// TestStuckDesktop: a service that never answers does not keep Notify from
// ending.
func TestStuckDesktop(t *testing.T) {
	d := newDaemon(t, testenv.Bus(t).Env, 0) // nobody reads
	n := &notifier{NotifyConfig: NotifyConfig{}, signals: make(chan *dbus.Signal, 16)}
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
