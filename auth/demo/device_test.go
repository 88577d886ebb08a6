package demo_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

func startDevice(t *testing.T, s *demo.Server) (begun answer, poll ask) {
	t.Helper()
	begun = do(t, ask{url: s.URL() + "/device", form: form("client_id", "demo-device", "scope", "openid profile")})
	if begun.status != 200 || !regexp.MustCompile(`^[A-Z]{4}-[A-Z]{4}$`).MatchString(begun.str("user_code")) {
		t.Fatalf("%d %s", begun.status, begun.text)
	}
	return begun, ask{url: s.URL() + "/token", form: form("grant_type", "urn:ietf:params:oauth:grant-type:device_code",
		"client_id", "demo-device", "device_code", begun.str("device_code"))}
}

func TestDeviceFlow(t *testing.T) {
	s := start(t, demo.Config{Knobs: demo.Knobs{DeviceInterval: time.Millisecond}})
	begun, poll := startDevice(t, s)
	if a := do(t, poll); a.str("error") != "authorization_pending" {
		t.Fatalf("before: %d %s", a.status, a.text)
	}
	typed := strings.ToLower(strings.ReplaceAll(begun.str("user_code"), "-", " "))
	if page := do(t, ask{method: "GET", url: begun.str("verification_uri") + "?" + form("user_code", typed)}); !strings.Contains(page.text, begun.str("user_code")) {
		t.Errorf("the code as typed by hand is not found: %s", page.text)
	}
	if _, err := demo.Visit(t.Context(), begun.str("verification_uri_complete"), "katherine"); err != nil {
		t.Fatal(err)
	}
	a := do(t, poll)
	if a.status != 200 || verified(t, s, a.str("id_token"))["sub"] != "katherine" {
		t.Fatalf("after: %d %s", a.status, a.text)
	}
	if again := do(t, poll); again.str("error") != "invalid_grant" {
		t.Errorf("a device code used twice: %s", again.text)
	}
}

func TestDeviceRefused(t *testing.T) {
	s := start(t, demo.Config{})
	begun, poll := startDevice(t, s)
	if _, err := demo.Visit(t.Context(), begun.str("verification_uri_complete"), ""); err != nil {
		t.Fatal(err)
	}
	if a := do(t, poll); a.str("error") != "access_denied" {
		t.Errorf("%d %s", a.status, a.text)
	}
}

func TestDevicePolledTooOftenOrTooLate(t *testing.T) {
	s := start(t, demo.Config{Knobs: demo.Knobs{DeviceInterval: time.Minute}})
	begun, poll := startDevice(t, s)
	if begun.num("interval") != 60 {
		t.Errorf("interval %v", begun.num("interval"))
	}
	do(t, poll)
	if a := do(t, poll); a.str("error") != "slow_down" {
		t.Errorf("too often: %s", a.text)
	}
	s.SetKnobs(demo.Knobs{DeviceLife: time.Nanosecond})
	_, late := startDevice(t, s)
	if a := do(t, late); a.str("error") != "expired_token" {
		t.Errorf("too late: %s", a.text)
	}
}

func TestUnknownUserCode(t *testing.T) {
	s := start(t, demo.Config{})
	page := do(t, ask{method: "GET", url: s.URL() + "/activate?user_code=%3Cb%3EXXXX"})
	if !strings.Contains(page.text, "not known here") || strings.Contains(page.text, "<b>XXXX") {
		t.Errorf("%s", page.text)
	}
}
