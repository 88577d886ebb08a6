package hostile

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/flow"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// stage is one row's server, vault and client.
type stage struct {
	t      *testing.T
	row    Row
	server *Server
	vault  *store.Vault
	dir    string
	agent  *auth.Agent
	id     auth.AccountID
	log    *journal
	shown  []string // every text that a person could have seen
}

// journal is a log that several goroutines may write.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// libraries is what libraries print, net/http above all.
var libraries = &journal{}

func TestMain(m *testing.M) {
	log.SetOutput(libraries)
	os.Exit(m.Run())
}

// none is an empty catalogue.
type none struct{}

func (none) Provider(string) (auth.Provider, bool) { return auth.Provider{}, false }

func newStage(t *testing.T, row Row) *stage {
	t.Helper()
	s := &stage{t: t, row: row, server: Start(t, row.TLS), dir: t.TempDir(), log: &journal{}}
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte(base64.StdEncoding.EncodeToString(must(randomBytes(32)))), 0o600); err != nil {
		t.Fatal(err)
	}
	vault, err := store.Open(filepath.Join(s.dir, "vault"), store.KeyFile{Path: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = vault.Close() })
	s.vault = vault
	s.newAgent()
	return s
}

// newAgent starts over with a client that remembers nothing.
func (s *stage) newAgent() {
	limits := flow.Limits{
		Connect: 20 * time.Second, TLS: 20 * time.Second, Headers: 20 * time.Second, Whole: 30 * time.Second,
		Userinfo: 20 * time.Second, Revoke: 20 * time.Second, Header: 64 << 10, Body: 1 << 20, Second: s.server.Second, Rest: 10 * time.Second,
	}
	if s.row.Slow {
		short := 500 * time.Millisecond
		limits.TLS, limits.Headers, limits.Whole, limits.Userinfo, limits.Revoke = short, short, 2*short, short, short
	}
	client := flow.New(flow.Config{Limits: limits, Log: slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	s.agent = auth.NewAgent(s.vault, client, none{})
}

// add links the account. A notice is no failure.
func (s *stage) add() error {
	grant := auth.AuthorizationCode
	if s.row.At == Device || s.row.At == Poll {
		grant = auth.DeviceCode
	}
	id, notice, err := s.agent.Add(s.t.Context(), auth.Account{
		Name: "hostile", Grant: grant, ClientID: ClientID, Scopes: []string{"openid", "read"}, CA: s.server.CA,
		Protocol: auth.Protocol{Issuer: s.server.URL},
	}, auth.Credentials{ClientSecret: auth.NewSecret(ClientSecret)})
	s.id = id
	s.show(notice)
	s.show(err)
	return err
}

// signIn signs in with a browser of the row's making, and cancels when the
// browser is done and the client still waits.
func (s *stage) signIn(visits []Visit) error {
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	browser := NewBrowser(s.server, visits, s.transport())
	defer browser.Close()
	device, waits := s.row.At == Device || s.row.At == Poll, s.row.Outcome() == Waiting
	err := s.agent.SignIn(ctx, s.id, auth.Prompt{
		OpenURL: func(address string) error {
			if device {
				return s.openDevicePage(address)
			}
			err := browser.Open(ctx, address)
			if waits {
				cancel()
			}
			return err
		},
		ShowCode: func(c auth.UserCode) { s.shown = append(s.shown, c.Code, c.URI, c.CompleteURI) },
	})
	if browser.Opened.Load() > 0 {
		<-browser.Done
		s.closed(browser.Callback)
	}
	if n := browser.Opened.Load(); n > 1 {
		s.t.Errorf("the browser was opened %d times", n)
	} else if n > 0 && s.row.At == Discovery && s.row.Outcome() != Works && s.server.armedNow() {
		s.t.Error("the browser was opened although the server's description is unusable")
	}
	s.show(err)
	return err
}

func (s *stage) openDevicePage(address string) error {
	if !strings.HasPrefix(address, s.server.URL+"/verify") {
		s.t.Errorf("the browser was opened at %q", address)
	}
	return nil
}

func (s *stage) transport() *http.Transport {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(s.server.CA))
	return &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, DisableKeepAlives: true}
}

// closed checks that nobody listens any more. (requirements 10, 43)
func (s *stage) closed(callback *url.URL) {
	if callback == nil {
		return
	}
	conn, err := net.DialTimeout("tcp", callback.Host, time.Second)
	if err == nil {
		_ = conn.Close()
		s.t.Error("the redirect listener is still open after the sign-in")
	}
}

// renew asks for a token newer than now.
func (s *stage) renew() (auth.Token, error) {
	token, err := s.agent.Token(s.t.Context(), s.id, auth.TokenOptions{After: time.Now()})
	s.show(err)
	s.shown = append(s.shown, token.Notices...)
	return token, err
}

// record reads the account and notes what a person could see of it.
func (s *stage) record() auth.Record {
	s.t.Helper()
	r, err := s.vault.Get(s.t.Context(), s.id)
	if err != nil {
		s.t.Fatal(err)
	}
	s.shown = append(s.shown, r.Grant.Notices...)
	s.shown = append(s.shown, r.Grant.Scopes...)
	for _, e := range r.History {
		s.shown = append(s.shown, e.Code, e.Detail, e.Host)
	}
	if r.Trouble != nil {
		s.show(r.Trouble.Failure())
	}
	return r
}

// show notes an error as every surface words it.
func (s *stage) show(err error) {
	if err != nil {
		said := text.Explain(err)
		s.shown = append(s.shown, err.Error(), said.What, said.Todo)
		for _, english := range []string{said.What, said.Todo} {
			german := words.In("de").Say(english)
			s.shown = append(s.shown, german)
			if left := englishWords.FindString(serversWords.ReplaceAllString(german, "")); left != "" {
				s.t.Errorf("a window in German says %q: %s", left, german)
			}
		}
	}
}

// serversWords are what a server says itself, and englishWords what no window in
// another language says.
var (
	serversWords = regexp.MustCompile(`"[^"]*"|meldet \S+|\([^)]*\)|\S+_\S+`)
	englishWords = regexp.MustCompile(`\b(the|its?|is|could|not|and|with|try|again|check|answer(s|ed)?|account|server's)\b`)
)

func outcomeOf(err error) Outcome {
	var f *auth.Failure
	switch {
	case err == nil:
		return Works
	case errors.As(err, &f):
		return Outcome(f.Outcome)
	case errors.Is(err, context.Canceled):
		return Waiting
	}
	return Outcome(err.Error())
}

// judge compares what came of the fault with what must.
func (s *stage) judge(err error) {
	s.t.Helper()
	if got := outcomeOf(err); got != s.row.Outcome() {
		s.t.Errorf("the outcome is %q (%v), not %q", got, cut(err), s.row.Outcome())
	}
	if err != nil && !strings.Contains(err.Error(), s.row.Says) {
		s.t.Errorf("the error says %q, not %q", cut(err), s.row.Says)
	}
}

func cut(err error) string {
	s := fmt.Sprint(err)
	return s[:min(len(s), 400)]
}

// inspect looks at everything that was said and written. (requirements 67, 74, 87, 88)
func (s *stage) inspect() {
	s.t.Helper()
	for _, v := range s.server.Violations() {
		s.t.Errorf("violation: %s", v)
	}
	for _, line := range s.shown {
		if auth.Clean(line, len(line)) != line {
			s.t.Errorf("shown, but not clean: %q", line)
		}
		if len(line) > 1500 {
			s.t.Errorf("shown, but %d bytes long", len(line))
		}
	}
	places := map[string]string{"what was shown": strings.Join(s.shown, "\n"), "the log": s.log.String(), "a library's log": libraries.String()}
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		places[path] = string(b)
		return err
	})
	if err != nil {
		s.t.Error(err)
	}
	for _, secret := range s.server.Secrets() {
		for _, form := range []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret))} {
			for place, text := range places {
				if strings.Contains(text, form) || strings.Contains(strings.ToLower(text), strings.ToLower(form)) {
					s.t.Errorf("%s holds the secret %q", place, form)
				}
			}
		}
	}
}
