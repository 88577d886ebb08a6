package auth

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Exchange is one request to a server and what came of it, as the history keeps
// it: without a query, a body, or a header that could hold a secret. Its texts
// are cleaned.
type Exchange struct {
	Method     string        `json:"method"`
	Host       string        `json:"host"`
	Path       string        `json:"path,omitempty"`
	Status     int           `json:"status,omitempty"` // HTTP status; 0 when no answer came
	Took       time.Duration `json:"took_ns,omitempty"`
	Type       string        `json:"type,omitempty"`        // content type of the answer
	RequestID  string        `json:"request_id,omitempty"`  // what the server calls this exchange in its own logs
	Code       string        `json:"code,omitempty"`        // the server's error code
	RetryAfter string        `json:"retry_after,omitempty"` // as the server wrote it (RFC 9110 10.2.3)
	Reason     string        `json:"reason,omitempty"`      // why no answer came
	Times      int           `json:"times,omitempty"`       // how often in a row; 0 is once
}

// same reports that two exchanges differ in nothing but their time.
func (e Exchange) same(o Exchange) bool {
	e.Took, e.RequestID, e.Times = o.Took, o.RequestID, o.Times
	return e == o
}

// Trace takes down the exchanges of one attempt. It is safe for concurrent use;
// a nil Trace takes down nothing.
type Trace struct {
	mu   sync.Mutex // guards list
	list []Exchange
}

// maxTraced bounds a trace: the first ones and the last ones are of interest.
const maxTraced = 8

// Note takes down an exchange. The same one over and over, while waiting for a
// device sign-in say, is one with a count.
func (t *Trace) Note(e Exchange) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if n := len(t.list); n > 0 && t.list[n-1].same(e) {
		e.Times = max(t.list[n-1].Times, 1) + 1
		t.list[n-1] = e
		return
	}
	if len(t.list) == maxTraced {
		t.list = slices.Delete(t.list, maxTraced/2, maxTraced/2+1)
	}
	t.list = append(t.list, e)
}

// Exchanges lists what was taken down, in its order.
func (t *Trace) Exchanges() []Exchange {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.list)
}

type traceKey struct{}

// WithTrace returns a context whose exchanges are taken down.
func WithTrace(ctx context.Context) (context.Context, *Trace) {
	t := &Trace{}
	return context.WithValue(ctx, traceKey{}, t), t
}

// TraceOf returns the context's Trace, or nil.
func TraceOf(ctx context.Context) *Trace {
	t, _ := ctx.Value(traceKey{}).(*Trace)
	return t
}
