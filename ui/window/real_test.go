package window

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/auth/flow"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/text"
)

// standins is the catalogue, with its endpoints at the demo server's stand-ins.
type standins struct {
	*catalog.Catalog
	base string
}

func (c standins) Provider(id string) (auth.Provider, bool) {
	p, ok := c.Catalog.Provider(id)
	if at := demo.Endpoints(id, c.base); at != (auth.Endpoints{}) {
		p.Protocol.Endpoints = at
	}
	return p, ok
}

func (c standins) All() []auth.Provider {
	all, _ := c.Catalog.All()
	for i, p := range all {
		all[i], _ = c.Provider(p.ID)
	}
	return all
}

// realStage is a window over a real agent, vault, flow and server. Only the
// display and the person are missing.
type realStage struct {
	*stage
	visits sync.WaitGroup
	landed chan string // where the browser was sent
}

func newRealStage(t *testing.T) *realStage {
	t.Helper()
	server, err := demo.Start(t.Context(), demo.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	catalogue := standins{catalog.New(""), server.URL()}
	agent := realAgent(t, catalogue)
	test.NewTempApp(t).Settings().SetTheme(look{themeLight})
	s := &realStage{stage: &stage{t: t, ui: newQueue(), win: test.NewTempWindow(t, nil)}, landed: make(chan string, 1)}
	s.win.SetPadded(false)
	ctx, cancel := context.WithCancel(t.Context())
	work := newTasks(ctx)
	t.Cleanup(func() { cancel(); work.wait(); s.visits.Wait() })
	s.home = newHome(world{
		accounts: agent, ui: s.ui, tasks: work, clock: wallClock(s.ui), canvas: s.win.Canvas(),
		clipText: func(string) {}, setLook: func(string) {},
		config: Config{Providers: catalogue, OpenURL: func(address string) error { s.visit(ctx, address); return nil }},
	})
	s.win.SetContent(s.root)
	s.bindKeys()
	s.win.Resize(fyne.NewSize(1000, 900))
	work.start(func(ctx context.Context) { _ = agent.Run(ctx, false) })
	work.start(s.watch)
	return s
}

func realAgent(t *testing.T, catalogue auth.Providers) *auth.Agent {
	t.Helper()
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))), 0o600); err != nil {
		t.Fatal(err)
	}
	vault, err := store.Open(t.TempDir(), store.KeyFile{Path: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { vault.Close() })
	return auth.NewAgent(vault, flow.New(flow.Config{}), catalogue)
}

// visit is the browser: it clicks on Ada, and notes where that leads.
func (s *realStage) visit(ctx context.Context, address string) {
	s.visits.Go(func() {
		landed, err := demo.Visit(ctx, address, "ada")
		if err != nil {
			s.t.Errorf("the browser: %v", err)
		}
		s.landed <- landed
	})
}

// follow has the browser go where it was sent: back to this computer.
func (s *realStage) follow(address string) {
	s.visits.Go(func() {
		resp, err := http.Get(address)
		if err != nil {
			s.t.Errorf("the browser: %v", err)
			return
		}
		resp.Body.Close()
	})
}

// choose picks a grant where the form offers several.
func (s *realStage) choose(g auth.GrantType) {
	for _, o := range s.objects() {
		if p, ok := o.(*pick); ok {
			w := text.Grant(g)
			p.SetSelected(strings.ToUpper(w[:1]) + w[1:])
			return
		}
	}
}

func (s *realStage) tickBox(label string) {
	s.t.Helper()
	for _, o := range s.objects() {
		if c, ok := o.(*check); ok && c.Text == label {
			test.Tap(c)
			return
		}
	}
	s.t.Fatalf("there is no %q", label)
}

func (s *realStage) shows(words string) bool { return strings.Contains(s.texts(), words) }

// realCase is one way to link one of the four systems.
type realCase struct {
	name, provider     string
	grant              auth.GrantType
	client, redirect   string
	username, password string
	keep, paste        bool
}

var realCases = []realCase{
	{name: "airthings", provider: "airthings", grant: auth.AuthorizationCode, client: "airthings-person", redirect: "https://redirect.configured.for.client", paste: true},
	{name: "airthings robot", provider: "airthings", grant: auth.ClientCredentials, client: "airthings-robot"},
	{name: "airmap", provider: "airmap", grant: auth.Password, client: "airmap-app", username: "ada@example.com", password: demo.Password},
	{name: "insiders", provider: "insiders", grant: auth.AuthorizationCode, client: "insiders-web"},
	{name: "insiders password", provider: "insiders", grant: auth.Password, client: "insiders-password", username: "ada", password: demo.Password, keep: true},
	{name: "smartsense", provider: "smartsense", grant: auth.ClientCredentials, client: "smartsense-app"},
}

// TestTheFourSystems links, signs in, renews, signs out and removes an account
// of each of the four systems, by what is on screen.
func TestTheFourSystems(t *testing.T) {
	for _, c := range realCases {
		t.Run(c.name, func(t *testing.T) {
			s := newRealStage(t)
			s.ui.await(t, "reading the vault", func() bool { return s.page == pageEmpty })
			s.add(c)
			s.ui.await(t, "listing the account", func() bool { return len(s.m.all) == 1 })
			s.signInAs(c)
			s.renewThrice()
			id := s.m.all[0].ID
			s.askSignOut(id)
			s.tapButton(wordSignOutDo)
			s.ui.await(t, "signing out", func() bool { return s.m.byID[id].ObtainedAt.IsZero() && s.notes[id].busy == "" })
			s.askRemove(id)
			s.tapButton(wordRemoveDo)
			s.ui.await(t, "removing", func() bool { return s.page == pageEmpty })
			if len(s.sheets) != 0 {
				t.Errorf("something is still asked or told:\n%s", s.texts())
			}
		})
	}
}

// add fills in the form of Add account.
func (s *realStage) add(c realCase) {
	s.t.Helper()
	s.tapButton(wordAdd)
	find := s.entry()
	find.SetText(c.provider)
	find.OnSubmitted(c.provider)
	s.choose(c.grant)
	for _, v := range []struct{ label, text string }{
		{wordFieldName, c.name},
		{wordFieldClientID, c.client},
		{wordFieldSecret, demo.Secret(c.client)},
		{wordFieldRedirect, c.redirect},
		{wordFieldUsername, c.username},
	} {
		if v.text != "" {
			s.below(v.label).SetText(v.text)
		}
	}
	if c.keep {
		s.tickBox(wordKeepPassword)
		s.below(wordPassword).SetText(c.password)
	}
	s.tapButton(wordAddSave)
}

// signInAs goes through the dialogs that follow, as the person they wait for.
func (s *realStage) signInAs(c realCase) {
	s.t.Helper()
	id := s.m.all[0].ID
	signedIn := func() bool {
		return !s.m.byID[id].ObtainedAt.IsZero() && s.signing == nil && s.notes[id].busy == ""
	}
	switch {
	case c.paste:
		s.ui.await(s.t, "asking for the address", func() bool { return s.shows(wordPasteField) && len(s.landed) == 1 })
		s.entry().SetText("https://evil.example/?code=1")
		s.tapButton(wordContinue)
		s.ui.await(s.t, "refusing a wrong address", func() bool { return s.shows(wordPasteField) && s.entry().Text == "" })
		s.entry().SetText(<-s.landed)
		s.tapButton(wordContinue)
	case c.grant == auth.AuthorizationCode:
		s.ui.await(s.t, "the browser", func() bool { return len(s.landed) == 1 })
		s.follow(<-s.landed)
	case c.grant == auth.Password && !c.keep:
		s.ui.await(s.t, "asking for the password", func() bool { return s.shows(wordPasswordFor + c.username) })
		s.entry().SetText(c.password)
		s.tapButton(wordContinue)
	case !c.grant.Interactive():
		s.renew(id)
	}
	s.ui.await(s.t, "signing in", signedIn)
}

// renewThrice gets three new tokens, one after the other.
func (s *realStage) renewThrice() {
	s.t.Helper()
	id := s.m.all[0].ID
	s.open(id)
	for n := range 3 {
		was := s.bearer(id)
		s.setNote(id, note{})
		s.tapButton(wordRenew)
		s.ui.await(s.t, "renewing", func() bool { return s.notes[id].done == wordRenewed || s.notes[id].failed() })
		if s.bearer(id).Equal(was) {
			s.t.Fatalf("renewal %d gave no new token: %s %s", n+1, s.notes[id].what, s.notes[id].todo)
		}
	}
}

// bearer is the token in the vault.
func (s *realStage) bearer(id auth.AccountID) auth.Secret {
	s.t.Helper()
	r, err := s.Record(s.t.Context(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return r.Grant.Field("")
}
