package flow

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

// scripted is a server that speaks as its test says, over TLS: acts are what it
// does with its connections, each of which is a list of exchanges.
type scripted struct {
	t        *testing.T
	listener net.Listener
	acts     [][]act

	mu    sync.Mutex
	conns []*tls.Conn
	asked []string // the refresh tokens, with the number of the connection
}

// act is what is written once a request has come; gone at its end hangs up.
type act string

const gone act = "\x04"

const right act = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n{\"access_token\":\"RIGHT_1\"}"

func newScripted(t *testing.T, ca authority, acts ...[]act) *scripted {
	t.Helper()
	pair, _, _ := ca.issue(t, func(*x509.Certificate) {})
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}})
	if err != nil {
		t.Fatal(err)
	}
	s := &scripted{t: t, listener: l, acts: acts}
	var served sync.WaitGroup
	served.Go(func() { // ends with the listener
		for i := 0; ; i++ {
			c, err := l.Accept()
			if err != nil {
				return
			}
			served.Go(func() { s.serve(c.(*tls.Conn), i) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		for i := range s.conns {
			s.hangUp(i)
		}
		served.Wait()
	})
	return s
}

func (s *scripted) serve(c *tls.Conn, number int) {
	s.mu.Lock()
	s.conns = append(s.conns, c)
	s.mu.Unlock()
	r := bufio.NewReader(c)
	for _, a := range s.acts[number] {
		req, err := http.ReadRequest(r)
		if err != nil {
			return
		}
		_ = req.ParseForm()
		s.mu.Lock()
		s.asked = append(s.asked, fmt.Sprintf("%s on %d", req.PostForm.Get("refresh_token"), number))
		s.mu.Unlock()
		text, last := strings.CutSuffix(string(a), string(gone))
		_, _ = io.WriteString(c, text)
		if last {
			_ = c.Close()
			return
		}
	}
	_, _ = io.Copy(io.Discard, r) // until the client hangs up
	_ = c.Close()
}

func (s *scripted) hangUp(number int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.conns[number].Close()
}

func (s *scripted) write(number int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := io.WriteString(s.conns[number], text); err != nil {
		s.t.Error(err)
	}
}

// TestSecondRequest is about the second request to a server that has answered
// one: on which connection it goes, and that it goes once.
func TestSecondRequest(t *testing.T) {
	ca := newAuthority(t)
	const forged = "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"access_token\":\"FORGED_1\"}"
	closing := act(strings.Replace(string(right), "Content-Type", "Connection: close\r\nContent-Type", 1))
	with := func(header string) act {
		return act(strings.Replace(string(right), "Content-Type", header+"\r\nContent-Type", 1))
	}
	one, other := []string{"R1 on 0", "R2 on 0"}, []string{"R1 on 0", "R2 on 1"}
	tests := []struct {
		name   string
		acts   [][]act
		before func(s *scripted) // the second request
		fails  string
		asked  []string
	}{
		{"is on the same connection", [][]act{{right, right}}, nil, "", one},
		{"after a body of chunks", [][]act{{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n{\"access_token\":\"RIGHT_1\"}\r\n0\r\n\r\n", right}}, nil, "", one},
		{"after a refusal", [][]act{{"HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n", right}}, nil, "", one},
		{"the server hung up", [][]act{{right}, {right}}, func(s *scripted) { s.hangUp(0) }, "", other},
		{"the server spoke unasked", [][]act{{right, right}, {right}}, func(s *scripted) { s.write(0, forged) }, "", other},
		{"the server spoke a byte unasked", [][]act{{right, right}, {right}}, func(s *scripted) { s.write(0, "H") }, "", other},
		{"two answers to the first", [][]act{{right + forged, right}, {right}}, nil, "", other},
		{"a byte behind the answer to the first", [][]act{{right + " ", right}, {right}}, nil, "", other},
		{"the server says that it closes", [][]act{{closing, right}, {right}}, nil, "", other},
		{"the server waits for a second only", [][]act{{with("Keep-Alive: timeout=1, max=99"), right}, {right}}, nil, "", other},
		{"the server waits for an hour", [][]act{{with("Keep-Alive: timeout=3600"), right}}, nil, "", one},
		{"an older protocol", [][]act{{act(strings.Replace(string(right), "1.1", "1.0", 1)), right}, {right}}, nil, "", other},
		{"an answer that is not read to its end", [][]act{{"HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" + act(strings.Repeat(" ", 2_000_000)), right}, {right}}, nil, "", other},
		{"half an answer", [][]act{{right, right[:len(right)-9] + gone}, {right}}, nil, "broke off", one},
		{"it is read, and not answered", [][]act{{right, gone}, {right}}, nil, "broke off", one},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var printed bytes.Buffer
			log.SetOutput(&printed)
			defer log.SetOutput(os.Stderr)
			s := newScripted(t, ca, tt.acts...)
			c, target := keeping(), deviceTarget()
			target.Account.CA, target.Protocol.Endpoints.Token = ca.pem, "https://"+s.listener.Addr().String()+"/token"
			_, _ = renewWith(t, c, target, "R1")
			if tt.before != nil {
				tt.before(s)
			}
			g, err := renewWith(t, c, target, "R2")
			if tt.fails != "" {
				wantFailure(t, "the second", err, auth.OutcomeUnreachable, tt.fails)
			} else if err != nil || g.Access.Reveal() != "RIGHT_1" {
				t.Errorf("the second brought %q, %v", g.Access.Reveal(), err)
			}
			c.HangUp()
			s.mu.Lock()
			defer s.mu.Unlock()
			if diff := cmp.Diff(tt.asked, s.asked); diff != "" {
				t.Errorf("the server was asked (-want +got):\n%s", diff)
			}
			if printed.Len() > 0 {
				t.Errorf("printed: %s", &printed)
			}
		})
	}
}

// TestSlept: the timer stands still while the computer sleeps, so the clock
// counts.
func TestSlept(t *testing.T) {
	here, there := net.Pipe()
	defer there.Close()
	for name, rested := range map[string]time.Time{"slept": now().Add(-2 * time.Minute), "the clock was set back": now().Add(time.Hour)} {
		if l := newLine(here, "x"); func() bool { l.rested = rested; return l.asLeft(time.Minute) }() {
			t.Errorf("%s: the line is used again", name)
		}
	}
}

// TestHeaderThatCannotBeSent is a token from a server that would end its header
// and begin another.
func TestHeaderThatCannotBeSent(t *testing.T) {
	s := newServer(t)
	target := s.target(auth.AuthorizationCode)
	target.Protocol.Endpoints.Userinfo = s.URL + "/me"
	_, err := New(Config{}).Userinfo(t.Context(), target, auth.Grant{Access: auth.NewSecret("x\r\nX-Evil: 1")})
	wantFailure(t, "the request", err, auth.OutcomeUnreachable, "")
	if s.count() > 0 {
		t.Error("it was sent")
	}
}
