package window

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/kit"
)

// noon is when every test happens.
var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.Local)

// queue is the dispatcher of tests: the test's own goroutine runs what others left.
type queue struct{ fns chan func() }

func newQueue() *queue { return &queue{fns: make(chan func(), 1000)} }

func (q *queue) Do(fn func()) { q.fns <- fn }

// await runs what is dispatched until cond holds.
func (q *queue) await(t *testing.T, what string, cond func() bool) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	for !cond() {
		select {
		case fn := <-q.fns:
			fn()
		case <-again.C: // what is waited for may not come through the dispatcher
		case <-deadline:
			t.Fatalf("%s did not happen", what)
		}
	}
}

// drain runs what has been dispatched so far.
func (q *queue) drain() {
	for {
		select {
		case fn := <-q.fns:
			fn()
		default:
			return
		}
	}
}

// fakeClock stands still until it is set. Its timers fire by hand.
type fakeClock struct {
	at     time.Time
	timers []*fakeTimer
}

type fakeTimer struct {
	at time.Time
	fn func()
}

func (c *fakeClock) clock() kit.Clock {
	return kit.Clock{
		Now: func() time.Time { return c.at },
		After: func(d time.Duration, fn func()) func() {
			t := &fakeTimer{c.at.Add(d), fn}
			c.timers = append(c.timers, t)
			return func() { t.fn = func() {} }
		},
	}
}

// advance moves the time and fires what is due, in the order it was set.
func (c *fakeClock) advance(d time.Duration) {
	c.at = c.at.Add(d)
	due := c.timers
	c.timers = nil
	for _, t := range due {
		if t.at.After(c.at) {
			c.timers = append(c.timers, t)
			continue
		}
		t.fn()
	}
}

// fakeAgent is the window's view of the agent. What a test did not fill in
// fails the test.
type fakeAgent struct {
	t       *testing.T
	mu      sync.Mutex // guards list and calls
	list    []auth.Status
	err     error
	calls   []string
	token   func(auth.AccountID, auth.TokenOptions) (auth.Token, error)
	add     func(auth.Account, auth.Credentials) (auth.AccountID, error, error)
	record  func(auth.AccountID) auth.Record
	edit    func(auth.AccountID, func(*auth.Record) error) (bool, error, error)
	signIn  func(context.Context, auth.AccountID, auth.Prompt) error
	call    func(auth.Call) (auth.Answer, error)
	signOut func(auth.AccountID) (auth.SignedOut, error)
	remove  func(auth.AccountID) (auth.SignedOut, error)
	server  fakeServer
	vault   fakeVault
}

func (a *fakeAgent) Snapshot() ([]auth.Status, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.list, a.err
}

func (a *fakeAgent) Load(context.Context) error {
	a.called("Load")
	return nil
}

func (a *fakeAgent) Loaded() bool { return true }

func (a *fakeAgent) Changed() <-chan struct{} { return make(chan struct{}) }

func (a *fakeAgent) Target(r auth.Record) auth.Target {
	return auth.Target{Account: r.Account, Protocol: auth.Protocol{Endpoints: auth.Endpoints{Token: "https://accounts-api.airthings.com/v1/token", Revoke: "https://accounts.airthings.com/revoke"}}}
}

func (a *fakeAgent) Edit(_ context.Context, id auth.AccountID, fn func(*auth.Record) error) (bool, error, error) {
	if a.edit == nil {
		a.t.Errorf("Edit(%s) was not expected", id)
		return false, nil, auth.ErrNotFound
	}
	return a.edit(id, fn)
}

func (a *fakeAgent) Record(_ context.Context, id auth.AccountID) (auth.Record, error) {
	if a.record != nil {
		return a.record(id), nil
	}
	return auth.Record{
		Account: auth.Account{ID: id, Scopes: []string{"openid", "email"}},
		Credentials: auth.Credentials{
			ClientSecret: auth.NewSecret("CLIENT_SECRET_1"), Password: auth.NewSecret("PASSWORD_1"),
		},
		Grant: auth.Grant{
			Access: auth.NewSecret("ACCESS_1"), Refresh: auth.NewSecret("REFRESH_1"), ID: auth.NewSecret("ID_1"),
			RefreshExpiresAt: noon.Add(30 * 24 * time.Hour),
		},
		History: []auth.Event{
			{At: noon.Add(-26 * time.Hour), What: "sign_in", OK: true},
			{At: noon.Add(-2 * time.Hour), What: "renew", Code: "temporarily_unavailable", Detail: "answered 503", Exchanges: []auth.Exchange{{
				Method: "POST", Host: "login.example.com", Path: "/oauth2/token", Status: 503, Took: 320 * time.Millisecond, Type: "application/json",
				RequestID: "0b1c-22", Code: "temporarily_unavailable", RetryAfter: "30", Times: 2,
			}}},
			{At: noon.Add(-18 * time.Minute), What: "renew", OK: true, Exchanges: []auth.Exchange{{
				Method: "POST", Host: "login.example.com", Path: "/oauth2/token", Status: 200, Took: 85 * time.Millisecond, Type: "application/json",
			}}},
		},
	}, nil
}

func (a *fakeAgent) called(call string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls = append(a.calls, call)
}

func (a *fakeAgent) Token(_ context.Context, id auth.AccountID, opt auth.TokenOptions) (auth.Token, error) {
	if a.token == nil {
		a.t.Errorf("Token(%s) was not expected", id)
		return auth.Token{}, auth.ErrNotFound
	}
	return a.token(id, opt)
}

func (a *fakeAgent) Add(_ context.Context, acc auth.Account, c auth.Credentials) (auth.AccountID, error, error) {
	if a.add == nil {
		a.t.Errorf("Add(%s) was not expected", acc.Name)
		return "", nil, auth.ErrNotFound
	}
	return a.add(acc, c)
}

func (a *fakeAgent) SignIn(ctx context.Context, id auth.AccountID, p auth.Prompt) error {
	if a.signIn == nil {
		a.t.Errorf("SignIn(%s) was not expected", id)
		return auth.ErrNotFound
	}
	return a.signIn(ctx, id, p)
}

func (a *fakeAgent) Call(_ context.Context, id auth.AccountID, c auth.Call) (auth.Answer, error) {
	if a.call == nil {
		a.t.Errorf("Call(%s) was not expected", id)
		return auth.Answer{}, auth.ErrNotFound
	}
	return a.call(c)
}

func (a *fakeAgent) SignOut(_ context.Context, id auth.AccountID) (auth.SignedOut, error) {
	if a.signOut == nil {
		a.t.Errorf("SignOut(%s) was not expected", id)
		return auth.SignedOut{}, auth.ErrNotFound
	}
	return a.signOut(id)
}

func (a *fakeAgent) Remove(_ context.Context, id auth.AccountID) (auth.SignedOut, error) {
	if a.remove == nil {
		a.t.Errorf("Remove(%s) was not expected", id)
		return auth.SignedOut{}, auth.ErrNotFound
	}
	return a.remove(id)
}

// theApp is one for all tests: each new one would read the fonts again.
var theApp = sync.OnceValue(test.NewApp)

// wear gives the app its theme, where it has another.
func wear(mode string) {
	if s := theApp().Settings(); s.Theme() != fyne.Theme(kit.Look{Mode: mode}) {
		s.SetTheme(kit.Look{Mode: mode})
	}
}

// stage is a window of the test driver with a home on it.
type stage struct {
	*home
	t     *testing.T
	agent *fakeAgent
	ui    *queue
	at    *fakeClock
	win   fyne.Window
}

func newStage(t *testing.T, mode string, width, height float32, list []auth.Status, change ...func(*Config)) *stage {
	t.Helper()
	wear(mode)
	s := &stage{t: t, agent: &fakeAgent{t: t, list: list}, ui: newQueue(), at: &fakeClock{at: noon}}
	config := Config{
		Copy: func(_ context.Context, id auth.AccountID, _ string) (Copied, error) {
			t.Errorf("Copy(%s) was not expected", id)
			return Copied{}, auth.ErrNotFound
		},
		OpenURL:  func(string) error { return nil },
		Settings: settings.Settings{Theme: mode, Welcomed: true},
	}
	for _, c := range change {
		c(&config)
	}
	ctx, cancel := context.WithCancel(t.Context())
	work := kit.NewTasks(ctx)
	t.Cleanup(func() { cancel(); work.Wait() })
	s.win = test.NewTempWindow(t, nil)
	s.win.SetPadded(false)
	s.home = newHome(world{
		accounts: s.agent, config: config, Stage: &kit.Stage{UI: s.ui, Tasks: work, Clock: s.at.clock(), Canvas: s.win.Canvas(), ClipText: func(string) {}},
		setLook: func(string) {}, setTitle: func(string) {}, setStill: func(bool) {}, held: func() fyne.KeyModifier { return 0 }, quit: func() {}, hideWindow: func() {},
	})
	s.win.SetContent(s.root)
	s.bindKeys()
	s.win.Resize(fyne.NewSize(width, height))
	s.setAccounts(list, nil, true)
	s.ui.drain()
	return s
}

// setAccounts shows a snapshot.
func (s *stage) setAccounts(list []auth.Status, err error, loaded bool) {
	s.home.setAccounts(newListing(list), err, loaded)
}

// setSignIn has the agent end a sign-in at once, after fn was told whose.
func (s *stage) setSignIn(fn func(auth.AccountID)) {
	s.agent.signIn = func(_ context.Context, id auth.AccountID, _ auth.Prompt) error {
		fn(id)
		return nil
	}
}

func (s *stage) key(names ...fyne.KeyName) {
	for _, n := range names {
		if f := s.win.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: n})
		} else {
			s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: n})
		}
	}
}

// account is a status whose token lives for life and has left to go.
func account(n int, name, provider, host string, life, left time.Duration, scopes ...string) auth.Status {
	s := auth.Status{
		ID: auth.AccountID(fmt.Sprintf("%032x", n)), Name: name, ProviderName: provider, Host: host, Issuer: "https://" + host,
		ClientID: "authfob-desktop", Grant: auth.AuthorizationCode, Scopes: scopes,
		ObtainedAt: noon.Add(left - life), ExpiresAt: noon.Add(left), ExpirySource: auth.ExpiryReply, Renewable: true,
	}
	s.State = s.StateAt(noon)
	return s
}

// sampleAccounts has every state in it.
func sampleAccounts() []auth.Status {
	signIn := account(1, "Legacy reports", "AirMap", "auth.airmap.com", 0, 0, "openid", "offline_access")
	signIn.ObtainedAt, signIn.ExpiresAt, signIn.Renewable = time.Time{}, time.Time{}, false
	signIn.State = signIn.StateAt(noon)
	offline := account(6, "warehouse-sensors", "Smart Sense", "api.smartsense.co", time.Hour, -time.Minute, "read:devices")
	offline.Trouble = &auth.Trouble{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "api.smartsense.co", Reason: "timed out after 30 s", At: noon.Add(-30 * time.Second)}
	offline.State = offline.StateAt(noon)
	locked := auth.Status{ID: auth.AccountID(fmt.Sprintf("%032x", 7)), Name: "Old laptop", ProviderName: "GitLab", State: auth.StateLocked}
	forever := account(8, "Grafana robot", "", "grafana.example.org", time.Hour, time.Minute, "dashboards:read")
	forever.ExpiresAt, forever.State = time.Time{}, auth.StateFresh
	prod := account(2, "Anna Schmidt", "Airthings", "accounts.airthings.com", time.Hour, 42*time.Minute+12*time.Second, "read:device", "read:device:current_values")
	prod.Tags = []string{"prod"}
	staging := account(5, "staging-admin", "Keycloak", "sso.staging.example.com", time.Hour, -3*time.Minute, "openid", "profile", "admin")
	staging.Tags = []string{"staging"}
	return []auth.Status{
		signIn, prod,
		account(3, "work@contoso.com", "Microsoft", "login.microsoftonline.com", time.Hour, 3*time.Minute+3*time.Second, "Mail.Read", "User.Read"),
		account(4, "octo-deploy", "GitHub", "github.com", 8*time.Hour, 5*time.Hour+11*time.Minute, "repo", "workflow"),
		staging, offline, locked, forever,
	}
}
