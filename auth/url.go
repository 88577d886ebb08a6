package auth

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

const maxURLLen = 8 << 10

// CheckEndpoint says why raw cannot be used as a server's address, or nil. It
// is the one check for URLs from discovery, definitions, imports, device
// answers and hands alike: https, or http on a loopback IP literal; a host; no
// user part; no fragment; RFC 3986 characters only; at most 8 KiB.
// (RFC 6749 3.1, 3.2; requirement 6)
func CheckEndpoint(raw string) error {
	switch {
	case raw == "":
		return errors.New("the address is empty")
	case len(raw) > maxURLLen:
		return errors.New("the address is longer than 8 KiB")
	case strings.IndexFunc(raw, notURLChar) >= 0:
		return errors.New("the address has characters that a URL cannot have")
	case strings.Contains(raw, "#"):
		return errors.New("the address has a fragment (#…)")
	}
	u, err := url.Parse(raw)
	if err != nil {
		return errors.New("the address is not a URL")
	}
	switch {
	case !strings.Contains(raw, "://"):
		return errors.New("the address must be whole, from https:// on")
	case !isPort(u.Port()):
		return errors.New("the address has a port that is not between 1 and 65535")
	case u.Opaque != "" || u.Host == "" || u.Hostname() == "":
		return errors.New("the address has no host")
	case u.User != nil:
		return errors.New("the address has a user name or password in it")
	case u.Scheme == "https":
		return nil
	case u.Scheme != "http":
		return fmt.Errorf("the address must start with https:// (%s is not possible)", Clean(u.Scheme, 20))
	case !isLoopbackIP(u.Hostname()):
		return errors.New("http is only possible on this computer itself (127.0.0.1 or [::1]); use https")
	}
	return nil
}

// descriptions are where a server says what it is, below its issuer.
// (OpenID Connect Discovery 4, RFC 8414 3)
var descriptions = []string{"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"}

// Described is the issuer whose description is at address, where address is one
// as people copy it from a provider's papers. It reports whether it is.
func Described(address string) (issuer string, ok bool) {
	for _, d := range descriptions {
		if issuer, ok = strings.CutSuffix(address, d); ok {
			return issuer, true
		}
	}
	return address, false
}

// isPort reports whether text is a port, or none.
func isPort(text string) bool {
	n, err := strconv.ParseUint(text, 10, 16)
	return text == "" || err == nil && n > 0
}

func isLoopbackIP(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// notURLChar reports what RFC 3986 allows nowhere in a URL.
func notURLChar(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("-._~:/?#[]@!$&'()*+,;=%", r)
}

// Origin returns scheme://host:port of a URL, with the default port written
// out, or "" for what is no URL.
func Origin(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[u.Scheme]
	}
	return strings.ToLower(u.Scheme) + "://" + net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// Host returns the host of a URL as it is shown to people: without the default
// port, names in ASCII form.
func Host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	host := strings.TrimSuffix(u.Host, ":") // a port left empty
	if u.Scheme == "https" {
		host = strings.TrimSuffix(host, ":443")
	}
	return Clean(strings.ToLower(host), 255)
}
