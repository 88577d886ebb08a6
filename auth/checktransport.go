package auth

import (
	"crypto/x509"
	"errors"
	"net/url"
	"strings"
)

// checkTransport checks what the browser's way back and the connection itself
// need.
func (t Target) checkTransport() error {
	if uri := t.Protocol.Redirect.URI; uri != "" {
		if err := checkRedirect(uri); err != nil {
			return &InputError{"redirect-uri", err.Error()}
		}
	}
	if proxy := t.Account.Proxy; proxy != "" && !isProxy(proxy) {
		return &InputError{"proxy", "it must be an address like http://host:port, without a user name or password"}
	}
	if ca := t.Account.CA; ca != "" && !hasCertificate(ca) {
		return &InputError{"ca-file", "there is no PEM certificate in it"}
	}
	return nil
}

// checkCertificate checks the client certificate of mutual TLS, and its key.
// (RFC 8705)
func (t Target) checkCertificate() error {
	switch certificate := t.Account.Certificate; {
	case certificate == "" && t.Credentials.CertificateKey.IsZero():
		return nil
	case certificate == "":
		return &InputError{"cert-file", "the key of a client certificate needs the certificate too"}
	case !hasCertificate(certificate):
		return &InputError{"cert-file", "there is no PEM certificate in it"}
	case t.Credentials.CertificateKey.IsZero():
		return &InputError{"cert-key-file", "a client certificate needs its private key too"}
	}
	return nil
}

func hasCertificate(pem string) bool { return x509.NewCertPool().AppendCertsFromPEM([]byte(pem)) }

// checkRedirect says why raw cannot be the address that a browser comes back
// to, or nil: an absolute URI without a fragment, with http for this computer
// only, where the code crosses no network. The scheme may be an application's
// own. (RFC 6749 3.1.2, RFC 8252 7)
func checkRedirect(raw string) error {
	u, err := url.Parse(raw)
	switch {
	case strings.Contains(raw, "#"):
		return errors.New("a redirect address has no fragment (#…)")
	case err != nil || u.Scheme == "" || len(raw) > maxURLLen || strings.IndexFunc(raw, notURLChar) >= 0:
		return errors.New("it must be a whole address, such as http://127.0.0.1:8400/callback or https://app.example.com/callback")
	case u.User != nil:
		return errors.New("the address has a user name or password in it")
	case u.Scheme == "https" && u.Hostname() == "":
		return errors.New("the address has no host")
	case u.Scheme == "http" && u.Hostname() != "localhost" && !isLoopbackIP(u.Hostname()):
		return errors.New("http is only possible on this computer itself (127.0.0.1, [::1] or localhost); use https")
	}
	return nil
}

func isProxy(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "socks5")
}
