package e2e

import (
	"bufio"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
)

// at are the flags that lead an account to the stand-in of its provider.
func at(provider, base string) []string {
	e := demo.Endpoints(provider, base)
	var flags []string
	for _, f := range []struct{ flag, url string }{
		{"--auth-url", e.Authorize}, {"--token-url", e.Token}, {"--refresh-url", e.Renew}, {"--revoke-url", e.Revoke},
	} {
		if f.url != "" {
			flags = append(flags, f.flag, f.url)
		}
	}
	return flags
}

// add adds an account at a stand-in; the client's secret goes in by stdin.
func (b *box) add(s *demo.Server, name, provider, client string, flags ...string) {
	b.t.Helper()
	args := append([]string{"add", name, "--provider", provider, "--client-id", client}, flags...)
	if demo.Secret(client) != "" {
		args = append(args, "--client-secret-file", "-")
	}
	b.must(demo.Secret(client), append(args, at(provider, s.URL())...)...)
}

// paste signs in where the browser lands on an address that nobody serves.
func (b *box) paste(name string, person func(address string) (landed string)) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	c := b.cmd(ctx, "signin", name, "--print-url", "--paste")
	stdin, err := c.StdinPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	stderr, err := c.StderrPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.t.Fatal(err)
	}
	lines := bufio.NewScanner(stderr)
	for pasted := false; lines.Scan(); {
		if line := lines.Text(); strings.HasPrefix(line, "http") && !pasted {
			pasted = true
			if _, err := io.WriteString(stdin, person(line)+"\n"); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	if err := c.Wait(); err != nil {
		b.t.Fatalf("signin --paste: %v", err)
	}
}

// renews checks that an account hands out tokens, and another after --renew.
func (b *box) renews(name string) (token string) {
	b.t.Helper()
	first := b.token(name)
	if again := b.token(name); again != first {
		b.t.Errorf("%s: asking again gave another token", name)
	}
	renewed := b.token(name, "--renew")
	if renewed == first {
		b.t.Errorf("%s: --renew gave the old token", name)
	}
	return renewed
}

// noComplaints checks that the strict server had nothing to refuse.
func noComplaints(t *testing.T, s *demo.Server) {
	t.Helper()
	for _, r := range s.Requests() {
		if r.Outcome != "ok" {
			t.Errorf("%s %s %s: %d %s", r.Method, r.Path, r.Grant, r.Status, r.Outcome)
		}
	}
}

func TestAirthings(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.add(s, "Robot", "airthings", "airthings-robot", "--grant", "client_credentials", "--scope", "read:device")
	if token := b.renews("Robot"); !s.Live(token) {
		t.Error("the robot's token is not live")
	}
	b.add(s, "Person", "airthings", "airthings-person", "--grant", "authorization_code", "--redirect-uri", "https://redirect.configured.for.client", "--scope", "read:device")
	b.paste("Person", func(address string) string {
		landed, err := demo.Visit(t.Context(), address, "ada")
		if err != nil {
			t.Error(err)
		}
		return landed
	})
	if token := b.renews("Person"); !s.Live(token) {
		t.Error("the person's token is not live")
	}
	b.add(s, "Loopback", "airthings", "airthings-person", "--grant", "authorization_code", "--redirect-uri", "http://127.0.0.1/callback", "--scope", "read:device")
	b.signin("Loopback", asDemo(t, "grace"))
	b.renews("Loopback")
	noComplaints(t, s)
}

func TestAirthingsRateLimit(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.add(s, "Robot", "airthings", "airthings-robot", "--grant", "client_credentials", "--scope", "read:device")
	first := b.token("Robot")
	s.SetKnobs(demo.Knobs{Busy: time.Minute})
	b.fails(5, "token", "Robot", "--renew")
	if got := b.token("Robot"); got != first {
		t.Error("the good token was lost over a 429")
	}
}

func TestAirMap(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.add(s, "Pilot", "airmap", "airmap-app", "--grant", "password", "--username", "ada@example.com", "--scope", "openid offline_access")
	b.must(demo.Password, "signin", "Pilot", "--password-file", "-")
	token := b.renews("Pilot")
	if strings.Count(token, ".") != 2 || s.Live(token) {
		t.Error("the bearer must be the ID token, which is no access token of the server")
	}
	b.add(s, "Later", "airmap-keycloak", "airmap-app", "--grant", "password", "--username", "grace@example.com", "--scope", "openid")
	b.must(demo.Password, "signin", "Later", "--password-file", "-")
	if token := b.renews("Later"); !s.Live(token) {
		t.Error("the token is not live")
	}
	noComplaints(t, s)
	b.checkFiles(append(s.Issued(), demo.Password))
}

func TestAirMapWrongPassword(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.add(s, "Pilot", "airmap", "airmap-app", "--grant", "password", "--username", "ada@example.com", "--scope", "openid")
	if r := b.run("wrong", "signin", "Pilot", "--password-file", "-"); r.code == 0 || !strings.Contains(r.err, "Wrong email or password.") {
		t.Errorf("exit %d: %s", r.code, r.err)
	}
	if got := b.state("Pilot"); got != auth.StateSignInNeeded {
		t.Errorf("state %s", got)
	}
}

func TestInsiders(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.add(s, "Web", "insiders", "insiders-web", "--grant", "authorization_code")
	b.signin("Web", asDemo(t, "grace"))
	web := b.renews("Web")
	b.add(s, "Password", "insiders", "insiders-password", "--grant", "password", "--username", "ada@example.com")
	b.must(demo.Password, "signin", "Password", "--password-file", "-")
	if token := b.renews("Password"); !s.Live(token) {
		t.Error("the token is not live")
	}
	b.must("", "signout", "Web")
	if s.Live(web) {
		t.Error("the sign-out did not revoke")
	}
	noComplaints(t, s)
}

func TestSmartSense(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.add(s, "Fridges", "smartsense", "smartsense-app")
	if token := b.renews("Fridges"); !s.Live(token) {
		t.Error("the token is not live")
	}
	noComplaints(t, s)
}

func TestDeviceCode(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{DeviceInterval: time.Second})
	b.must("", "add", "Display", "--issuer", s.URL(), "--grant", "device_code", "--client-id", "demo-device", "--client-auth", "none", "--scope", "openid profile")
	b.signin("Display", asDemo(t, "katherine"))
	if token := b.renews("Display"); !s.Live(token) {
		t.Error("the token is not live")
	}
}
