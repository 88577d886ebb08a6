package tray

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
)

// TestMain lets the test binary be the resident: a process has one tray, once.
func TestMain(m *testing.M) {
	if os.Getenv("TRAY_TEST_RESIDENT") != "" {
		os.Exit(beResident())
	}
	os.Exit(m.Run())
}

// accounts is a snapshot that is replaced.
type accounts struct {
	mu      sync.Mutex
	list    []auth.Status
	changed chan struct{}
	copy    Held
	held    chan struct{} // closed when copy changes
}

func (a *accounts) clipboard() (Held, <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.copy, a.held
}

func (a *accounts) hold(h Held) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.copy = h
	close(a.held)
	a.held = make(chan struct{})
}

func (a *accounts) snapshot() []auth.Status {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.list
}

func (a *accounts) change() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.changed
}

func (a *accounts) set(list []auth.Status) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.list = list
	close(a.changed)
	a.changed = make(chan struct{})
}

// beResident shows a tray for the snapshots on stdin, a line each, until stdin
// ends, and prints what it hears.
func beResident() int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	desktop, err := Connect(ctx)
	if err != nil {
		fmt.Println("no tray:", errors.Is(err, ErrNoBus))
		return 0
	}
	a := &accounts{changed: make(chan struct{}), held: make(chan struct{})}
	lines := bufio.NewScanner(os.Stdin)
	next := func() bool {
		var list []auth.Status
		if !lines.Scan() || json.Unmarshal(lines.Bytes(), &list) != nil {
			return false
		}
		a.set(list)
		return true
	}
	next()
	// Ends with stdin, and then ends the tray.
	go func() {
		for next() {
		}
		cancel()
	}()
	err = New(Config{
		Desktop: desktop, Snapshot: a.snapshot, Changed: a.change,
		Clipboard:  a.clipboard,
		OnCopy:     func(id auth.AccountID) { fmt.Println("copy", id); a.hold(Held{On: true, Account: "billing"}) },
		OnClear:    func() { fmt.Println("clear"); a.hold(Held{}) },
		OnOpen:     func() { fmt.Println("open") },
		OnSettings: func() { fmt.Println("settings") },
		OnLock:     func() { fmt.Println("lock") },
		OnQuit:     func() { fmt.Println("quit"); cancel() },
	}).Run(ctx)
	fmt.Println("ended:", err)
	return 0
}

// resident is a process that shows a tray.
type resident struct {
	t   *testing.T
	in  io.WriteCloser
	out *bufio.Reader
}

func start(t *testing.T, env []string, list []auth.Status) *resident {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	// systray 1.12.2 itself writes the menu's version without its lock when a
	// panel asks for the layout: a race of its own must not fail this.
	cmd.Env = append(append(os.Environ(), env...), "TRAY_TEST_RESIDENT=1", "GORACE=atexit_sleep_ms=0 exitcode=0")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(30*time.Second, func() { _ = cmd.Process.Kill() })
	t.Cleanup(func() {
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the resident ended with %v", err)
		}
		kill.Stop()
	})
	r := &resident{t, in, bufio.NewReader(out)}
	r.set(list)
	return r
}

func (r *resident) set(list []auth.Status) {
	r.t.Helper()
	b, err := json.Marshal(list)
	if err != nil {
		r.t.Fatal(err)
	}
	_, _ = r.in.Write(append(b, '\n')) // one without a bus is gone
}

func (r *resident) says(want string) {
	r.t.Helper()
	if line, err := r.out.ReadString('\n'); strings.TrimSpace(line) != want {
		r.t.Fatalf("said %q %v, want %q", line, err, want)
	}
}

// valid is an account whose token lives until the instant.
func valid(name string, until time.Time) auth.Status {
	return auth.Status{
		ID: auth.AccountID("id-" + name), Name: name, Renewable: true,
		ObtainedAt: until.Add(-24 * time.Hour), ExpiresAt: until,
	}
}

// later is an instant today or tomorrow, and how the menu shows it.
func later(d time.Duration) (time.Time, string) {
	at := time.Now().Add(d)
	if at.Local().Day() != time.Now().Day() {
		return at, at.Local().Format("Mon 15:04")
	}
	return at, at.Local().Format("15:04")
}

func TestTray(t *testing.T) {
	bus := testenv.Bus(t)
	p := newPanel(t, bus)
	at, shown := later(3 * time.Hour)
	r := start(t, bus.Env, []auth.Status{valid("my_api", at), valid("billing", at)})
	item := p.item()
	rows := p.awaitLabels(item, "Copy · billing · until "+shown, "Copy · my__api · until "+shown, "", "Clear clipboard", "", "Open Authfob", "Settings…", "Lock", "Quit")

	for name, want := range map[string]any{"Id": "Authfob", "Title": "Authfob", "Status": "Active", "ItemIsMenu": false} {
		got, err := item.GetProperty("org.kde.StatusNotifierItem." + name)
		if err != nil || got.Value() != want {
			t.Errorf("%s is %v %v, want %v", name, got, err, want)
		}
	}
	p.click(item, rows[1].ID)
	r.says("copy id-my_api")
	held := p.awaitLabels(item, "Copy · billing · until "+shown, "Copy · my__api · until "+shown, "", "Clear clipboard · billing", "", "Open Authfob", "Settings…", "Lock", "Quit")
	for i, says := range map[int]string{3: "clear", 5: "open", 6: "settings", 7: "lock"} {
		p.click(item, held[i].ID)
		r.says(says)
	}
	p.awaitLabels(item, "Copy · billing · until "+shown, "Copy · my__api · until "+shown, "", "Clear clipboard", "", "Open Authfob", "Settings…", "Lock", "Quit")
	if err := item.Call("org.kde.StatusNotifierItem.Activate", 0, int32(0), int32(0)).Err; err != nil {
		t.Error(err)
	}
	r.says("open")

	// A renewal sets one title, in place.
	again, shownAgain := later(5 * time.Hour)
	r.set([]auth.Status{valid("my_api", at), valid("billing", again)})
	renewed := p.awaitLabels(item, "Copy · billing · until "+shownAgain, "Copy · my__api · until "+shown, "", "Clear clipboard", "", "Open Authfob", "Settings…", "Lock", "Quit")
	for i := range rows {
		if rows[i].ID != renewed[i].ID {
			t.Errorf("%q got a new ID", renewed[i].Label)
		}
	}

	// Another set of accounts makes another menu, and old IDs do nothing.
	r.set([]auth.Status{{ID: "id-new", Name: "new"}})
	other := p.awaitLabels(item, "new · sign in", "", "Clear clipboard", "", "Open Authfob", "Settings…", "Lock", "Quit")
	p.click(item, rows[0].ID)
	p.click(item, other[0].ID)
	r.says("copy id-new")

	p.click(item, other[len(other)-1].ID)
	r.says("quit")
	r.says("ended: <nil>")
}

// TestNothingChanges: what changes no title says nothing to the panel.
func TestNothingChanges(t *testing.T) {
	bus := testenv.Bus(t)
	p := newPanel(t, bus)
	at, shown := later(3 * time.Hour)
	r := start(t, bus.Env, []auth.Status{valid("a", at)})
	item := p.item()
	p.awaitLabels(item, "Copy · a · until "+shown, "", "Clear clipboard", "", "Open Authfob", "Settings…", "Lock", "Quit")
	if err := p.conn.AddMatchSignal(dbus.WithMatchInterface("com.canonical.dbusmenu"), dbus.WithMatchMember("ItemsPropertiesUpdated")); err != nil {
		t.Fatal(err)
	}
	signals := make(chan *dbus.Signal, 16)
	p.conn.Signal(signals)
	for i := range 20 {
		s := valid("a", at)
		s.Scopes = []string{fmt.Sprint(i)}
		r.set([]auth.Status{s})
	}
	again, shownAgain := later(5 * time.Hour)
	r.set([]auth.Status{valid("a", again)})
	p.awaitLabels(item, "Copy · a · until "+shownAgain, "", "Clear clipboard", "", "Open Authfob", "Settings…", "Lock", "Quit")
	p.conn.RemoveSignal(signals)
	if len(signals) != 1 {
		t.Errorf("%d signals for one change", len(signals))
	}
}

func TestNoBus(t *testing.T) {
	for name, env := range map[string][]string{
		"nothing there": testenv.NoBus(t.TempDir()),
		"unset":         {"DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR=" + t.TempDir()},
		"autolaunch":    {"DBUS_SESSION_BUS_ADDRESS=autolaunch:"},
	} {
		t.Run(name, func(t *testing.T) { start(t, env, nil).says("no tray: true") })
	}
}

// TestStopsWithoutPanel: nothing is registered anywhere, and quitting is clean.
func TestStopsWithoutPanel(t *testing.T) {
	bus := testenv.Bus(t)
	r := start(t, bus.Env, nil)
	_ = r.in.Close()
	r.says("ended: <nil>")
}

func TestBusGoesAway(t *testing.T) {
	var r *resident
	t.Run("session", func(session *testing.T) {
		bus := testenv.Bus(session)
		p := newPanel(session, bus)
		r = start(t, bus.Env, nil)
		p.item()
	})
	r.says("ended: " + ErrBusLost.Error())
}

func TestHostPresent(t *testing.T) {
	bus := testenv.Bus(t)
	testenv.Setenv(t, bus.Env)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	d, err := Connect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	await := func(want bool) {
		t.Helper()
		testenv.Await(t, fmt.Sprintf("HostPresent to be %v", want), func() bool { return d.HostPresent() == want })
	}
	await(false)
	p := newPanel(t, bus)
	await(true)
	p.props.SetMust(watcherName, "IsStatusNotifierHostRegistered", false)
	if err := p.conn.Emit(watcherPath, watcherName+".StatusNotifierHostUnregistered"); err != nil {
		t.Fatal(err)
	}
	await(false)
	p.props.SetMust(watcherName, "IsStatusNotifierHostRegistered", true)
	if err := p.conn.Emit(watcherPath, watcherName+".StatusNotifierHostRegistered"); err != nil {
		t.Fatal(err)
	}
	await(true)
	_ = p.conn.Close()
	await(false)
	cancel()
	select {
	case <-d.Gone():
	case <-time.After(20 * time.Second):
		t.Error("the connection stays")
	}
}
