package hostile

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"testing"
	"time"
)

// certificates are what a TLS row's server shows. The authority that signs is
// the account's own, but for "unknown".
var certificates = map[string]struct {
	leaf func(*x509.Certificate)
	ca   func(*x509.Certificate)
	cfg  func(*tls.Config)
}{
	"good":           {},
	"unknown":        {},
	"expired":        {leaf: func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Hour) }},
	"not-yet":        {leaf: func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Hour) }},
	"wrong-host":     {leaf: func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"login.example"} }},
	"wrong-ip":       {leaf: func(c *x509.Certificate) { c.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 2)} }},
	"no-names":       {leaf: func(c *x509.Certificate) { c.IPAddresses, c.Subject.CommonName = nil, "127.0.0.1" }},
	"client-use":     {leaf: func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }},
	"ca-expired":     {ca: func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Hour) }},
	"ca-is-none":     {ca: func(c *x509.Certificate) { c.IsCA, c.KeyUsage = false, x509.KeyUsageDigitalSignature }},
	"ca-constrained": {ca: func(c *x509.Certificate) { c.PermittedDNSDomainsCritical, c.ExcludedIPRanges = true, loopbackNet() }},
	"tls10":          {cfg: func(c *tls.Config) { c.MaxVersion = tls.VersionTLS10 }},
	"tls11":          {cfg: func(c *tls.Config) { c.MaxVersion = tls.VersionTLS11 }},
	"tls12":          {cfg: func(c *tls.Config) { c.MaxVersion = tls.VersionTLS12 }},
	"tls13":          {cfg: func(c *tls.Config) { c.MinVersion = tls.VersionTLS13 }},
	"wants-client":   {cfg: func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert }},
	"h2-only":        {cfg: func(c *tls.Config) { c.NextProtos = []string{"h2"} }},
}

func loopbackNet() []*net.IPNet {
	return []*net.IPNet{{IP: net.IPv4(127, 0, 0, 0).To4(), Mask: net.CIDRMask(8, 32)}}
}

// start lets the server speak what kind says and returns the PEM of the
// authority that an account would add; "" where it adds none.
func (s *Server) start(t testing.TB, kind string) string {
	if kind == "" {
		s.http.Start()
		return ""
	}
	if raw, ok := rawListeners[kind]; ok {
		s.http.Listener = &rawListener{s.http.Listener, raw, s.closing}
		s.http.Start()
		s.http.URL = "https" + s.http.URL[len("http"):]
		return ""
	}
	c, ok := certificates[kind]
	if !ok {
		t.Fatalf("there is no certificate of kind %q", kind)
	}
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	authority := certificate("Hostile CA", c.ca)
	authority.IsCA = c.ca == nil || authority.IsCA
	ca := must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, authority, authority, key.Public(), key))))
	leafKey := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	leaf := certificate("leaf", nil)
	leaf.IsCA, leaf.KeyUsage, leaf.IPAddresses = false, x509.KeyUsageDigitalSignature, []net.IP{net.IPv4(127, 0, 0, 1)}
	if c.leaf != nil {
		c.leaf(leaf)
	}
	der := must(x509.CreateCertificate(rand.Reader, leaf, ca, leafKey.Public(), key))
	s.http.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: leafKey}}, MinVersion: tls.VersionTLS10}
	if c.cfg != nil {
		c.cfg(s.http.TLS)
	}
	s.http.StartTLS()
	if kind == "unknown" {
		return ""
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Raw}))
}

func certificate(name string, change func(*x509.Certificate)) *x509.Certificate {
	c := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(24 * time.Hour), KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	if change != nil {
		change(c)
	}
	return c
}

// rawListeners speak no TLS where TLS is due.
var rawListeners = map[string]func(net.Conn, <-chan struct{}){
	"plain": nil, // an ordinary web server
	"garbage": func(c net.Conn, _ <-chan struct{}) {
		_, _ = c.Write([]byte("\x00\xff\x13not a handshake, whatever you may think\r\n\r\n"))
	},
	"ssh":    func(c net.Conn, _ <-chan struct{}) { _, _ = c.Write([]byte("SSH-2.0-OpenSSH_9.9\r\n")) },
	"reset":  func(c net.Conn, _ <-chan struct{}) { reset(c) },
	"silent": func(_ net.Conn, closing <-chan struct{}) { <-closing },
}

type rawListener struct {
	net.Listener
	speak   func(net.Conn, <-chan struct{})
	closing <-chan struct{}
}

func (l *rawListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil || l.speak == nil {
			return c, err
		}
		go func() { // ends when the server closes at the latest
			l.speak(c, l.closing)
			_ = c.Close()
		}()
	}
}

func reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}
