package flow

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

// keeping is a Client whose connections rest for longer than a test takes.
func keeping() *Client {
	limits := defaultLimits
	limits.Rest = time.Minute
	return New(Config{Limits: limits})
}

// renewWith renews with a refresh token of that name.
func renewWith(t *testing.T, c *Client, target auth.Target, refresh string) (auth.Grant, error) {
	t.Helper()
	return c.Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret(refresh)})
}

// meter counts a server's connections.
type meter struct {
	mu      sync.Mutex
	conns   int
	resumed []bool // by request
	closed  chan struct{}
}

func metered(t *testing.T, cfg *tls.Config) (*httptest.Server, *meter) {
	t.Helper()
	m := &meter{closed: make(chan struct{}, 100)}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.resumed = append(m.resumed, r.TLS.DidResume)
		_, _ = io.WriteString(w, `{"access_token":"ACCESS"}`)
	}))
	s.TLS = cfg
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		m.mu.Lock()
		defer m.mu.Unlock()
		switch state {
		case http.StateNew:
			m.conns++
		case http.StateClosed:
			m.closed <- struct{}{}
		}
	}
	s.StartTLS()
	t.Cleanup(s.Close)
	return s, m
}

// TestKept: connections serve accounts of the same settings one after the
// other, and TLS sessions are resumed; other settings share neither.
func TestKept(t *testing.T) {
	ca := newAuthority(t)
	pair, _, _ := ca.issue(t, func(*x509.Certificate) {})
	_, cert, key := ca.issue(t, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} })
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		t.Run(tls.VersionName(version), func(t *testing.T) {
			s, m := metered(t, &tls.Config{Certificates: []tls.Certificate{pair}, MaxVersion: version, ClientAuth: tls.RequestClientCert})
			c, first := keeping(), deviceTarget()
			first.Protocol.Endpoints.Token, first.Account.CA = s.URL+"/token", ca.pem
			same, otherCA, certified := first, first, first
			same.Account.ClientID = "another account"
			otherCA.Account.CA += newAuthority(t).pem
			certified.Account.Certificate, certified.Credentials.CertificateKey = cert, auth.NewSecret(key)
			for i, step := range []struct {
				target  auth.Target
				hangUp  bool
				conns   int
				resumed bool
			}{
				{target: first, conns: 1},
				{target: same, conns: 1},
				{target: otherCA, conns: 2},
				{target: certified, conns: 3},
				{target: certified, conns: 3},
				{target: first, conns: 3},
				{target: same, hangUp: true, conns: 4, resumed: true},
				{target: certified, conns: 5, resumed: true},
			} {
				if step.hangUp {
					c.HangUp()
				}
				if _, err := renewWith(t, c, step.target, "R"); err != nil {
					t.Fatal(err)
				}
				m.mu.Lock()
				if resumed := m.resumed[len(m.resumed)-1]; m.conns != step.conns || resumed != step.resumed {
					t.Errorf("step %d: %d connections, want %d; resumed %v", i, m.conns, step.conns, resumed)
				}
				m.mu.Unlock()
			}
			c.HangUp()
		})
	}
}

// TestResumedIsVerified: a certificate that is not believed any more is not
// believed because it once was.
func TestResumedIsVerified(t *testing.T) {
	ca := newAuthority(t)
	pair, _, _ := ca.issue(t, func(*x509.Certificate) {})
	s, m := metered(t, &tls.Config{Certificates: []tls.Certificate{pair}})
	pool := x509.NewCertPool()
	pool.AddCert(ca.cert)
	d := &tlsDialer{dialer: &net.Dialer{}, config: &tls.Config{ClientSessionCache: tls.NewLRUClientSessionCache(1)}, timeout: time.Minute, trust: trust{
		quick: func([]*x509.Certificate) *x509.CertPool { return pool }, full: x509.NewCertPool,
	}}
	once := func() error {
		conn, err := d.dial(t.Context(), "tcp", s.Listener.Addr().String())
		if err != nil {
			return err
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
		_, err = io.Copy(io.Discard, conn)
		return err
	}
	for range 2 {
		if err := once(); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]bool{false, true}, m.resumed); diff != "" {
		t.Fatalf("resumed (-want +got):\n%s", diff)
	}
	pool = x509.NewCertPool()
	if err := once(); err == nil {
		t.Error("a server that nobody vouches for any more was believed")
	}
}

// TestRestEnds: a connection that nobody needs is gone after its time, and with
// it the timer; no more of them rest than are of use.
func TestRestEnds(t *testing.T) {
	ca := newAuthority(t)
	pair, _, _ := ca.issue(t, func(*x509.Certificate) {})
	s, m := metered(t, &tls.Config{Certificates: []tls.Certificate{pair}})
	limits := defaultLimits
	limits.Rest = 50 * time.Millisecond
	c, target := New(Config{Limits: limits}), deviceTarget()
	target.Protocol.Endpoints.Token, target.Account.CA = s.URL+"/token", ca.pem
	m.mu.Lock() // nobody is answered until all have asked
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if _, err := renewWith(t, c, target, "R"); err != nil {
				t.Error(err)
			}
		})
	}
	m.mu.Unlock()
	all.Wait()
	rt, err := c.transport(target)
	if err != nil {
		t.Fatal(err)
	}
	d := rt.(way).direct
	d.mu.Lock()
	for place, lines := range d.resting {
		if len(lines) > maxResting {
			t.Errorf("%d lines rest at %s", len(lines), place)
		}
	}
	d.mu.Unlock()
	m.mu.Lock()
	conns := m.conns
	m.mu.Unlock()
	for range conns {
		<-m.closed
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.resting) > 0 {
		t.Errorf("there still rest: %v", d.resting)
	}
}
