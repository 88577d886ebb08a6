package demo

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server is a running pretend provider. It is safe for concurrent use.
type Server struct {
	url  string
	host string
	key  *ecdsa.PrivateKey
	http *http.Server
	done chan struct{} // closed when serving has ended

	mu      sync.Mutex // guards what follows
	knobs   Knobs
	log     []Request
	counts  map[string]int
	reuses  int
	issued  []string
	clients map[string]Client
	logins  map[string]login         // shown on the sign-in page
	pushed  map[string]pushed        // by request_uri
	codes   map[string]*code         // authorization codes
	devices map[string]*device       // by device code
	access  map[string]accessToken   // by token
	refresh map[string]*refreshToken // by token
}

// Start starts a server, which runs until Close or until ctx ends. Requests
// under way at that moment are cut off.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	if cfg.Addr == "" {
		cfg.Addr = "127.0.0.1:0"
	}
	host, _, err := net.SplitHostPort(cfg.Addr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return nil, errors.New("the demo server listens on this computer only: give 127.0.0.1 and a port")
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("the demo server could not make its key: %v", err)
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cfg.Addr)
	if err != nil {
		return nil, fmt.Errorf("the demo server could not start: %v", err)
	}
	s := newServer(l.Addr().String(), key, cfg)
	if cfg.Certificate != nil {
		s.url = "https://" + s.host
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{*cfg.Certificate}, MinVersion: tls.VersionTLS12})
	}
	s.http = &http.Server{
		Handler: s.routes(), ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	stop := context.AfterFunc(ctx, func() { _ = s.http.Close() })
	go func() { // ends with Close or ctx; Close waits for it
		defer close(s.done)
		defer stop()
		_ = s.http.Serve(l) // always http.ErrServerClosed
	}()
	return s, nil
}

func newServer(host string, key *ecdsa.PrivateKey, cfg Config) *Server {
	s := &Server{
		url: "http://" + host, host: host, key: key, done: make(chan struct{}), knobs: cfg.Knobs.withDefaults(),
		counts: map[string]int{}, clients: map[string]Client{}, logins: map[string]login{}, pushed: map[string]pushed{},
		codes: map[string]*code{}, devices: map[string]*device{}, access: map[string]accessToken{}, refresh: map[string]*refreshToken{},
	}
	for _, c := range append(allClients(), cfg.Clients...) {
		s.clients[c.ID] = c
	}
	return s
}

// URL is the server's issuer, without a slash at its end.
func (s *Server) URL() string { return s.url }

// Close stops the server and waits until it has stopped.
func (s *Server) Close() error {
	err := s.http.Close()
	<-s.done
	return err
}

// SetKnobs changes how the server behaves from the next request on.
func (s *Server) SetKnobs(k Knobs) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.knobs = k.withDefaults()
}

func (s *Server) settings() Knobs {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.knobs
}

// client finds a client of the authorization server (system "") or of a stand-in.
func (s *Server) client(system, id string) (Client, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.clients[id]
	return c, ok && c.system == system
}

// routes lists every address. Methods are checked by the handlers, for each
// dialect refuses wrong ones in its own way.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	for path, h := range map[string]handler{
		"/{$}":                              s.home,
		"/.well-known/openid-configuration": s.discovery,
		"/.well-known/oauth-authorization-server": s.discovery,
		"/jwks":       s.jwks,
		"/authorize":  s.authorize,
		"/decide":     s.decide,
		"/par":        s.par,
		"/token":      s.token,
		"/device":     s.deviceAuthorization,
		"/activate":   s.activate,
		"/userinfo":   s.userinfo,
		"/introspect": s.introspect,
		"/revoke":     s.revoke,
	} {
		mux.Handle(path, s.serve(h))
	}
	for _, routes := range []map[string]handler{
		airthings{s}.routes(), airmap{s}.routes(), insiders{s}.routes(), smartsense{s}.routes(),
	} {
		for path, h := range routes {
			mux.Handle(path, s.serve(h))
		}
	}
	mux.Handle("/", s.serve(func(x *exchange, _ *http.Request) {
		x.page(http.StatusNotFound, "Nothing here", "<p>This address leads nowhere.</p>")
	}))
	return mux
}
