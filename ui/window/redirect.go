package window

import (
	"net"
	"strconv"

	"github.com/authfob/authfob/auth"
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
