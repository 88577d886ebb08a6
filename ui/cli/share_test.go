package cli_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/wire"
)

// colleague is another home with a vault of its own, at the same server.
func (d *desk) colleague() *desk {
	d.t.Helper()
	return &desk{t: d.t, home: d.t.TempDir(), key: d.key, server: d.server, person: d.person}
}

// atTerminal runs a command with a person at it, who types answers, and
// passwords where one is asked for.
func (d *desk) atTerminal(answers string, passwords []string, args ...string) result {
	d.t.Helper()
	var out bytes.Buffer
	var errs shared
	app := wire.App()
	app.Stdin, app.Stdout, app.Stderr, app.Terminal = strings.NewReader(answers), &out, &errs, true
	app.Getenv = func(string) string { return "" }
	app.ReadPassword = func(context.Context, string) (auth.Secret, error) {
		if len(passwords) == 0 {
			return auth.Secret{}, errors.New("nobody types a password")
		}
		typed := passwords[0]
		passwords = passwords[1:]
		return auth.NewSecret(typed), nil
	}
	code := cli.Run(d.t.Context(), app, append([]string{"--home", d.home, "--vault-key-file", d.key}, args...))
	return result{code, out.String(), errs.String()}
}

// file puts text into a file and returns its path.
func (d *desk) file(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// robot links an account with a client secret.
func (d *desk) robot(args ...string) {
	d.t.Helper()
	r := d.run("robot-secret", append([]string{
		"add", "robot", "--token-url", d.server.URL() + "/token", "--grant", "client_credentials",
		"--client-id", "demo-robot", "--client-secret-file", "-", "--client-auth", "basic", "--scope", "api:read",
	}, args...)...)
	if r.code != 0 {
		d.t.Fatal(r.err)
	}
}

func TestExportWithoutSecrets(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	d.robot()
	d.must("signin", "work")
	token := strings.TrimSpace(d.must("token", "work"))
	out := d.must("export")
	for _, secret := range []string{token, "robot-secret", `"tokens"`, `"secrets"`} {
		if strings.Contains(out, secret) {
			t.Errorf("the export holds %q", secret)
		}
	}
	if one := d.must("export", "robot"); strings.Contains(one, `"work"`) || !strings.Contains(one, `"robot"`) {
		t.Errorf("the export of one is\n%s", one)
	}
	other := d.colleague()
	r := other.run(out, "import", "-", "--yes")
	if r.code != 0 || r.out != "Imported 2 accounts.\n" || !strings.Contains(r.err, "authfob signin work") || !strings.Contains(r.err, "authfob edit robot --client-secret-file") {
		t.Fatalf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	if r := other.run("", "token", "work"); r.code != 3 {
		t.Errorf("token before the sign-in: exit %d, %s", r.code, r.err)
	}
	other.must("signin", "work")
	if r := other.run("robot-secret", "edit", "robot", "--client-secret-file", "-"); r.code != 0 {
		t.Fatal(r.err)
	}
	other.must("token", "robot")
}

func TestExportWithSecretsAndImport(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	d.robot()
	d.must("signin", "work")
	token := d.must("token", "work")
	passphrase := d.file("passphrase", "correct horse\n")
	r := d.run("", "export", "--with-secrets", "--export-passphrase-file", passphrase)
	if r.code != 0 || !strings.HasPrefix(r.out, "-----BEGIN AGE ENCRYPTED FILE-----\n") || !strings.Contains(r.err, "refresh token once") {
		t.Fatalf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	file := d.file("accounts.age", r.out)
	other := d.colleague()
	if r := other.run("", "import", file, "--yes"); r.code != 2 || !strings.Contains(r.err, "--import-passphrase-file") {
		t.Errorf("without a passphrase: exit %d, %s", r.code, r.err)
	}
	if r := other.run("battery staple", "import", file, "--yes", "--import-passphrase-file", "-"); r.code != 1 || !strings.Contains(r.err, "does not open this file") {
		t.Errorf("the wrong passphrase: exit %d, %s", r.code, r.err)
	}
	if r := other.atTerminal("y\n", []string{"correct horse"}, "import", file); r.code != 0 || !strings.Contains(r.err, "with tokens") || strings.Contains(r.err, "robot-secret") {
		t.Fatalf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	if got := other.must("token", "work"); got != token {
		t.Errorf("the token is %q, was %q", got, token)
	}
	other.must("token", "robot")
	var shown struct {
		ID      string
		History []auth.Event
	}
	if err := json.Unmarshal([]byte(other.must("show", "work", "--json")), &shown); err != nil {
		t.Fatal(err)
	}
	if len(shown.History) != 1 || shown.History[0].What != "import" || strings.Contains(d.must("show", "work", "--json"), shown.ID) {
		t.Errorf("got %+v", shown)
	}
}

func TestSecretsAreExportedUnderAPassphraseOnly(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.robot()
	for _, tt := range []struct {
		name      string
		passwords []string
		args      []string
		code      int
	}{
		{"two that differ", []string{"a", "b"}, []string{"--with-secrets"}, 1},
		{"an empty one", []string{"", ""}, []string{"--with-secrets"}, 1},
		{"a passphrase for nothing", nil, []string{"--export-passphrase-file", "x"}, 2},
	} {
		if r := d.atTerminal("", tt.passwords, append([]string{"export"}, tt.args...)...); r.code != tt.code || r.out != "" {
			t.Errorf("%s: exit %d, stdout %q, %s", tt.name, r.code, r.out, r.err)
		}
	}
	if r := d.run("", "export", "--with-secrets"); r.code != 2 || r.out != "" {
		t.Errorf("nobody to ask: exit %d, stdout %q", r.code, r.out)
	}
	if r := d.run("", "export", "nobody"); r.code != 1 || r.out != "" {
		t.Errorf("an unknown account: exit %d, stdout %q", r.code, r.out)
	}
}

// An import never changes an account that is there. (requirement 82)
func TestImportKeepsWhatIsThere(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.robot()
	evil, err := demo.Start(t.Context(), demo.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer evil.Close()
	text := strings.ReplaceAll(d.must("export"), d.server.URL(), evil.URL())
	text = strings.Replace(text, `"name": "robot"`, `"name": "ROBOT"`, 1)
	r := d.run(text, "import", "-", "--yes")
	if r.code != 1 || !strings.Contains(r.err, "ROBOT: not imported: there is an account of that name here already") {
		t.Errorf("exit %d\n%s", r.code, r.err)
	}
	d.must("token", "robot")
	if n := len(evil.Requests()); n != 0 {
		t.Errorf("the other host saw %d requests", n)
	}
}

func TestImportShowsHostsAndAsks(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.robot()
	text := d.must("export")
	file := d.file("accounts.json", text)
	other := d.colleague()
	host := strings.TrimPrefix(d.server.URL(), "http://")
	if r := other.run("", "import", file); r.code != 2 || !strings.Contains(r.err, "Hosts that will receive credentials:\n  "+host+" (robot)\n") {
		t.Errorf("nobody to ask: exit %d\n%s", r.code, r.err)
	}
	if r := other.atTerminal("n\n", nil, "import", file); r.code != 2 || !strings.Contains(r.err, "Import 1 account?") {
		t.Errorf("no: exit %d\n%s", r.code, r.err)
	}
	if out := other.must("list", "--json"); strings.TrimSpace(out) != "[]" {
		t.Errorf("there is %s", out)
	}
	if r := other.run("{}", "import", "-", "--yes"); r.code != 1 || !strings.Contains(r.err, "no export of Authfob") {
		t.Errorf("no export: exit %d, %s", r.code, r.err)
	}
	if len(d.server.Requests()) != 0 {
		t.Error("an import asked the server")
	}
}

// What weakens an account's protection needs its own yes. (requirement 84)
func TestImportAsksForEachThing(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("plain")
	d.robot("--proxy", "http://proxy.example:8080")
	definition := "format = 1\nname = \"Acme\"\ngrants = [\"client_credentials\"]\n[protocol.endpoints]\ntoken = \"" + d.server.URL() + "/token\"\n"
	providers := filepath.Join(d.home, "config", "providers")
	if err := errors.Join(os.MkdirAll(providers, 0o700), os.WriteFile(filepath.Join(providers, "acme.toml"), []byte(definition), 0o600)); err != nil {
		t.Fatal(err)
	}
	if r := d.run("robot-secret", "add", "acme", "--provider", "acme", "--client-id", "demo-robot", "--client-secret-file", "-"); r.code != 0 {
		t.Fatal(r.err)
	}
	text := d.must("export")
	for _, tt := range []struct {
		name    string
		run     func(*desk) result
		refused []string
		code    int
	}{
		{"no flags", func(o *desk) result { return o.run(text, "import", "-", "--yes") }, []string{"robot", "acme"}, 1},
		{"one flag", func(o *desk) result { return o.run(text, "import", "-", "--yes", "--allow-proxy") }, []string{"acme"}, 1},
		{"both flags", func(o *desk) result {
			return o.run(text, "import", "-", "--yes", "--allow-proxy", "--allow-provider")
		}, nil, 0},
		{"a person", func(o *desk) result {
			// The order is the file's: robot's proxy is asked about before or after acme.
			return o.atTerminal("y\ny\ny\n", nil, "import", o.file("f", text))
		}, nil, 0},
		{"a person who says no", func(o *desk) result { return o.atTerminal("n\nn\ny\n", nil, "import", o.file("f", text)) }, []string{"robot", "acme"}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			other := d.colleague()
			r := tt.run(other)
			if r.code != tt.code {
				t.Errorf("exit %d\n%s", r.code, r.err)
			}
			for _, name := range []string{"plain", "robot", "acme"} {
				refused := strings.Contains(strings.Join(tt.refused, " "), name)
				if (other.run("", "show", name).code != 0) != refused || strings.Contains(r.err, name+": not imported") != refused {
					t.Errorf("%s: refused is %v in\n%s", name, !refused, r.err)
				}
			}
			got, err := os.ReadFile(filepath.Join(other.home, "config", "providers", "acme.toml"))
			if (err == nil) == strings.Contains(strings.Join(tt.refused, " "), "acme") || err == nil && string(got) != definition {
				t.Errorf("the definition is %q, %v", got, err)
			}
		})
	}
}

// A vault that does not open is not exported as an empty one; what is damaged
// in one that does is named.
func TestExportOfWhatDoesNotOpen(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.robot()
	d.link("work")
	text := d.must("export")
	right := d.key
	d.key = d.file("key", base64.StdEncoding.EncodeToString(make([]byte, 32)))
	for _, args := range [][]string{{"export"}, {"export", "robot"}, {"import", d.file("f", text), "--yes"}} {
		if r := d.run("", args...); r.code != 6 || r.out != "" {
			t.Errorf("%v: exit %d, stdout %q, %s", args, r.code, r.out, r.err)
		}
	}
	d.key = right
	id := d.id("robot")
	d.damage(id)
	if r := d.run("", "token", id); r.code != 1 || !strings.Contains(r.err, "cannot be read") {
		t.Errorf("token by ID: exit %d, %s", r.code, r.err)
	}
	r := d.run("", "export")
	if r.code != 1 || strings.Contains(r.out, `"robot"`) || !strings.Contains(r.out, `"work"`) || !strings.Contains(r.err, "do not open in the vault: robot") {
		t.Errorf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	if r := d.run(text, "import", "-", "--yes"); r.code != 1 || !strings.Contains(r.err, "robot: not imported: there is an account of that name") {
		t.Errorf("a damaged account keeps its name: exit %d, %s", r.code, r.err)
	}
}

// damage changes the last byte of an account's record.
func (d *desk) damage(id string) {
	d.t.Helper()
	found := false
	err := filepath.WalkDir(filepath.Join(d.home, "vault"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.Contains(path, "acct") || !strings.Contains(e.Name(), id) {
			return err
		}
		found = true
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b[len(b)-1] ^= 1
		return os.WriteFile(path, b, 0o600)
	})
	if err != nil || !found {
		d.t.Fatalf("found %v, %v", found, err)
	}
}

// A secret that the vault would keep as another one is not taken.
func TestSecretsAreText(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	r := d.run("caf\xe9", "add", "robot", "--token-url", d.server.URL()+"/token", "--grant", "client_credentials",
		"--client-id", "demo-robot", "--client-secret-file", "-", "--client-auth", "basic")
	if r.code != 2 || !strings.Contains(r.err, "UTF-8") {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
}
