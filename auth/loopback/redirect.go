package loopback

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/authfob/authfob/auth"
)

// place is where the browser comes back to on this computer.
type place struct {
	ip   string // to listen on
	host string // in the redirect URI
	port int    // 0: any free one
	path string
	uri  string // as written, "" when it is made from the rest
}

// Receivable reports whether the browser comes back to this computer. Where it
// does not, the person pastes the address that they landed on.
func Receivable(r auth.Redirect) bool {
	return r.URI == "" || strings.HasPrefix(r.URI, "http://")
}

// placeOf reads where to listen. IPv4 loopback is the default, by its number:
// a name can be made to point elsewhere. (RFC 8252 7.3, 8.3)
func placeOf(r auth.Redirect) (place, error) {
	p := place{host: r.Host, port: r.Port, path: r.Path, uri: r.URI}
	if r.URI != "" {
		u, err := url.Parse(r.URI)
		if err != nil || u.Scheme != "http" || u.User != nil || u.Fragment != "" || u.RawQuery != "" {
			return place{}, errors.New("the redirect URI must look like http://127.0.0.1:8400/callback")
		}
		p.host, p.path = u.Hostname(), u.EscapedPath()
		if u.Port() != "" {
			if p.port, err = strconv.Atoi(u.Port()); err != nil || p.port < 1 || p.port > 65535 {
				return place{}, errors.New("the redirect URI has no usable port")
			}
		} else {
			p.uri = ""
		}
		if p.path == "" {
			p.path = "/"
		}
	} else if p.path == "" {
		p.path = "/callback"
	}
	if !strings.HasPrefix(p.path, "/") {
		return place{}, errors.New("the redirect path must begin with a slash")
	}
	return p.resolve()
}

func (p place) resolve() (place, error) {
	switch p.host = strings.Trim(p.host, "[]"); p.host {
	case "", "127.0.0.1":
		p.host, p.ip = "127.0.0.1", "127.0.0.1"
	case "localhost":
		p.ip = "127.0.0.1"
	case "::1":
		p.ip = "::1"
	default:
		return place{}, fmt.Errorf("the redirect host %s is not this computer itself (127.0.0.1, [::1] or localhost)", auth.Clean(p.host, 100))
	}
	return p, nil
}

// listen opens the port. A fixed port that is taken is an error: the server
// knows no other. (requirement 50)
func (p *place) listen() (net.Listener, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(p.ip, strconv.Itoa(p.port)))
	if err != nil && p.port == 0 && p.uri == "" && p.host == "127.0.0.1" { // a machine without IPv4
		if l, err = net.Listen("tcp", "[::1]:0"); err == nil {
			p.ip, p.host = "::1", "::1"
		}
	}
	if err != nil && p.port != 0 {
		return nil, fmt.Errorf("port %d of %s is taken by another program or not allowed", p.port, p.ip)
	}
	if err != nil {
		return nil, errors.New("no port of 127.0.0.1 could be opened for the browser's answer")
	}
	p.port = l.Addr().(*net.TCPAddr).Port
	return l, nil
}

// advertised is the Host that a browser sends, and the redirect URI.
func (p *place) advertised() (host, uri string) {
	host = net.JoinHostPort(p.host, strconv.Itoa(p.port))
	if p.uri != "" {
		return host, p.uri
	}
	return host, "http://" + host + p.path
}
