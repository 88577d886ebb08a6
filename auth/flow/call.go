package flow

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/authfob/authfob/auth"
)

// Bounds of what is shown of an API's answer.
const (
	maxCallBody    = 256 << 10 // bytes read
	maxCallText    = 64 << 10  // bytes shown
	maxCallHeaders = 60
)

// Call sends one request with a token, by the account's own way to the network.
// A redirect is an answer like another: the token goes nowhere else.
func (c *Client) Call(ctx context.Context, t auth.Target, bearer auth.Secret, call auth.Call) (auth.Answer, error) {
	if err := auth.CheckEndpoint(call.URL); err != nil {
		return auth.Answer{}, invalid(doingCall, call.URL, "%v", err)
	}
	rt, err := c.transport(t)
	if err != nil {
		return auth.Answer{}, invalid(doingCall, call.URL, "%v", err)
	}
	limited, cancel := context.WithTimeout(ctx, c.limits.Whole)
	defer cancel()
	req, err := http.NewRequestWithContext(limited, call.Method, call.URL, nil)
	if err != nil {
		return auth.Answer{}, invalid(doingCall, call.URL, "the address is not a URL")
	}
	req.Header = http.Header{"Accept": {"application/json, */*;q=0.8"}, "User-Agent": {c.userAgent}}
	req.Header.Set("Authorization", "Bearer "+bearer.Reveal())
	r := &request{doing: doingCall, url: call.URL, secrets: []auth.Secret{bearer}}
	started := time.Now()
	a, cut, err := callTrip(rt, req)
	took := time.Since(started)
	c.log.Info("exchange", "doing", r.doing, "host", auth.Host(r.url), "status", a.status, "took", took.Round(time.Millisecond))
	if err != nil {
		return auth.Answer{}, gaveUp(ctx, c.unanswered(doingCall, call.URL, err))
	}
	return r.readCall(a, cut, took), nil
}

// callTrip is roundTrip for an answer of which the beginning is enough.
func callTrip(rt http.RoundTripper, req *http.Request) (a answer, cut bool, err error) {
	resp, err := rt.RoundTrip(req)
	if err != nil {
		return answer{}, false, err
	}
	defer resp.Body.Close()
	a = answer{status: resp.StatusCode, header: resp.Header}
	if a.status == http.StatusSwitchingProtocols {
		return a, false, errSwitched
	}
	a.body, err = io.ReadAll(io.LimitReader(resp.Body, maxCallBody+1))
	if cut = len(a.body) > maxCallBody; cut {
		a.body = a.body[:maxCallBody]
	}
	return a, cut, err
}

// readCall makes an answer fit to be shown.
func (r *request) readCall(a answer, cut bool, took time.Duration) auth.Answer {
	is := auth.Answer{Status: a.status, Took: took.Round(time.Millisecond), Size: int64(len(a.body)), Cut: cut}
	kind, _, _ := mime.ParseMediaType(r.strikeOwn(a.header.Get("Content-Type")))
	is.Kind = auth.Clean(kind, 80)
	for _, name := range slices.Sorted(maps.Keys(a.header)) {
		if len(is.Header) == maxCallHeaders {
			break
		}
		value := auth.Clean(r.strikeOwn(strings.Join(a.header[name], ", ")), 400)
		is.Header = append(is.Header, auth.HeaderLine{Name: auth.Clean(r.strikeOwn(name), 80), Value: value})
	}
	is.Text = auth.CleanLines(r.strikeOwn(bodyText(a.body, cut)), maxCallText)
	return is
}

// bodyText is a body as text: JSON indented, "" for what is no text.
func bodyText(body []byte, cut bool) string {
	var pretty bytes.Buffer
	if json.Indent(&pretty, bytes.TrimSpace(body), "", "  ") == nil {
		return pretty.String()
	}
	if cut { // the cut may have torn a character
		for i := 0; i < utf8.UTFMax && !utf8.Valid(body) && len(body) > 0; i++ {
			body = body[:len(body)-1]
		}
	}
	if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 {
		return ""
	}
	return string(body)
}
