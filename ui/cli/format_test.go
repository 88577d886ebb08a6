package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/ui/format"
)

func TestTokenInEveryFormat(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	d.must("signin", "work")
	templates := filepath.Join(d.home, "config", "templates")
	if err := os.MkdirAll(templates, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"mine": "for {{.Account}}: {{sh .Token}}\n", "broken": "{{.Nothing}}"} {
		if err := os.WriteFile(filepath.Join(templates, name+".tmpl"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	token := strings.TrimSpace(d.must("token", "work"))
	help := d.must("token", "--help")
	for _, name := range format.Names() {
		if out := d.must("token", "work", "--format", name); !strings.Contains(out, token) || !strings.Contains(help, name) {
			t.Errorf("%s: %q; is it in the help?", name, out)
		}
	}
	if out := d.must("token", "work", "--format", "mine"); out != "for work: '"+token+"'\n" {
		t.Errorf("got %q", out)
	}
	for _, name := range []string{"broken", "none", "../mine"} {
		if r := d.run("", "token", "work", "--format", name); r.code != 2 || r.out != "" || strings.Contains(r.err, token) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", name, r.code, r.out, r.err)
		}
	}
	if out := d.must("__complete", "token", "work", "--format", ""); !strings.Contains(out, "\nmine\n") {
		t.Errorf("completion offers %q", out)
	}
}
