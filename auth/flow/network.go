package flow

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/authfob/authfob/auth"
)

var (
	errTooLarge   = errors.New("answered with more than 1 MiB")
	errSwitched   = errors.New("changed to another protocol, unasked")
	errTLSTimeout = errors.New("no secure connection in time")

	errNoCertificate = errors.New("it showed no certificate")
)

// unanswered is the Failure for no answer, with what helps where that shows.
func (c *Client) unanswered(doing, at string, err error) *auth.Failure {
	f := unreachable(doing, at, "%s", c.networkReason(err))
	if _, helps := certificateReason(err); helps != auth.RemedyNone {
		f.Helps = helps
		return f
	}
	var record tls.RecordHeaderError
	switch {
	case proxyFailed(err):
		f.Helps = auth.RemedyProxy
	case errors.As(err, &record):
		f.Helps = auth.RemedyAddress
	}
	return f
}

// networkReason says in words why no answer came. It never prints the error
// itself, which may hold the address with its query. (requirements 31, 88)
func (c *Client) networkReason(err error) string {
	if reason, _ := certificateReason(err); reason != "" {
		return reason
	}
	var dns *net.DNSError
	var op *net.OpError
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, errTooLarge):
		return errTooLarge.Error()
	case errors.Is(err, errSwitched):
		return errSwitched.Error()
	case proxyFailed(err):
		return "the proxy does not connect"
	case errors.As(err, &dns) && dns.IsNotFound:
		return "its name is not known in this network"
	case errors.As(err, &dns):
		return "its name could not be looked up"
	case errors.Is(err, errTLSTimeout), strings.Contains(err.Error(), "TLS handshake timeout"):
		return fmt.Sprintf("no secure connection within %v", c.limits.TLS)
	case errors.As(err, &op) && op.Op == "dial" && op.Timeout():
		return fmt.Sprintf("no connection within %v", c.limits.Connect)
	case strings.Contains(err.Error(), "timeout awaiting response headers"):
		return fmt.Sprintf("no answer within %v", c.limits.Headers)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("no complete answer within %v", c.limits.Whole)
	case errors.As(err, &op) && op.Op == "remote error": // a TLS alert; its text is one of Go's own
		return "it refused the secure connection (" + auth.Clean(op.Err.Error(), 80) + ")"
	case errors.As(err, &record):
		return "it does not speak TLS there: not an https address, or a network that intercepts"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "the connection was refused"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return "there is no network to it"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the connection broke off"
	case strings.Contains(err.Error(), "malformed HTTP"), strings.Contains(err.Error(), "server response headers exceeded"):
		return "it did not answer as a web server does"
	}
	return "the exchange broke off"
}

func proxyFailed(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "proxyconnect" || strings.Contains(err.Error(), "proxyconnect")
}

// certificateReason names what is wrong with a server's certificate, and what
// helps; or "".
func certificateReason(err error) (reason string, helps auth.Remedy) {
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var cert x509.CertificateInvalidError
	var other *tls.CertificateVerificationError
	switch {
	case errors.As(err, &host):
		return "its certificate is for another host", auth.RemedyAddress
	case errors.As(err, &cert) && cert.Reason == x509.Expired:
		return "its certificate has expired or is not valid yet", auth.RemedyClock
	case errors.As(err, &unknown):
		return "its certificate comes from an unknown authority", auth.RemedyAuthority
	case errors.As(err, &other), errors.As(err, &cert):
		return "its certificate is not valid", auth.RemedyServer
	}
	return "", auth.RemedyNone
}
