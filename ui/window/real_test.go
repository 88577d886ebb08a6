package window

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/auth/flow"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
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
	issuer string      // the demo server's
}

func newRealStage(t *testing.T) *realStage {
	t.Helper()
	server, err := demo.Start(t.Context(), demo.Config{Knobs: demo.Knobs{DeviceInterval: time.Second}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	catalogue := standins{catalog.New(""), server.URL()}
	agent := realAgent(t, catalogue)
	s := &realStage{stage: &stage{Stage: fakes.NewStage(t, kit.ThemeLight, nil)}, landed: make(chan string, 8), issuer: server.URL()}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(func() { cancel(); s.visits.Wait() })
	on := s.Stand()
	on.Clock = kit.WallClock(s.Queue)
	s.home = newHome(world{
		accounts: agent,
		Stage:    on,
		setLook:  func(string) {}, setStill: func(bool) {}, held: func() fyne.KeyModifier { return 0 },
		config: Config{Providers: catalogue, OpenURL: func(address string) error { s.visit(ctx, address); return nil }},
	})
	s.Win.SetContent(s.root)
	s.bindKeys()
	s.Win.Resize(fyne.NewSize(1000, 900))
	s.Tasks.Start(func(ctx context.Context) { _ = agent.Run(ctx, false) })
	s.Tasks.Start(s.watch)
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
			s.T.Errorf("the browser: %v", err)
		}
		select {
		case s.landed <- landed:
		case <-ctx.Done():
		}
	})
}

// follow has the browser go where it was sent: back to this computer.
func (s *realStage) follow(address string) {
	s.visits.Go(func() {
		resp, err := http.Get(address)
		if err != nil {
			s.T.Errorf("the browser: %v", err)
			return
		}
		resp.Body.Close()
	})
}

func (s *realStage) tickBox(label string) {
	s.T.Helper()
	for _, o := range s.Objects() {
		if c, ok := o.(*kit.Check); ok && c.Text == label {
			test.Tap(c)
			return
		}
	}
	s.T.Fatalf("there is no %q", label)
}
