package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

func TestShowAsksTheServer(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	r := d.run("", "show", "work", "--userinfo", "--introspect", "--json")
	if r.code != 0 || strings.Contains(r.out, `"userinfo"`) || !strings.Contains(r.err, "note: no userinfo: ") || !strings.Contains(r.err, "note: no introspection: ") {
		t.Errorf("before the sign-in: exit %d\n%s%s", r.code, r.out, r.err)
	}
	d.must("signin", "work")
	if out := d.must("show", "work", "--json"); strings.Contains(out, `"userinfo"`) || strings.Contains(out, `"introspection"`) {
		t.Errorf("the server was asked without a flag:\n%s", out)
	}
	var got struct{ Userinfo, Introspection map[string]any }
	r = d.run("", "show", "work", "--userinfo", "--introspect", "--json")
	if err := json.Unmarshal([]byte(r.out), &got); err != nil || r.err != "" {
		t.Fatalf("%v: %s", err, r.err)
	}
	if got.Userinfo["sub"] != "ada" || got.Introspection["active"] != true || got.Introspection["client_id"] != "demo-desktop" {
		t.Errorf("got %+v", got)
	}
	if out := d.must("show", "work", "--userinfo"); !strings.Contains(out, "Userinfo sub") {
		t.Errorf("as text:\n%s", out)
	}
	d.server.SetKnobs(demo.Knobs{Down: true})
	r = d.run("", "show", "work", "--introspect")
	if r.code != 0 || !strings.Contains(r.err, "note: no introspection: ") || !strings.Contains(r.out, "Signed in as") {
		t.Errorf("a server that is down: exit %d\n%s%s", r.code, r.out, r.err)
	}
}

func TestBrowserOpensTheDeviceAddress(t *testing.T) {
	d := newDesk(t, demo.Knobs{DeviceInterval: time.Second})
	d.must("add", "tv", "--issuer", d.server.URL(), "--client-id", "demo-device", "--client-auth", "none", "--grant", "device_code")
	r := d.run("", "signin", "tv", "--browser", "any")
	opened := d.browsed()
	if r.code != 0 || len(opened) != 1 || !strings.HasPrefix(opened[0], d.server.URL()) || !strings.Contains(r.err, "enter the code") {
		t.Errorf("exit %d, opened %q\n%s", r.code, opened, r.err)
	}
	if !strings.Contains(opened[0], "user_code=") {
		t.Errorf("%s has no code in it", opened[0])
	}
	if r := d.run("", "signin", "tv", "--timeout", "100ms"); r.code == 0 || len(d.browsed()) != 1 {
		t.Errorf("without --browser: exit %d, opened %q", r.code, d.browsed())
	}
}
