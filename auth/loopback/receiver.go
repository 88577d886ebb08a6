// Package loopback receives the browser's answer to a sign-in on this computer
// (RFC 8252 7.3), or reads it from the address that a person pastes.
//
// It listens on a loopback address only, while a sign-in is under way and no
// longer; it answers one path, and ends for nobody who does not know the state.
// Its pages are constant: no received text is ever shown, and no script runs.
package loopback

import (
	"context"
	"io"
	"log"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/authfob/authfob/auth"
)

// Bounds of a connection. The answer's page waits for the exchange that
// follows, so writing may take longer than that. (requirement 49)
const (
	headerTimeout = 5 * time.Second
	writeTimeout  = 90 * time.Second
	idleTimeout   = 5 * time.Second
	maxHeader     = 28 << 10 // net/http adds 4 KiB
	maxConns      = 128
	farewell      = 500 * time.Millisecond // for the last page to go out
)

// Receiver listens for one answer.
type Receiver struct {
	host, path, uri string
	want            Expect
	words           Words

	server   *http.Server
	serving  sync.WaitGroup
	taken    atomic.Bool   // an answer has come
	answered chan verdict  // takes that one
	shown    chan struct{} // closed when its page has gone out
	finished chan struct{} // closed by Close
	ok       bool          // the sign-in succeeded; set before finished is closed
	closing  sync.Once
}

// Listen opens the port of r and serves it until Close. Its error says what to
// do; it is a person's setting that is wrong.
func Listen(r auth.Redirect, want Expect, words Words) (*Receiver, error) {
	p, err := placeOf(r)
	if err != nil {
		return nil, err
	}
	l, err := p.listen()
	if err != nil {
		return nil, err
	}
	rc := &Receiver{path: p.path, want: want, words: words, answered: make(chan verdict, 1), shown: make(chan struct{}), finished: make(chan struct{})}
	rc.host, rc.uri = p.advertised()
	rc.server = &http.Server{
		Handler: rc, ReadHeaderTimeout: headerTimeout, ReadTimeout: headerTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: log.New(io.Discard, "", 0),
	}
	rc.server.SetKeepAlivesEnabled(false)
	rc.serving.Go(func() { _ = rc.server.Serve(newCapped(l, maxConns)) }) // ends at Close, which waits for it
	return rc, nil
}

// RedirectURI is the address that the server sends the browser to.
func (rc *Receiver) RedirectURI() string { return rc.uri }

// Code waits for the answer and returns its code. The browser's page stays
// open until Close says how the sign-in ended. Errors are *auth.Failure or ctx's.
func (rc *Receiver) Code(ctx context.Context) (auth.Secret, error) {
	select {
	case <-ctx.Done():
		return auth.Secret{}, ctx.Err()
	case v := <-rc.answered:
		if v.err != nil {
			return auth.Secret{}, v.err
		}
		return v.code, nil
	}
}

// Close shows the browser how the sign-in ended, closes the port and waits
// until all is gone; never for a client that hangs.
func (rc *Receiver) Close(ok bool) {
	rc.closing.Do(func() {
		rc.ok = ok
		close(rc.finished)
		if rc.taken.Load() {
			select {
			case <-rc.shown:
			case <-time.After(farewell):
			}
		}
		_ = rc.server.Close()
		rc.serving.Wait()
	})
}

// ServeHTTP answers GET on the one path under the advertised host. (requirement 45)
func (rc *Receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	switch {
	case req.Host != rc.host:
		show(w, http.StatusMisdirectedRequest, rc.words.nothing())
	case req.URL.EscapedPath() != rc.path:
		show(w, http.StatusNotFound, rc.words.nothing())
	case req.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		show(w, http.StatusMethodNotAllowed, rc.words.nothing())
	default:
		rc.callback(w, req)
	}
}

func (rc *Receiver) callback(w http.ResponseWriter, req *http.Request) {
	v := judge(req.URL.RawQuery, rc.want)
	if !v.ours {
		show(w, http.StatusBadRequest, rc.words.nothing())
		return
	}
	if !rc.taken.CompareAndSwap(false, true) { // later copies change nothing (requirement 47)
		show(w, http.StatusBadRequest, rc.words.nothing())
		return
	}
	defer close(rc.shown)
	rc.answered <- v
	if v.err == nil {
		select {
		case <-rc.finished:
		case <-req.Context().Done(): // the browser went away
			return
		}
	}
	if v.err != nil || !rc.ok {
		show(w, http.StatusBadRequest, rc.words.failed())
	} else {
		show(w, http.StatusOK, rc.words.done())
	}
	_ = http.NewResponseController(w).Flush()
}
