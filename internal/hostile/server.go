package hostile

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// The client that is registered here.
const (
	ClientID     = "hostile-client"
	ClientSecret = "hos/tile+sec=ret%2B:0123456789abcdef"
	Subject      = "alice-0001"
)

// Server is the authorization server. Its methods may be called at any time.
type Server struct {
	URL    string        // the issuer
	Evil   string        // another host, which nobody must ask
	CA     string        // PEM, where it speaks TLS
	Second time.Duration // what device answers count in

	http, evil *httptest.Server
	closing    chan struct{}

	mu         sync.Mutex
	row        *Row // nil: all is well
	rest       []Act
	refresh    string // the one that counts
	code       map[string]*grantCode
	device     deviceGrant
	access     string          // issued last
	seen       map[string]bool // states, nonces and challenges
	secrets    []string
	violations []string
	requests   map[Place]int
	again      bool     // the last request came on a connection that had served before
	tokens     []string // codes, refresh tokens and device codes as presented at the token endpoint
}

type grantCode struct {
	challenge, redirectURI, nonce string
	spent                         bool
}

type deviceGrant struct {
	code     string
	polls    int
	last     time.Time
	interval time.Duration
}

// Start starts a server that behaves, until t ends. kind names its certificate;
// "" is plain HTTP.
func Start(t testing.TB, kind string) *Server {
	t.Helper()
	s := &Server{
		closing: make(chan struct{}), code: map[string]*grantCode{}, seen: map[string]bool{},
		requests: map[Place]int{}, Second: 10 * time.Millisecond,
	}
	s.secrets = []string{ClientSecret}
	s.evil = httptest.NewUnstartedServer(http.NotFoundHandler())
	s.evil.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.violate("the evil host was asked")
		}
	}
	s.evil.Start()
	s.Evil = s.evil.URL
	s.http = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	s.http.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.http.Config.ConnContext = func(ctx context.Context, _ net.Conn) context.Context {
		return context.WithValue(ctx, served{}, new(atomic.Int32))
	}
	s.CA = s.start(t, kind)
	s.URL = s.http.URL
	t.Cleanup(s.close)
	return s
}

func (s *Server) close() {
	close(s.closing)
	s.evil.Close()
	s.http.CloseClientConnections()
	s.http.Close()
}

// Arm makes the server misbehave as the row says.
func (s *Server) Arm(r Row) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.row, s.rest = &r, r.Rest
	s.tokens, s.requests = nil, map[Place]int{}
}

// Heal makes the server behave.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.row, s.rest = nil, nil
	s.tokens, s.requests = nil, map[Place]int{}
}

func (s *Server) armedNow() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.row != nil
}

// Violations lists what the client did wrong.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

// Secrets lists every value issued or received that must show up nowhere.
func (s *Server) Secrets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.secrets...)
}

// Asked counts the requests to a place since the fault was armed or healed.
func (s *Server) Asked(p Place) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests[p]
}

// served is the key of how many requests a connection has brought.
type served struct{}

// Again reports whether the last request came on a connection that had served
// before.
func (s *Server) Again() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.again
}

// Access is the access token that was issued last.
func (s *Server) Access() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.access
}

func (s *Server) violate(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

func (s *Server) guard(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range values {
		if len(v) >= 8 {
			s.secrets = append(s.secrets, v)
		}
	}
}

// fresh issues a value that looks like nothing else.
func (s *Server) fresh(kind string) string {
	v := kind + ".7" + rand.Text() // a run with a digit looks like a token to anybody
	s.guard(v)
	return v
}

// armed returns what to do at a place, and the row.
func (s *Server) armed(p Place) (Act, *Row) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests[p]++
	switch {
	case s.row == nil:
		return Act{}, nil
	case p == Poll && len(s.rest) > 0:
		act := s.rest[0]
		s.rest = s.rest[1:]
		return act, s.row
	case s.row.At == p:
		return s.row.Act, s.row
	}
	return s.row.Also[p], s.row
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	form, err := url.ParseQuery(string(body))
	if err != nil {
		s.violate("%s: the body is no form", r.URL.Path)
	}
	s.watch(r, form)
	s.mu.Lock()
	s.again = r.Context().Value(served{}).(*atomic.Int32).Add(1) > 1
	s.mu.Unlock()
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		s.answer(w, r, Discovery, s.description(), nil)
	case "/jwks":
		s.answer(w, r, Keys, s.keys(), keyTexts())
	case "/authorize":
		s.authorize(w, r)
	case "/token":
		s.token(w, r, form)
	case "/device":
		s.deviceCode(w, r, form)
	case "/revoke":
		s.watchClient(r, form, "/revoke")
		s.answer(w, r, Revoke, "", nil)
	case "/userinfo":
		s.answer(w, r, Userinfo, `{"sub":"`+Subject+`","name":"Alice"}`, nil)
	case "/.well-known/oauth-authorization-server":
		http.NotFound(w, r)
	case "/elsewhere": // where discovery is redirected to within the origin
		s.act(w, r, Act{}, s.description(), nil)
	default:
		s.violate("a request to %s, which nobody gave", r.URL.Path)
		http.NotFound(w, r)
	}
}

// description is the right answer of discovery.
func (s *Server) description() string {
	return s.fill(`{"issuer":"{self}","authorization_endpoint":"{self}/authorize","token_endpoint":"{self}/token",
		"revocation_endpoint":"{self}/revoke","device_authorization_endpoint":"{self}/device","userinfo_endpoint":"{self}/userinfo",
		"jwks_uri":"{self}/jwks","authorization_response_iss_parameter_supported":true,"code_challenge_methods_supported":["S256"],
		"token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post"]}`)
}

// fill puts the server's addresses into a text.
func (s *Server) fill(text string, pairs ...string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	pairs = append(pairs, "{self}", s.http.URL, "{evil}", s.Evil, "{secret}", ClientSecret, "{secret-url}", url.QueryEscape(ClientSecret), "{client}", ClientID)
	return strings.NewReplacer(pairs...).Replace(text)
}
