package flow

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"

	"github.com/authfob/authfob/auth"
)

// answer is what came back, complete and within the limits.
type answer struct {
	status int
	header http.Header
	body   []byte
	at     time.Time // when it had arrived
}

// skew is how far this computer's clock is ahead of the server's. The Date
// header has whole seconds, so less than one is nothing.
func (a answer) skew() time.Duration {
	date, err := http.ParseTime(a.header.Get("Date"))
	if err != nil {
		return 0
	}
	return a.at.Sub(date).Truncate(time.Second)
}

// serverTime is the moment of the answer by the server's clock.
func (a answer) serverTime() time.Time { return a.at.Add(-a.skew()) }

// post sends r once and reads the answer. Errors are *auth.Failure, or ctx's.
func (c *Client) post(ctx context.Context, t auth.Target, r *request) (answer, error) {
	body, kind, err := r.encode()
	if err != nil {
		return answer{}, err
	}
	r.header.Set("Content-Type", kind)
	return c.exchange(ctx, t, r, http.MethodPost, body)
}

// get reads r's address once.
func (c *Client) get(ctx context.Context, t auth.Target, r *request) (answer, error) {
	return c.exchange(ctx, t, r, http.MethodGet, nil)
}

// exchange is one round trip on the bare transport: no redirects, no cookies,
// no referer, no second attempt. (requirements 15 to 18)
func (c *Client) exchange(ctx context.Context, t auth.Target, r *request, method string, body []byte) (answer, error) {
	rt, err := c.transport(t)
	if err != nil {
		return answer{}, invalid(r.doing, r.url, "%v", err)
	}
	started := time.Now()
	limited, cancel := context.WithTimeout(ctx, c.limits.Whole)
	defer cancel()
	req, err := http.NewRequestWithContext(limited, method, r.url, bytes.NewReader(body))
	if err != nil {
		return answer{}, invalid(r.doing, r.url, "the address is not a URL")
	}
	req.Header = r.header.Clone()
	req.Header.Set("User-Agent", c.userAgent)
	a, err := c.roundTrip(rt, req)
	took := time.Since(started)
	if trace := auth.TraceOf(ctx); trace != nil {
		trace.Note(c.traced(r, method, a, err, took))
	}
	c.log.Info("exchange", "doing", r.doing, "host", auth.Host(r.url), "status", a.status, "took", took.Round(time.Millisecond))
	if err != nil {
		f := c.unanswered(r.doing, r.url, err)
		f.Status = a.status
		return a, gaveUp(ctx, f)
	}
	return a, nil
}

func (c *Client) roundTrip(rt http.RoundTripper, req *http.Request) (answer, error) {
	resp, err := rt.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	a := answer{status: resp.StatusCode, header: resp.Header}
	if a.status == http.StatusSwitchingProtocols { // its body is the bare connection, which no deadline bounds
		return a, errSwitched
	}
	if a.body, err = io.ReadAll(io.LimitReader(resp.Body, c.limits.Body+1)); err != nil {
		return a, err
	}
	if int64(len(a.body)) > c.limits.Body {
		return a, errTooLarge
	}
	a.at = now()
	return a, nil
}
