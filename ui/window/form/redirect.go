package form

import (
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// loopbackURI writes a loopback redirect URI as it has to be registered: with
// its port only where that is fixed.
func loopbackURI(r auth.Redirect) string {
	host, path := r.Host, r.Path
	if host == "" {
		host = "127.0.0.1"
	}
	if path == "" {
		path = "/callback"
	}
	if r.Port != 0 {
		host = net.JoinHostPort(host, strconv.Itoa(r.Port))
	}
	return "http://" + host + path
}

// registered is the redirect URI to register at the provider. (RFC 8252 7.3)
func registered(r auth.Redirect) string {
	if r.URI != "" {
		return r.URI
	}
	return loopbackURI(r)
}

// checkRedirect says why a browser could not come back to an address, or nil.
func checkRedirect(raw string) error {
	u, err := url.Parse(raw)
	if err == nil && u.Scheme == "http" {
		ip := net.ParseIP(u.Hostname())
		if u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) || u.RawQuery != "" || u.User != nil {
			return errors.New(words.Now().Form.RedirectHTTP)
		}
		raw = "https" + strings.TrimPrefix(raw, "http") // the rest of the rules are the same
	}
	return auth.CheckEndpoint(raw)
}

// redirectNote says what happens at a redirect URI.
func redirectNote(uri string) string {
	u, err := url.Parse(uri)
	switch {
	case err != nil:
		return ""
	case u.Scheme == "https":
		return words.Now().Form.RedirectPaste
	case u.Port() == "":
		return words.Now().Form.AnyPort
	}
	return words.Now().Form.RedirectFixed
}
