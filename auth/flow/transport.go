package flow

import (
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/authfob/authfob/auth"
)

// transportKey tells transports apart: what an account changes about the way
// to its server. The client key is there as a hash.
type transportKey struct {
	ca, certificate, proxy string
	clientKey              [sha256.Size]byte
}

// maxSessions is how many servers' TLS sessions are resumed, of each way.
const maxSessions = 32

// transport returns the account's way to its server. Accounts with the same
// settings share one, and so its authorities, connections and TLS sessions;
// others share none of them.
func (c *Client) transport(t auth.Target) (http.RoundTripper, error) {
	key := transportKey{t.Account.CA, t.Account.Certificate, t.Account.Proxy, sha256.Sum256([]byte(t.Credentials.CertificateKey.Reveal()))}
	c.mu.Lock()
	defer c.mu.Unlock()
	if rt, ok := c.transports[key]; ok {
		return rt, nil
	}
	rt, err := newTransport(t, c.limits)
	if err == nil {
		c.transports[key] = rt
	}
	return rt, err
}

// way is an account's way to its server: direct, or the library's transport by a
// proxy, which keeps no connection. (The library also knows names that are not in
// ASCII.)
type way struct {
	*direct
	proxied *http.Transport
}

// RoundTrip implements http.RoundTripper.
func (w way) RoundTrip(req *http.Request) (*http.Response, error) {
	foreign := strings.ContainsFunc(req.URL.Host, func(r rune) bool { return r >= utf8.RuneSelf })
	if proxy, err := w.proxied.Proxy(req); err != nil || proxy != nil || foreign {
		return w.proxied.RoundTrip(req)
	}
	return w.direct.RoundTrip(req)
}

// newTransport speaks HTTP/1.1 alone: there a request whose bytes went out is
// never sent again by the library, whatever the server does. (requirement 15)
func newTransport(t auth.Target, l Limits) (http.RoundTripper, error) {
	proxy, err := proxyOf(t.Account.Proxy)
	if err != nil {
		return nil, err
	}
	cfg := &tls.Config{MinVersion: tls.VersionTLS12, ClientSessionCache: tls.NewLRUClientSessionCache(maxSessions)}
	if cfg.Certificates, err = clientCertificate(t); err != nil {
		return nil, err
	}
	trust, err := newTrust(t.Account.CA)
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{Timeout: l.Connect}
	secure := &tlsDialer{dialer: dialer, config: cfg.Clone(), timeout: l.TLS, trust: trust}
	if proxied(t.Account.Proxy) {
		cfg.RootCAs = trust.full()
	}
	return way{
		&direct{limits: l, plain: dialer, secure: secure, resting: map[string][]*line{}},
		&http.Transport{
			Proxy: proxy, DialContext: dialer.DialContext, DialTLSContext: secure.dial,
			TLSClientConfig: cfg, TLSHandshakeTimeout: l.TLS, // by way of a proxy
			TLSNextProto:          map[string]func(string, *tls.Conn) http.RoundTripper{},
			ResponseHeaderTimeout: l.Headers, MaxResponseHeaderBytes: l.Header,
			DisableKeepAlives: true,
		},
	}, nil
}

// HangUp ends the connections that wait for another request. Call it when the
// network has become another, or the computer woke up: they lead nowhere then.
func (c *Client) HangUp() {
	c.mu.Lock()
	ways := slices.Collect(maps.Values(c.transports))
	c.mu.Unlock()
	for _, rt := range ways {
		if w, ok := rt.(way); ok {
			w.hangUp()
		}
	}
}

func proxyOf(raw string) (func(*http.Request) (*url.URL, error), error) {
	if raw == "" {
		return http.ProxyFromEnvironment, nil
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5") {
		return nil, errors.New("the account's proxy is not an address like http://host:port")
	}
	return http.ProxyURL(u), nil
}

// proxied reports whether a proxy may come into play.
func proxied(own string) bool {
	return own != "" || os.Getenv("HTTPS_PROXY") != "" || os.Getenv("https_proxy") != ""
}

// clientCertificate is the account's certificate for mutual TLS. (RFC 8705)
func clientCertificate(t auth.Target) ([]tls.Certificate, error) {
	if t.Account.Certificate == "" {
		return nil, nil
	}
	pair, err := tls.X509KeyPair([]byte(t.Account.Certificate), []byte(t.Credentials.CertificateKey.Reveal()))
	if err != nil {
		return nil, errors.New("the account's client certificate and its key do not fit together")
	}
	return []tls.Certificate{pair}, nil
}
