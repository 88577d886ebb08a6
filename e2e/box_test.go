package e2e

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
)

// box is a home of its own with a vault under a key file.
type box struct {
	t         *testing.T
	home, tmp string
	key       string   // file; "" for a vault under the keyring
	env       []string // of its programs, beside the few variables that all have
}

func newBox(t *testing.T) *box {
	t.Helper()
	b := &box{t: t, home: t.TempDir(), tmp: t.TempDir(), key: filepath.Join(t.TempDir(), "key")}
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // crypto/rand never fails (Go 1.24)
	if err := os.WriteFile(b.key, []byte(base64.StdEncoding.EncodeToString(raw)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

// result is what a run of the program came to.
type result struct {
	out, err string
	code     int
}

// cmd is a run of the program with an environment of its own.
func (b *box) cmd(ctx context.Context, args ...string) *exec.Cmd {
	flags := []string{"--home", b.home}
	if b.key != "" {
		flags = append(flags, "--vault-key-file", b.key)
	}
	c := exec.CommandContext(ctx, program, append(flags, args...)...)
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + b.tmp, "TMPDIR=" + b.tmp, "LANG=C.UTF-8"}, b.env...)
	return c
}

// finish waits for a run. A program that was killed has code -1.
func finish(t testing.TB, c *exec.Cmd) result {
	t.Helper()
	var out, complaints bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaints
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{out.String(), complaints.String(), c.ProcessState.ExitCode()}
}

// run runs the program to its end, whatever that is.
func (b *box) run(stdin string, args ...string) result {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	c := b.cmd(ctx, args...)
	c.Stdin = strings.NewReader(stdin)
	return finish(b.t, c)
}

// must runs the program, which must succeed, and returns its stdout.
func (b *box) must(stdin string, args ...string) string {
	b.t.Helper()
	r := b.run(stdin, args...)
	if r.code != 0 {
		b.t.Fatalf("authfob %v: exit %d\n%s", args, r.code, r.err)
	}
	return r.out
}

// fails runs the program, which must end with code and an empty stdout.
func (b *box) fails(code int, args ...string) {
	b.t.Helper()
	if r := b.run("", args...); r.code != code || r.out != "" {
		b.t.Errorf("authfob %v: exit %d, stdout of %d bytes, want exit %d and nothing\n%s", args, r.code, len(r.out), code, r.err)
	}
}

// token is the token that the program prints, without its newline.
func (b *box) token(args ...string) string {
	b.t.Helper()
	out := b.must("", append([]string{"token"}, args...)...)
	token, ok := strings.CutSuffix(out, "\n")
	if !ok || token == "" || strings.ContainsAny(token, "\r\n ") {
		b.t.Fatalf("stdout is not a token and a newline: %d bytes", len(out))
	}
	return token
}

// state is the state that list --json tells of an account; "" when it has none
// of that name.
func (b *box) state(name string) auth.State {
	b.t.Helper()
	var list []struct {
		Name  string
		State auth.State
	}
	out := b.must("", "list", "--json")
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		b.t.Fatalf("list --json: %v in %s", err, out)
	}
	for _, a := range list {
		if a.Name == name {
			return a.State
		}
	}
	return ""
}

// signin signs an account in while the test is the person at the browser.
func (b *box) signin(name string, person func(address string)) {
	b.t.Helper()
	opened := make(chan string, 1)
	hub := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		address, _ := io.ReadAll(io.LimitReader(r.Body, 64<<10)) // a torn address does not open
		opened <- string(address)
	}))
	defer hub.Close()
	self, err := os.Executable()
	if err != nil {
		b.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	done := make(chan result, 1)
	c := b.cmd(ctx, "signin", name, "--browser", self+" browse "+hub.URL)
	go func() { done <- finish(b.t, c) }() // ends with the program, which ctx bounds
	for {
		select {
		case address := <-opened:
			person(address)
		case r := <-done:
			if r.code != 0 {
				b.t.Fatalf("signin: exit %d\n%s", r.code, r.err)
			}
			return
		}
	}
}

// asDemo is a person at the demo server who needs no browser to be real.
func asDemo(t *testing.T, id string) func(address string) {
	return func(address string) {
		t.Helper()
		landed, err := demo.Visit(t.Context(), address, id)
		if err != nil {
			t.Fatal(err)
		}
		if landed == "" {
			return
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, landed, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
	}
}

func startDemo(t *testing.T, k demo.Knobs) *demo.Server {
	t.Helper()
	s, err := demo.Start(t.Context(), demo.Config{Knobs: k})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
