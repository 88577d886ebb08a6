package flow

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"os"
	"runtime"
	"slices"
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
// a handshake, and on Linux a folder repeats the bundle file. So quick reads of
// the bundle only the authorities that certificates name; full is all that the
// system trusts, which includes them, read when first needed.
type trust struct {
	quick func(named []*x509.Certificate) *x509.CertPool // nil where there is no such file
	full  func() *x509.CertPool                          // nil for Go's default
}

// newTrust adds an account's own authorities, PEM, to the system's.
func newTrust(ca string) (trust, error) {
	if ca != "" && !x509.NewCertPool().AppendCertsFromPEM([]byte(ca)) {
		return trust{}, errors.New("the account's CA file holds no PEM certificate")
	}
	return trust{
		quick: func(named []*x509.Certificate) *x509.CertPool { return bundleRoots(ca, named) },
		full:  sync.OnceValue(func() *x509.CertPool { return systemRoots(ca) }),
	}, nil
}

// bundleRoots are the authorities named, of the one file that Go would read
// first, plus ca.
func bundleRoots(ca string, named []*x509.Certificate) *x509.CertPool {
	if runtime.GOOS != "linux" {
		return nil
	}
	files := bundles
	if own := os.Getenv("SSL_CERT_FILE"); own != "" {
		files = []string{own}
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer func() { _ = f.Close() }()
		pool := x509.NewCertPool()
		addNamed(pool, f, named)
		pool.AppendCertsFromPEM([]byte(ca))
		return pool
	}
	return nil
}

// addNamed adds the certificates of a PEM file that hold an issuer's name of one
// of those given, as their authority does, and takes no other apart. What it
// cannot read it leaves out.
func addNamed(pool *x509.CertPool, file io.Reader, named []*x509.Certificate) {
	var text, der []byte
	lines, inside := bufio.NewScanner(file), false
	for lines.Scan() {
		switch line := bytes.TrimSpace(lines.Bytes()); {
		case string(line) == "-----BEGIN CERTIFICATE-----":
			inside, text = true, text[:0]
		case inside && string(line) == "-----END CERTIFICATE-----":
			inside = false
			var err error
			if der, err = base64.StdEncoding.AppendDecode(der[:0], text); err != nil ||
				!slices.ContainsFunc(named, func(c *x509.Certificate) bool { return bytes.Contains(der, c.RawIssuer) }) {
				continue
			}
			if c, err := x509.ParseCertificate(bytes.Clone(der)); err == nil {
				pool.AddCert(c)
			}
		case inside:
			text = append(text, line...)
		}
	}
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

// tlsDialer makes verified connections: nothing is sent before verify is done.
type tlsDialer struct {
	dialer  *net.Dialer
	config  *tls.Config
	timeout time.Duration
	trust   trust
}

func (d *tlsDialer) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	raw, err := d.dialer.DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	cfg := d.config.Clone()
	cfg.ServerName = host
	// Which authorities are to be read is known once the server has named them,
	// so verify does what is skipped here.
	cfg.InsecureSkipVerify = true
	cfg.VerifyConnection = func(s tls.ConnectionState) error { return d.verify(host, s.PeerCertificates) }
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

// verify is Go's ordinary verification of a server's certificates, leaf first,
// for host: against the authorities that they name and, where those are not in
// the bundle, against all.
func (d *tlsDialer) verify(host string, sent []*x509.Certificate) error {
	if host == "" || len(sent) == 0 {
		return errNoCertificate
	}
	between := x509.NewCertPool()
	for _, c := range sent[1:] {
		between.AddCert(c)
	}
	by := func(roots *x509.CertPool) error {
		_, err := sent[0].Verify(x509.VerifyOptions{DNSName: host, Intermediates: between, Roots: roots})
		return err
	}
	err := error(x509.UnknownAuthorityError{})
	if quick := d.trust.quick(sent); quick != nil {
		err = by(quick)
	}
	if _, unknown := errors.AsType[x509.UnknownAuthorityError](err); unknown {
		err = by(d.trust.full())
	}
	if err != nil {
		return &tls.CertificateVerificationError{UnverifiedCertificates: sent, Err: err}
	}
	return nil
}
