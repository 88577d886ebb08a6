package demo

import (
	"encoding/json"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Request is one line of the request log. It holds no secret.
type Request struct {
	At      time.Time
	Method  string
	Path    string // without the query
	Client  string // as named by a registered client
	Grant   string // grant_type of a token request
	Status  int
	Outcome string // "ok", or the error and why
}

// maxLog bounds the request log; the oldest lines go first.
const maxLog = 2000

// Requests returns the request log, oldest first.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// TokenRequests counts the requests with this grant_type that reached any token
// endpoint since the start, whatever came of them.
func (s *Server) TokenRequests(grantType string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[grantType]
}

// exchange is one request being answered.
type exchange struct {
	http.ResponseWriter
	line Request
}

type handler func(*exchange, *http.Request)

const maxBody = 64 << 10

// serve answers with h and keeps the log. Requests for another host are
// refused, so that no web page reaches the server by rebinding a name.
func (s *Server) serve(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x := &exchange{w, Request{At: time.Now(), Method: r.Method, Path: r.URL.Path, Status: http.StatusOK, Outcome: "ok"}}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		w.Header().Set("Cache-Control", "no-store")
		switch {
		case r.Host != s.host && r.Host != strings.Replace(s.host, "127.0.0.1", "localhost", 1):
			x.fail(http.StatusMisdirectedRequest, "wrong_host", "this server is not known by that name")
		case s.settings().Down:
			x.line.Outcome = "down"
			x.page(http.StatusServiceUnavailable, "Be right back", "<p>The server is being looked after.</p>")
		default:
			h(x, r)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.log = append(s.log, x.line)
		if n := len(s.log) - maxLog; n > 0 {
			s.log = slices.Delete(s.log, 0, n)
		}
	})
}

// noteGrant counts a token request.
func (s *Server) noteGrant(x *exchange, grantType string) {
	if len(grantType) > 100 {
		grantType = grantType[:100]
	}
	x.line.Grant = grantType
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[grantType]++
}

// WriteHeader notes the status.
func (x *exchange) WriteHeader(status int) {
	x.line.Status = status
	x.ResponseWriter.WriteHeader(status)
}

func (x *exchange) json(status int, body any) {
	x.Header().Set("Content-Type", "application/json")
	x.WriteHeader(status)
	_ = json.NewEncoder(x).Encode(body) // the client may be gone
}

// fail answers an error as RFC 6749 5.2 writes it.
func (x *exchange) fail(status int, code, description string) {
	x.line.Outcome = code
	body := map[string]string{"error": code}
	if description != "" {
		x.line.Outcome += ": " + description
		body["error_description"] = description
	}
	x.json(status, body)
}

// only refuses other methods than method with 405.
func (x *exchange) only(r *http.Request, method string) bool {
	if r.Method == method {
		return true
	}
	x.Header().Set("Allow", method)
	x.line.Outcome = "method not allowed"
	http.Error(x, "Method Not Allowed", http.StatusMethodNotAllowed)
	return false
}

// hasType reports whether the body is declared to be of the media type.
func hasType(r *http.Request, want string) bool {
	got, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && got == want
}

const (
	typeForm = "application/x-www-form-urlencoded"
	typeJSON = "application/json"
)

// busy answers 429 while the knob says so, and says when to come again: by
// Retry-After, or by the headers of AirMap and Airthings.
func (s *Server) busy(x *exchange, code, description string, retryAfter bool) bool {
	wait := s.settings().Busy
	if wait <= 0 {
		return false
	}
	seconds := strconv.Itoa(int(wait.Seconds()))
	if retryAfter {
		x.Header().Set("Retry-After", seconds)
	} else {
		x.Header().Set("X-RateLimit-Limit", "120")
		x.Header().Set("X-RateLimit-Remaining", "0")
		x.Header().Set("X-RateLimit-Reset", strconv.FormatInt(time.Now().Add(wait).Unix(), 10))
		x.Header().Set("X-RateLimit-Retry-After", seconds)
	}
	x.fail(http.StatusTooManyRequests, code, description)
	return true
}

// lag lets the knob's latency pass, or less when the client goes away.
func (s *Server) lag(r *http.Request) {
	d := s.settings().Latency
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	}
}
