package doctor

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/text"
)

// reached is what came of asking one server.
type reached struct {
	host string
	skew time.Duration
	err  error
}

// maxServers bounds how many servers are asked, maxAtOnce how many at a time.
const (
	maxServers = 100
	maxAtOnce  = 8
)

func (e *exam) lookAtNetwork(ctx context.Context) []Finding {
	found := append(e.lookAtProxy(), e.lookAtAuthorities()...)
	if !hasNetwork() {
		found = append(found, Finding{Area: "network", Code: "none", Verdict: Note, What: "This computer has no network but itself.", Do: "Connect it. Tokens that are still valid are handed out all the same."})
	}
	if e.Online {
		found = append(found, e.lookAtServers()...)
	}
	if len(found) == 0 {
		return one("network", "plain", OK, "Requests go straight to the servers, with the system's certificate authorities.", "")
	}
	return found
}

// lookAtProxy shows of a proxy what is no secret: never its user and password.
func (e *exam) lookAtProxy() (found []Finding) {
	seen := map[string]bool{}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		value := os.Getenv(name)
		if value == "" || seen[value] {
			continue
		}
		seen[value] = true
		u, err := url.Parse(value)
		if err != nil || u.Host == "" {
			u, err = url.Parse("http://" + value) // as the HTTP library reads it
		}
		if err != nil || u.Host == "" {
			found = append(found, Finding{Area: "network", Code: "bad_proxy", Verdict: Problem, What: name + " is not the address of a proxy.", Do: "Set it like http://host:port, or unset it."})
			continue
		}
		found = append(found, Finding{Area: "network", Code: "proxy", Verdict: Note, What: "Requests go by the proxy " + u.Host + " (" + name + "), but for the hosts in NO_PROXY.", Do: "Where that is not meant, unset it."})
	}
	return found
}

func (e *exam) lookAtAuthorities() []Finding {
	for _, name := range []string{"SSL_CERT_FILE", "SSL_CERT_DIR"} {
		if path := os.Getenv(name); path != "" {
			if _, err := os.Stat(path); err != nil {
				return one("network", "no_ca_file", Problem, name+" names what is not there: no server's certificate can be checked.", "Correct it, or unset it.")
			}
		}
	}
	pool, err := x509.SystemCertPool()
	if err != nil || pool.Equal(x509.NewCertPool()) {
		return one("network", "no_authorities", Problem, "This system knows no certificate authority: no server's certificate can be checked.", "Install them (Debian: ca-certificates).")
	}
	return nil
}

// hasNetwork reports an address that is not this computer's own.
func hasNetwork() bool {
	addresses, err := net.InterfaceAddrs()
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && !ip.IP.IsLoopback() && !ip.IP.IsLinkLocalUnicast() {
			return true
		}
	}
	return err != nil
}

// lookAtServers tells what came of asking the accounts' servers.
func (e *exam) lookAtServers() (found []Finding) {
	servers := e.reached()
	good := 0
	for _, r := range servers {
		if r.err == nil {
			good++
			continue
		}
		w := text.Explain(r.err)
		do := "Check the network, the proxy and the account's addresses. Everything was kept."
		if f, ok := errors.AsType[*auth.Failure](r.err); ok && f.Helps != auth.RemedyNone { // it is known what helps
			do = w.Todo
		}
		found = append(found, Finding{Area: "network", Code: "unreachable", Verdict: Problem, What: w.What, Do: do})
	}
	switch {
	case len(servers) == 0:
		found = append(found, Finding{Area: "network", Code: "nobody_to_ask", Verdict: Note, What: "No server was asked: no account could be read.", Do: "The findings on the vault say why."})
	case good > 0:
		found = append(found, Finding{Area: "network", Code: "reached", Verdict: OK, What: fmt.Sprintf("%s of your accounts %s.", text.Count(good, "server", "servers"), answered(good))})
	}
	return found
}

func answered(n int) string {
	if n == 1 {
		return "answers"
	}
	return "answer"
}

// reachAll asks each server of the accounts once.
func (e *exam) reachAll(ctx context.Context) []reached {
	type way struct{ host, proxy, ca, certificate string }
	seen := map[way]bool{}
	var targets []auth.Target
	for _, r := range e.accounts().records {
		t := auth.NewTarget(r, e.Providers)
		w := way{tokenHost(t), r.Account.Proxy, r.Account.CA, r.Account.Certificate}
		if w.host != "" && !seen[w] && len(targets) < maxServers {
			seen[w] = true
			targets = append(targets, t)
		}
	}
	out := make([]reached, len(targets))
	turns := make(chan struct{}, maxAtOnce)
	var all sync.WaitGroup
	for i, t := range targets {
		all.Go(crash.Guard("doctor", func() { // waited for below; ctx bounds it
			turns <- struct{}{}
			defer func() { <-turns }()
			skew, err := e.Reach(ctx, t)
			out[i] = reached{tokenHost(t), skew, err}
		}))
	}
	all.Wait()
	return out
}

// tokenHost names the server that Reach asks.
func tokenHost(t auth.Target) string {
	if token := t.Protocol.Endpoints.Token; token != "" {
		return auth.Host(token)
	}
	return t.Host()
}
