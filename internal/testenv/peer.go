package testenv

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// Peer is a real authorization server in a process of its own, on loopback.
type Peer struct {
	URL string // issuer or base, without a slash at its end

	mu  sync.Mutex // guards log
	log []PeerRequest
}

// PeerRequest is one line of a Peer's request log.
type PeerRequest struct {
	Method, Path, Grant string
	Status              int
	Error               string
}

// Requests returns the requests so far.
func (p *Peer) Requests() []PeerRequest {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.log)
}

// TokenRequests counts the requests with this grant_type. A request is logged
// after its answer, so await the count where it grows.
func (p *Peer) TokenRequests(grantType string) int {
	n := 0
	for _, r := range p.Requests() {
		if r.Grant == grantType && r.Method == "POST" {
			n++
		}
	}
	return n
}

// startPeer runs a server that says {"issuer": …} or {"url": …} first, then a
// line a request. It ends with the test.
func startPeer(t testing.TB, env []string, dir, name string, args ...string) *Peer {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("%s does not start: %v", name, err)
	}
	p, ended := &Peer{}, make(chan struct{})
	t.Cleanup(func() {
		stop(cmd)
		<-ended
		if t.Failed() {
			t.Logf("%s said: %s", name, complaints.String())
			for _, r := range p.Requests() {
				t.Logf("%+v", r)
			}
		}
	})
	ready := make(chan string, 1)
	go func() { // ends with the process's output; the cleanup waits for it
		defer close(ended)
		p.follow(out, ready)
	}()
	select {
	case p.URL = <-ready:
	case <-ended:
	case <-time.After(patience):
	}
	if p.URL == "" {
		t.Fatalf("%s %v did not say where it listens", name, args)
	}
	return p
}

func (p *Peer) follow(out io.Reader, ready chan<- string) {
	lines := bufio.NewScanner(out)
	if lines.Scan() {
		var first struct{ Issuer, URL string }
		if json.Unmarshal(lines.Bytes(), &first) == nil {
			ready <- first.Issuer + first.URL
		}
	}
	for lines.Scan() {
		var r PeerRequest
		if json.Unmarshal(lines.Bytes(), &r) == nil {
			p.mu.Lock()
			p.log = append(p.log, r)
			p.mu.Unlock()
		}
	}
}

// Root is the project's top folder.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
	t.Fatal("there is no go.mod above the test's folder")
	return ""
}
