package flow

import (
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
)

// requestIDs are the headers in which servers say what they call an exchange in
// their own logs, the usual one first.
var requestIDs = []string{
	"X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Ms-Request-Id", "X-Okta-Request-Id", "X-Amzn-Requestid",
	"X-Github-Request-Id", "X-Trace-Id", "Cf-Ray",
}

// plainID matches an identifier that is too short for a token, or of a form that
// tokens do not have.
var plainID = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([A-Za-z0-9._:-]{1,23}|[0-9A-Fa-f-]{24,40})$`)
})

// traced is an exchange as the history keeps it.
func (c *Client) traced(r *request, method string, a answer, err error, took time.Duration) auth.Exchange {
	e := auth.Exchange{Method: method, Host: auth.Host(r.url), Status: a.status, Took: took.Round(time.Millisecond)}
	if u, bad := url.Parse(r.url); bad == nil {
		e.Path = auth.Clean(r.strike(u.EscapedPath()), 200)
	}
	if err != nil {
		e.Reason = c.networkReason(err)
	}
	if a.header == nil {
		return e
	}
	obj, bad := parseObject(a.body)
	if bad == nil {
		r.guard(obj)
		code, _ := oauthError(obj)
		e.Code = auth.Clean(r.strike(code), maxCode)
	}
	kind, _, _ := mime.ParseMediaType(r.strikeOwn(a.header.Get("Content-Type"))) // in small letters
	e.Type = auth.Clean(r.strike(kind), 60)
	e.RetryAfter = auth.Clean(r.strike(a.header.Get("Retry-After")), 40)
	e.RequestID = r.requestID(a.header)
	return e
}

// requestID is the server's name for the exchange, where it gave one that cannot
// be a secret.
func (r *request) requestID(h http.Header) string {
	for _, name := range requestIDs {
		if id := h.Get(name); id != "" && plainID().MatchString(id) && r.strikeOwn(id) == id {
			return id
		}
	}
	return ""
}
