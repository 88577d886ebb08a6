package flow

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net"
	"strings"
	"testing"
	"time"
)

// TestQuickRootsFallBack puts the authority where the bundle is not.
func TestQuickRootsFallBack(t *testing.T) {
	ca := newAuthority(t)
	pair, _, _ := ca.issue(t, func(*x509.Certificate) {})
	s := tlsServer(t, &tls.Config{Certificates: []tls.Certificate{pair}})
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(ca.pem))
	d := &tlsDialer{dialer: &net.Dialer{}, config: &tls.Config{MinVersion: tls.VersionTLS12}, timeout: time.Second, trust: trust{
		quick: func([]*x509.Certificate) *x509.CertPool { return x509.NewCertPool() }, full: func() *x509.CertPool { return pool },
	}}
	conn, err := d.dial(t.Context(), "tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	if _, err = d.dial(t.Context(), "tcp", "localhost:"+port); err == nil {
		t.Error("a certificate for 127.0.0.1 was believed of localhost")
	}
	d.trust.full = x509.NewCertPool
	if _, err = d.dial(t.Context(), "tcp", s.Listener.Addr().String()); err == nil {
		t.Error("a server that nobody vouches for was believed")
	}
}

// TestBundle: of a file of authorities, those are read that a server's
// certificates name, and a chain of several is found.
func TestBundle(t *testing.T) {
	ca, other := newAuthority(t), newAuthority(t)
	middle := authority{key: newKey(t)}
	made := template("Between", true)
	der, err := x509.CreateCertificate(rand.Reader, made, ca.cert, middle.key.Public(), ca.key)
	if err != nil {
		t.Fatal(err)
	}
	middle.cert, _ = x509.ParseCertificate(der)
	pair, _, _ := middle.issue(t, func(*x509.Certificate) {})
	leaf, _ := x509.ParseCertificate(pair.Certificate[0])
	var foreign strings.Builder
	for range 3 {
		key := newKey(t)
		made := template("Foreign CA", true)
		der, err := x509.CreateCertificate(rand.Reader, made, made, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		_ = pem.Encode(&foreign, &pem.Block{Type: "CERTIFICATE", Bytes: der})
	}
	for name, tt := range map[string]struct {
		bundle, read string
		ok           bool
	}{
		"its authority, last":      {"# a comment\r\n" + foreign.String() + strings.ReplaceAll(ca.pem, "\n", "\r\n"), ca.pem, true},
		"one of the same name too": {other.pem + ca.pem, other.pem + ca.pem, true},
		"one of the same name":     {other.pem + foreign.String(), other.pem, false},
		"foreign ones":             {foreign.String(), "", false},
		"cut off":                  {foreign.String() + ca.pem[:len(ca.pem)-40], "", false},
		"after a broken one":       {"-----BEGIN CERTIFICATE-----\n%%\n-----END CERTIFICATE-----\n" + ca.pem, ca.pem, true},
		"nothing":                  {"", "", false},
	} {
		pool := x509.NewCertPool()
		addNamed(pool, strings.NewReader(tt.bundle), []*x509.Certificate{leaf, middle.cert})
		want := x509.NewCertPool()
		want.AppendCertsFromPEM([]byte(tt.read))
		d := &tlsDialer{trust: trust{
			quick: func([]*x509.Certificate) *x509.CertPool { return pool }, full: x509.NewCertPool,
		}}
		err := d.verify("127.0.0.1", []*x509.Certificate{leaf, middle.cert})
		if !pool.Equal(want) || (err == nil) != tt.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
