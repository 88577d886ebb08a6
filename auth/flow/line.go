package flow

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

var (
	errHeadTooLarge = errors.New("server response headers exceeded the limit")
	errHeadTimeout  = errors.New("timeout awaiting response headers")
	errHeader       = errors.New("a header of the request has characters that cannot be sent")
)

// line is a connection to a server: one request on it at a time.
type line struct {
	conn  net.Conn // verified, where it is TLS
	place string   // scheme://host:port
	limit io.LimitedReader
	read  *bufio.Reader

	rested time.Time
	tired  *time.Timer // ends the rest
}

func newLine(conn net.Conn, place string) *line {
	l := &line{conn: conn, place: place}
	l.limit = io.LimitedReader{R: conn}
	l.read = bufio.NewReader(&l.limit)
	return l
}

// raw is the connection beneath TLS.
func (l *line) raw() net.Conn {
	if c, ok := l.conn.(*tls.Conn); ok {
		return c.NetConn()
	}
	return l.conn
}

func (l *line) hangUp() { _ = l.conn.Close() }

// ask sends a request and reads the head of its answer. When the answer has been
// read to its end and nothing is in doubt, closing it hands the line to rest;
// else that hangs up, and so does the end of the request's context.
func (l *line) ask(req *http.Request, limits Limits, rest func(*line)) (*http.Response, error) {
	req = req.WithContext(req.Context()) // a copy
	req.Header = req.Header.Clone()
	if req.Method != http.MethodHead {
		req.Header.Set("Accept-Encoding", "gzip")
	}
	if !sendable(req.Header) {
		return nil, errHeader
	}
	stop := context.AfterFunc(req.Context(), func() { _ = l.raw().Close() })
	resp, err := l.exchange(req, limits)
	if err != nil {
		stop()
		return nil, err
	}
	b := &body{from: resp.Body, line: l, ctx: req.Context(), stop: stop}
	if staysOpen(resp, limits.Rest) {
		b.rest = rest
	}
	packed := strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip")
	if resp.Body = b; packed && req.Method != http.MethodHead && resp.ContentLength != 0 {
		resp.Body = &unpacked{body: b}
	}
	return resp, nil
}

// exchange writes the request and reads the last head that answers it: those
// before only say that one will come. (RFC 9110 15.2)
func (l *line) exchange(req *http.Request, limits Limits) (*http.Response, error) {
	if err := req.Write(l.conn); err != nil {
		return nil, err
	}
	l.limit.N = limits.Header
	by := time.Now().Add(limits.Headers)
	_ = l.conn.SetReadDeadline(by)
	for {
		resp, err := http.ReadResponse(l.read, req)
		switch {
		case err != nil && !time.Now().Before(by): // half a line reads as a broken one
			return nil, errHeadTimeout
		case err != nil && l.limit.N <= 0:
			return nil, errHeadTooLarge
		case err != nil:
			return nil, err
		case resp.StatusCode > 199 || resp.StatusCode == http.StatusSwitchingProtocols:
			_ = l.conn.SetReadDeadline(time.Time{}) // the context's end counts from here
			l.limit.N = math.MaxInt64               // who reads the body bounds it
			return resp, nil
		}
	}
}

// asLeft reports whether a line that rested is as it was left: not one byte has
// come on it, the server has not hung up, and the computer has not slept.
func (l *line) asLeft(within time.Duration) bool {
	since := now().Sub(l.rested)
	if since < 0 || since > within || !silent(l.raw()) {
		return false
	}
	var one [1]byte
	_ = l.conn.SetReadDeadline(time.Unix(1, 0)) // what TLS has read ahead, and no waiting
	n, err := l.conn.Read(one[:])
	return n == 0 && errors.Is(err, os.ErrDeadlineExceeded) && l.conn.SetReadDeadline(time.Time{}) == nil
}

// staysOpen reports whether a server will take another request for so long after
// an answer. (RFC 9112 9.3)
func staysOpen(resp *http.Response, rest time.Duration) bool {
	if resp.Close || !resp.ProtoAtLeast(1, 1) || resp.StatusCode < 200 {
		return false
	}
	_, timeout, said := strings.Cut(resp.Header.Get("Keep-Alive"), "timeout=")
	seconds, err := strconv.Atoi(timeout[:len(timeout)-len(strings.TrimLeft(timeout, "0123456789"))])
	return !said || err == nil && time.Duration(seconds)*time.Second > rest
}

// sendable reports whether a header's values can be written as they are.
// (RFC 9110 5.5)
func sendable(h http.Header) bool {
	for _, values := range h {
		for _, v := range values {
			if strings.IndexFunc(v, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) >= 0 {
				return false
			}
		}
	}
	return true
}

// body is the body of an answer on a line.
type body struct {
	from  io.Reader
	line  *line
	ctx   context.Context // of the request, whose end is the answer's too
	stop  func() bool
	rest  func(*line) // nil where the line is not kept
	ended bool
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if err == io.EOF {
		b.ended = true
	} else if err != nil {
		err = gaveUp(b.ctx, err)
	}
	return n, err
}

// Close ends the exchange.
func (b *body) Close() error {
	if b.stop() && b.ended && b.rest != nil && b.line.read.Buffered() == 0 {
		b.rest(b.line)
	} else {
		b.line.hangUp()
	}
	b.rest = nil
	return nil
}

// unpacked is a body that the server packed. What it unpacks to is for who reads
// it to bound.
type unpacked struct {
	*body
	gzip *gzip.Reader
}

func (u *unpacked) Read(p []byte) (n int, err error) {
	if u.gzip == nil {
		if u.gzip, err = gzip.NewReader(u.body); err != nil {
			return 0, err
		}
	}
	return u.gzip.Read(p)
}
