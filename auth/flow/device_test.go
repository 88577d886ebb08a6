package flow

import (
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
)

// script answers requests one after the other, without a network, and notes
// when each came.
type script struct {
	answers []string // "STATUS BODY", or "" for a connection that breaks
	at      []time.Time
}

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	s.at = append(s.at, time.Now())
	if len(s.answers) == 0 {
		return nil, errors.New("the script is over")
	}
	next := s.answers[0]
	s.answers = s.answers[1:]
	if next == "" {
		return nil, io.ErrUnexpectedEOF
	}
	status, body, _ := strings.Cut(next, " ")
	code := map[string]int{"200": 200, "400": 400, "429": 429, "503": 503}[status]
	return &http.Response{StatusCode: code, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
}

func (s *script) client() *Client {
	c := New(Config{})
	c.transports[transportKey{clientKey: sha256.Sum256(nil)}] = s
	return c
}

func deviceTarget() auth.Target {
	return auth.Target{
		Account:  auth.Account{Name: "test", Grant: auth.DeviceCode, ClientID: "client"},
		Protocol: auth.Protocol{Endpoints: auth.Endpoints{Device: "https://as.example/device", Token: "https://as.example/token"}},
	}
}

const (
	pending  = `400 {"error":"authorization_pending"}`
	slowDown = `400 {"error":"slow_down"}`
	tokenNow = `200 {"access_token":"ACCESS"}`
)

func deviceAnswer(more string) string {
	return `200 {"device_code":"DEVICE","user_code":"wdjb-MJHT","verification_uri":"https://as.example/verify"` + more + `}`
}

func TestDevicePolling(t *testing.T) {
	sec := func(n ...int) []time.Duration {
		var out []time.Duration
		for _, s := range n {
			out = append(out, time.Duration(s)*time.Second)
		}
		return out
	}
	tests := []struct {
		name    string
		more    string // of the device answer
		polls   []string
		want    []time.Duration // between one request and the next
		outcome auth.Outcome    // "" when it succeeds
		says    string
	}{
		{"no interval", ``, []string{pending, tokenNow}, sec(5, 5), "", ""},
		{"interval 2", `,"interval":2`, []string{pending, pending, tokenNow}, sec(2, 2, 2), "", ""},
		{"interval as a string", `,"interval":"3"`, []string{tokenNow}, sec(3), "", ""},
		{"interval 0", `,"interval":0`, []string{tokenNow}, sec(5), "", ""},
		{"interval negative", `,"interval":-7`, []string{tokenNow}, sec(5), "", ""},
		{"interval tiny", `,"interval":0.001`, []string{tokenNow}, sec(1), "", ""},
		{"interval huge", `,"interval":1e18,"expires_in":60`, nil, nil, auth.OutcomeRefused, "the code expired"},
		{"interval longer than the code lives", `,"interval":90,"expires_in":60`, nil, nil, auth.OutcomeRefused, "the code expired"},
		{"slow down for good", `,"interval":2`, []string{slowDown, pending, slowDown, tokenNow}, sec(2, 7, 7, 12), "", ""},
		{"broken connections", `,"interval":4`, []string{"", "", tokenNow}, sec(4, 6, 9), "", ""},
		{"server down", `,"interval":4`, []string{"503 ", tokenNow}, sec(4, 6), "", ""},
		{"denied", `,"interval":2`, []string{pending, `400 {"error":"access_denied"}`}, sec(2, 2), auth.OutcomeRefused, "access_denied"},
		{"expired token", `,"interval":2`, []string{`400 {"error":"expired_token"}`}, sec(2), auth.OutcomeRefused, "the code expired before anybody entered it, the server says expired_token"},
		{"expires", `,"interval":25,"expires_in":60`, []string{pending, pending}, sec(25, 25), auth.OutcomeRefused, "the code expired"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &script{answers: append([]string{deviceAnswer(tt.more)}, tt.polls...)}
				var shown auth.UserCode
				g, err := s.client().Authorize(t.Context(), deviceTarget(), auth.Prompt{ShowCode: func(c auth.UserCode) { shown = c }})
				if tt.outcome != "" {
					wantFailure(t, "sign-in", err, tt.outcome, tt.says)
				} else if err != nil || g.Access.Reveal() != "ACCESS" {
					t.Errorf("error %v", err)
				}
				if shown.Code != "wdjb-MJHT" || shown.URI != "https://as.example/verify" {
					t.Errorf("shown %+v", shown)
				}
				if len(s.at) != len(tt.want)+1 {
					t.Fatalf("%d polls, want %d", len(s.at)-1, len(tt.want))
				}
				for i, want := range tt.want {
					if got := s.at[i+1].Sub(s.at[i]); got != want {
						t.Errorf("poll %d after %v, want %v", i+1, got, want)
					}
				}
			})
		})
	}
}

func TestHostileDeviceAnswers(t *testing.T) {
	answer := func(code, user, uri string) string {
		return `200 {"device_code":` + code + `,"user_code":` + user + `,"verification_uri":` + uri + `}`
	}
	for name, text := range map[string]string{
		"no device code":      answer(`""`, `"A"`, `"https://a.example/"`),
		"escape in the code":  answer(`"D"`, `"A\u001b[31m"`, `"https://a.example/"`),
		"bidi in the code":    answer(`"D"`, `"A\u202eB"`, `"https://a.example/"`),
		"long code":           answer(`"D"`, `"`+strings.Repeat("A", 1<<16)+`"`, `"https://a.example/"`),
		"javascript":          answer(`"D"`, `"A"`, `"javascript:alert(1)"`),
		"plain http":          answer(`"D"`, `"A"`, `"http://a.example/"`),
		"escape in the page":  answer(`"D"`, `"A"`, `"https://a.example/\u001b"`),
		"user in the address": answer(`"D"`, `"A"`, `"https://good.example@a.example/"`),
	} {
		t.Run(name, func(t *testing.T) {
			s := &script{answers: []string{text}}
			never := func(string) error { t.Error("something was opened"); return nil }
			_, err := s.client().Authorize(t.Context(), deviceTarget(), auth.Prompt{OpenURL: never, ShowCode: func(auth.UserCode) { t.Error("something was shown") }})
			wantFailure(t, "sign-in", err, auth.OutcomeInvalid, "")
			if len(s.at) != 1 {
				t.Errorf("%d requests, want 1", len(s.at))
			}
		})
	}
}
