// Package flow talks to authorization servers: it obtains, renews and revokes
// grants, and is the only OAuth HTTP client of the program.
//
// Every token request is built by one function from data (auth.Protocol) and is
// sent exactly once: nothing here ever retries, follows a redirect with a
// secret, answers a challenge, or probes for what a server might like. What a
// server says is parsed strictly, bounded, and cleaned before it goes further;
// no error made here holds a secret, a query or a body.
package flow

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/loopback"
)

// Config says what a Client needs from outside. The zero value works.
type Config struct {
	// UserAgent is sent with every request; "authfob" when empty.
	UserAgent string
	// Log gets one line per exchange: step, host, status, duration. Never a
	// secret, a query or a body. nil logs nothing.
	Log *slog.Logger
	// Pages are what the browser is told after a sign-in; nil for English.
	Pages func() loopback.Words
	// Limits bound every exchange; the zero value means the usual ones.
	Limits Limits
}

// Client implements auth.Authorizer. It is safe for concurrent use.
type Client struct {
	userAgent string
	log       *slog.Logger
	limits    Limits
	pages     func() loopback.Words

	mu         sync.Mutex // guards what follows; never held across I/O
	transports map[transportKey]http.RoundTripper
	keys       map[string]*keySet // by JWKS address
}

var _ auth.Authorizer = (*Client)(nil)

// New returns a Client.
func New(cfg Config) *Client {
	c := &Client{
		userAgent: cfg.UserAgent, log: cfg.Log, limits: or(cfg.Limits, defaultLimits),
		transports: map[transportKey]http.RoundTripper{}, keys: map[string]*keySet{},
	}
	if c.pages = cfg.Pages; c.pages == nil {
		c.pages = func() loopback.Words { return loopback.English }
	}
	if c.userAgent == "" {
		c.userAgent = "authfob"
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	return c
}

// Limits bound every exchange. (requirement 18)
type Limits struct {
	Connect, TLS, Headers, Whole time.Duration
	Userinfo, Revoke             time.Duration // whole, for what nobody needs to wait for
	Header, Body                 int64         // bytes; the body after decompression
	// Rest is how long a connection waits for another request; 0 keeps none.
	Rest time.Duration
	// Second is what the intervals and lives of a device sign-in are counted
	// in; a test has shorter ones.
	Second time.Duration
}

// defaultLimits are generous to a slow server and short enough for a person. A
// server hangs up two seconds after its answer at the earliest: that must not
// meet a request on its way, so a connection rests for one. (RFC 9112 9.5)
var defaultLimits = Limits{
	Connect: 10 * time.Second, TLS: 10 * time.Second, Headers: 30 * time.Second, Whole: 40 * time.Second,
	Userinfo: 8 * time.Second, Revoke: 10 * time.Second, // requirements 41, 32
	Header: 64 << 10, Body: 1 << 20, Second: time.Second, Rest: time.Second,
}

// What a Failure says was being done.
const (
	doingSignIn   = "sign in"
	doingRenew    = "renew the token"
	doingRevoke   = "revoke the token"
	doingDiscover = "read the server's description"
	doingKeys     = "read the server's keys"
	doingUserinfo = "read the user's profile"
	doingInspect  = "inspect the token"
	doingCall     = "try the token"
	doingReach    = "reach the server"
)

// now is the wall clock in UTC, without the monotonic part that stands still
// while a machine sleeps.
func now() time.Time { return time.Now().UTC().Round(0) }

// random draws n bytes and writes them in unpadded base64url.
func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand never fails (Go 1.24)
	return encode64(b)
}

// gaveUp returns the caller's context error, so that a cancelled exchange does
// not read as a server's failure.
func gaveUp(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// or returns the first of two values that is not zero.
func or[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}
