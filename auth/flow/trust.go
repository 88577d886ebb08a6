package flow

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"runtime"
	"sync"
	"time"
)

// bundles are where Linux systems keep all authorities in one file, in the
// order in which Go looks for it.
var bundles = []string{
	"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
}

// trust is who may vouch for a server. Reading every authority costs more than
// a handshake, and on Linux most of that is a folder that repeats the bundle
// file. So there are two pools, each read when first needed: the bundle, and
// all that the system trusts, which includes it.
type trust struct {
	quick func() *x509.CertPool // nil where there is no such file
	full  func() *x509.CertPool // nil for Go's default
}

// newTrust adds an account's own authorities, PEM, to the system's.
func newTrust(ca string) (trust, error) {
	if ca != "" && !x509.NewCertPool().AppendCertsFromPEM([]byte(ca)) {
		return trust{}, errors.New("the account's CA file holds no PEM certificate")
	}
	return trust{
		quick: sync.OnceValue(func() *x509.CertPool { return bundleRoots(ca) }),
		full:  sync.OnceValue(func() *x509.CertPool { return systemRoots(ca) }),
	}, nil
}

// bundleRoots reads the one file that Go would read first, plus ca.
func bundleRoots(ca string) *x509.CertPool {
	if runtime.GOOS != "linux" {
		return nil
	}
	files := bundles
	if own := os.Getenv("SSL_CERT_FILE"); own != "" {
		files = []string{own}
	}
	for _, name := range files {
		pem, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(pem)
		pool.AppendCertsFromPEM([]byte(ca))
		return pool
	}
	return nil
}

func systemRoots(ca string) *x509.CertPool {
	if ca == "" {
		return nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	pool.AppendCertsFromPEM([]byte(ca))
	return pool
}

// tlsDialer makes verified connections. A server whose authority is not in the
// quick pool gets a second connection against the full one. Both are Go's
// ordinary verification, and nothing is sent before either succeeds.
type tlsDialer struct {
	dialer  *net.Dialer
	config  *tls.Config
	timeout time.Duration
	trust   trust
}

func (d *tlsDialer) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	quick := d.trust.quick()
	if quick == nil {
		return d.handshake(ctx, network, addr, d.trust.full())
	}
	conn, err := d.handshake(ctx, network, addr, quick)
	if _, unknown := errors.AsType[x509.UnknownAuthorityError](err); unknown {
		return d.handshake(ctx, network, addr, d.trust.full())
	}
	return conn, err
}

func (d *tlsDialer) handshake(ctx context.Context, network, addr string, roots *x509.CertPool) (net.Conn, error) {
	raw, err := d.dialer.DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	cfg := d.config.Clone()
	cfg.RootCAs = roots
	cfg.ServerName, _, _ = net.SplitHostPort(addr)
	conn := tls.Client(raw, cfg)
	limited, cancel := context.WithTimeoutCause(ctx, d.timeout, errTLSTimeout)
	defer cancel()
	if err := conn.HandshakeContext(limited); err != nil {
		_ = raw.Close()
		if errors.Is(context.Cause(limited), errTLSTimeout) {
			return nil, errTLSTimeout
		}
		return nil, err
	}
	return conn, nil
}
