package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/ui/autostart"
)

func TestAutostart(t *testing.T) {
	config := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", config)
	d := newDesk(t, demo.Knobs{})
	entry := filepath.Join(config, "autostart", "authfob.desktop")
	status := func() (s autostart.State) {
		t.Helper()
		if err := json.Unmarshal([]byte(d.must("autostart", "status", "--json")), &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := status(); s.On || s.Place != entry {
		t.Errorf("at first: %+v", s)
	}
	if out := d.must("autostart", "on"); !strings.HasPrefix(out, "On: wrote "+entry) {
		t.Errorf("on: %q", out)
	}
	if out := d.must("autostart", "on"); strings.Contains(out, "wrote") {
		t.Errorf("on again: %q", out)
	}
	self, _ := os.Executable()
	if s := status(); !s.On || s.Command != self+" --hidden --home "+d.home+" --vault-key-file "+d.key {
		t.Errorf("when on: %+v", s)
	}
	if out := d.must("autostart", "off"); out != "Off: removed "+entry+".\n" {
		t.Errorf("off: %q", out)
	}
	if out := d.must("autostart", "off"); out != "Off: there is no "+entry+".\n" {
		t.Errorf("off again: %q", out)
	}
	for _, args := range [][]string{{"autostart"}, {"autostart", "maybe"}, {"autostart", "on", "--home="}} {
		if r := d.run("", args...); r.code != 2 || r.out != "" {
			t.Errorf("%v: exit %d, %q", args, r.code, r.out)
		}
	}
	d.key = ""
	if r := d.run("", "autostart", "on", "--passphrase-file", "-"); r.code != 2 || r.out != "" || !strings.Contains(r.err, "standard input") {
		t.Errorf("a passphrase from standard input: exit %d, %s%s", r.code, r.out, r.err)
	}
}
