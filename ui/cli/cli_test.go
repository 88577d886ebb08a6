package cli_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/wire"
)

// desk is a home with a key-file vault and a demo server to talk to.
type desk struct {
	t      *testing.T
	home   string
	key    string
	server *demo.Server
	// person clicks in the browser; "" refuses.
	person string
	// noBrowser: there is none to open.
	noBrowser bool

	mu     sync.Mutex // guards what follows
	opened []string   // addresses that a browser was asked to open
}

func newDesk(t *testing.T, knobs demo.Knobs) *desk {
	t.Helper()
	server, err := demo.Start(t.Context(), demo.Config{Knobs: knobs})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	d := &desk{t: t, home: t.TempDir(), server: server, person: "ada"}
	d.key = filepath.Join(d.home, "key")
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	if err := os.WriteFile(d.key, []byte(base64.StdEncoding.EncodeToString(key)), 0o600); err != nil {
		t.Fatal(err)
	}
	return d
}

// result is what a command did.
type result struct {
	code     int
	out, err string
}

// run runs a command with stdin as its standard input.
func (d *desk) run(stdin string, args ...string) result {
	d.t.Helper()
	var out bytes.Buffer
	var errs shared
	app := wire.App()
	app.Stdin, app.Stdout, app.Stderr, app.Terminal = strings.NewReader(stdin), &out, &errs, false
	app.Getenv = func(string) string { return "" }
	app.Browser = d.browse
	all := []string{"--home", d.home}
	if d.key != "" {
		all = append(all, "--vault-key-file", d.key)
	}
	code := cli.Run(d.t.Context(), app, append(all, args...))
	return result{code, out.String(), errs.String()}
}

// shared is a standard error as a terminal is one: several write to it at once.
type shared struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

// String is what was written so far.
func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// must runs a command that has to succeed, and returns its standard output.
func (d *desk) must(args ...string) string {
	d.t.Helper()
	r := d.run("", args...)
	if r.code != 0 {
		d.t.Fatalf("authfob %s: exit %d\n%s%s", strings.Join(args, " "), r.code, r.out, r.err)
	}
	return r.out
}

// browsed are the addresses that a browser was asked to open so far.
func (d *desk) browsed() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.opened)
}

// browse is the browser with the person at it.
func (d *desk) browse(_, address string) error {
	d.mu.Lock()
	d.opened = append(d.opened, address)
	d.mu.Unlock()
	if d.noBrowser {
		return errors.New("there is no browser")
	}
	go func() { // ends with the redirect's answer
		landed, err := demo.Visit(d.t.Context(), address, d.person)
		if err != nil || landed == "" {
			return
		}
		if u, err := url.Parse(landed); err == nil && u.Hostname() == "127.0.0.1" {
			_, _ = demo.Visit(d.t.Context(), landed, "")
		}
	}()
	return nil
}

func (d *desk) link(name string, args ...string) {
	d.t.Helper()
	d.must(append([]string{"add", name, "--issuer", d.server.URL(), "--client-id", "demo-desktop", "--client-auth", "none", "--scope", "openid offline_access api:read"}, args...)...)
}

func TestLinkSignInTokenSignOutRemove(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	if r := d.run("", "token", "work"); r.code != 3 || r.out != "" || !strings.Contains(r.err, "authfob signin work\n") {
		t.Errorf("before the sign-in: exit %d, stdout %q, %s", r.code, r.out, r.err)
	}
	d.must("signin", "work")
	first := d.must("token", "work")
	if again := d.must("token", "work"); again != first || strings.Count(first, "\n") != 1 || len(first) < 20 {
		t.Errorf("token printed %q, then %q", first, again)
	}
	renewed := d.must("token", "work", "--renew")
	if renewed == first {
		t.Error("--renew gave the old token")
	}
	if cached := d.must("token", "work", "--cached"); cached != renewed {
		t.Error("--cached gave another token than the vault's")
	}
	if out := d.must("signout", "work"); !strings.Contains(out, "revoked") || d.server.Live(strings.TrimSpace(renewed)) {
		t.Errorf("signout said %q; live %v", out, d.server.Live(strings.TrimSpace(renewed)))
	}
	if r := d.run("", "token", "work"); r.code != 3 {
		t.Errorf("after the sign-out: exit %d", r.code)
	}
	d.must("remove", "work", "--yes")
	if r := d.run("", "show", "work"); r.code != 1 || !strings.Contains(r.err, `"work"`) {
		t.Errorf("after removing: exit %d, %s", r.code, r.err)
	}
}

func TestClientCredentialsNeedNoSignIn(t *testing.T) {
	for _, how := range []string{"basic", "post"} {
		d := newDesk(t, demo.Knobs{})
		r := d.run("robot-secret\n", "add", "robot", "--token-url", d.server.URL()+"/token", "--grant", "client_credentials",
			"--client-id", "demo-robot", "--client-secret-file", "-", "--client-auth", how, "--scope", "api:read")
		if r.code != 0 {
			t.Fatalf("%s: %s", how, r.err)
		}
		if out := d.must("token", "robot"); len(out) < 20 {
			t.Errorf("%s: got %q", how, out)
		}
		if n := d.server.TokenRequests("client_credentials"); n != 1 {
			t.Errorf("%s: %d token requests", how, n)
		}
	}
}

func TestRefusalsHaveTheirExitCodes(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	for _, tt := range []struct {
		name   string
		code   int
		args   []string
		before func()
	}{
		{"usage: unknown flag", 2, []string{"token", "work", "--nope"}, nil},
		{"usage: no name", 2, []string{"token"}, nil},
		{"usage: unknown command", 2, []string{"nope"}, nil},
		{"usage: bad address", 2, []string{"add", "x", "--issuer", "http://example.com", "--client-id", "a"}, nil},
		{"usage: bad choice", 2, []string{"add", "x", "--issuer", d.server.URL(), "--client-id", "a", "--client-auth", "nope"}, nil},
		{"usage: bad parameter", 2, []string{"add", "x", "--issuer", d.server.URL(), "--client-id", "a", "--param", "state=x"}, nil},
		{"usage: bad step", 2, []string{"add", "x", "--issuer", d.server.URL(), "--client-id", "a", "--param", "renwe:k=v"}, nil},
		{"failed: name taken", 1, []string{"add", "WORK", "--issuer", d.server.URL(), "--client-id", "demo-desktop"}, nil},
		{"failed: no such account", 1, []string{"token", "nobody"}, nil},
		{"refused by the person", 4, []string{"signin", "work"}, func() { d.person = "" }},
		{"failed: no such browser", 1, []string{"signin", "work"}, func() { d.noBrowser = true }},
		{"unreachable", 5, []string{"token", "work"}, func() {
			d.person, d.noBrowser = "ada", false
			d.must("signin", "work")
			d.server.SetKnobs(demo.Knobs{Down: true})
			d.must("token", "work")
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.before != nil {
				tt.before()
			}
			args := tt.args
			if tt.code == 5 {
				args = append(args, "--renew")
			}
			if r := d.run("", args...); r.code != tt.code || r.out != "" || !strings.HasPrefix(r.err, "authfob: ") {
				t.Errorf("exit %d, stdout %q, stderr %q; want exit %d", r.code, r.out, r.err, tt.code)
			}
		})
	}
}

func TestLockedVaultShowsNamesAndExitsSix(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	other := filepath.Join(d.home, "other")
	if err := os.WriteFile(other, []byte(base64.StdEncoding.EncodeToString(make([]byte, 32))), 0o600); err != nil {
		t.Fatal(err)
	}
	d.key = other
	if r := d.run("", "token", "work"); r.code != 6 || r.out != "" {
		t.Errorf("token: exit %d, %s", r.code, r.err)
	}
	r := d.run("", "list", "--json")
	var list []map[string]any
	if err := json.Unmarshal([]byte(r.out), &list); err != nil || len(list) != 1 || list[0]["state"] != "locked" || list[0]["name"] != "work" {
		t.Errorf("list: exit %d, %s%s", r.code, r.out, r.err)
	}
}

func TestListJSONIsTheContract(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	if out := d.must("list", "--json"); strings.TrimSpace(out) != "[]" {
		t.Errorf("an empty vault lists as %q", out)
	}
	d.link("work")
	d.must("signin", "work")
	var list []map[string]any
	if err := json.Unmarshal([]byte(d.must("list", "--json")), &list); err != nil {
		t.Fatal(err)
	}
	want := []string{"id", "name", "provider", "grant", "issuer", "client_id", "subject", "state", "expires_at", "expiry_source", "obtained_at", "renewable", "scopes", "error"}
	if len(list) != 1 || len(list[0]) != len(want) {
		t.Fatalf("got %v", list)
	}
	for _, k := range want {
		if _, ok := list[0][k]; !ok {
			t.Errorf("%s is missing", k)
		}
	}
	if a := list[0]; a["state"] != "fresh" || a["subject"] != "ada" || a["issuer"] != d.server.URL() || a["renewable"] != true || a["error"] != nil {
		t.Errorf("got %v", a)
	}
	at, err := time.Parse(time.RFC3339, list[0]["expires_at"].(string))
	if err != nil || at.Location() != time.UTC {
		t.Errorf("expires_at is %v", list[0]["expires_at"])
	}
}

func TestTokenJSON(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	d.must("signin", "work")
	var got map[string]any
	if err := json.Unmarshal([]byte(d.must("token", "work", "--format", "json")), &got); err != nil {
		t.Fatal(err)
	}
	if got["account"] != "work" || got["token_type"] != "Bearer" || got["expiry_source"] != "expires_in" || got["token"].(string)+"\n" != d.must("token", "work") {
		t.Errorf("got %v", got)
	}
}

func TestSignInTimesOutAndFreesThePort(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	r := d.run("", "signin", "work", "--print-url", "--timeout", "50ms")
	if r.code == 0 || !strings.Contains(r.err, "nobody finished the sign-in within 50ms") || !strings.Contains(r.err, d.server.URL()+"/authorize?") {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
	if opened := d.browsed(); len(opened) != 0 {
		t.Errorf("a browser was opened at %v", opened)
	}
}

func TestNoFlagTakesASecret(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	help := d.must("add", "--help")
	for _, bad := range []string{"--client-secret string", "--password string", "--client-secret \n", "--token string"} {
		if strings.Contains(help, bad) {
			t.Errorf("add has %s", bad)
		}
	}
	if !strings.Contains(help, "--client-secret-file FILE") {
		t.Errorf("help says\n%s", help)
	}
}

func TestEditForgetsSecretsForAnotherHost(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	r := d.run("robot-secret", "add", "robot", "--token-url", d.server.URL()+"/token", "--grant", "client_credentials",
		"--client-id", "demo-robot", "--client-secret-file", "-", "--client-auth", "basic")
	if r.code != 0 {
		t.Fatal(r.err)
	}
	evil, err := demo.Start(t.Context(), demo.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer evil.Close()
	// The secret goes, and without one this account cannot be.
	if r := d.run("", "edit", "robot", "--token-url", evil.URL()+"/token"); r.code != 2 {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
	d.must("edit", "robot", "--name", "machine")
	d.must("token", "machine")
	if n := len(evil.Requests()); n != 0 {
		t.Errorf("the other host saw %d requests", n)
	}
}
