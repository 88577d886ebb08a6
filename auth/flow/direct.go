package flow

import (
	"context"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"
)

// maxResting is how many lines rest at one server: as many as are asked at once.
const maxResting = 4

// direct sends each request once, straight to its server, on lines that serve
// one after the other.
//
// The library's transport keeps connections too, but not for secrets: some
// requests it sends again, what stands behind an answer it takes for the answer
// to the next request, and what comes unasked it prints, tokens and all. So
// net/http writes the request and reads the answer here, and no more.
// (requirements 15, 87)
type direct struct {
	limits Limits
	plain  *net.Dialer
	secure *tlsDialer

	mu      sync.Mutex // guards what follows; never held across I/O
	resting map[string][]*line
}

// RoundTrip implements http.RoundTripper.
func (d *direct) RoundTrip(req *http.Request) (*http.Response, error) {
	l, err := d.line(req.Context(), req.URL)
	if err != nil {
		return nil, err
	}
	resp, err := l.ask(req, d.limits, d.rest)
	if err != nil {
		l.hangUp()
		return nil, gaveUp(req.Context(), err)
	}
	return resp, nil
}

// line returns one that rests, exactly as it was left, or a new one.
func (d *direct) line(ctx context.Context, u *url.URL) (*line, error) {
	dial, port := d.secure.dial, "443"
	if u.Scheme == "http" {
		dial, port = d.plain.DialContext, "80"
	}
	address := net.JoinHostPort(u.Hostname(), or(u.Port(), port))
	place := u.Scheme + "://" + address
	for l := d.take(place); l != nil; l = d.take(place) {
		if l.asLeft(d.limits.Rest) {
			return l, nil
		}
		l.hangUp()
	}
	conn, err := dial(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return newLine(conn, place), nil
}

// take takes the line that rested last, or nil.
func (d *direct) take(place string) *line {
	d.mu.Lock()
	defer d.mu.Unlock()
	lines := d.resting[place]
	if len(lines) == 0 {
		return nil
	}
	l := lines[len(lines)-1]
	d.remove(l)
	l.tired.Stop()
	return l
}

// rest keeps a line for the next request, for a while.
func (d *direct) rest(l *line) {
	d.mu.Lock()
	rests := tellsSilence && d.limits.Rest > 0 && len(d.resting[l.place]) < maxResting
	if rests {
		l.rested = now()
		l.tired = time.AfterFunc(d.limits.Rest, func() { d.end(l) })
		d.resting[l.place] = append(d.resting[l.place], l)
	}
	d.mu.Unlock()
	if !rests {
		l.hangUp()
	}
}

// end hangs up a line, if it rests.
func (d *direct) end(l *line) {
	d.mu.Lock()
	rests := d.remove(l)
	d.mu.Unlock()
	if rests {
		l.hangUp()
	}
}

// remove takes a line from those that rest, if it is one of them. d.mu is held.
func (d *direct) remove(l *line) bool {
	lines := d.resting[l.place]
	i := slices.Index(lines, l)
	if i < 0 {
		return false
	}
	if lines = slices.Delete(lines, i, i+1); len(lines) == 0 {
		delete(d.resting, l.place)
	} else {
		d.resting[l.place] = lines
	}
	return true
}

// hangUp ends all lines that rest.
func (d *direct) hangUp() {
	d.mu.Lock()
	all := slices.Concat(slices.Collect(maps.Values(d.resting))...)
	clear(d.resting)
	for _, l := range all {
		l.tired.Stop()
	}
	d.mu.Unlock()
	for _, l := range all {
		l.hangUp()
	}
}
