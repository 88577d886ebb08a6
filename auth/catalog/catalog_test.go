package catalog_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
)

func TestEveryBuiltInDefinition(t *testing.T) {
	c := catalog.New("")
	all, err := c.All()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 26 {
		t.Errorf("%d definitions, want at least 26", len(all))
	}
	for _, p := range all {
		switch {
		case p.Documentation == "" || p.Mark == "" || p.Color == "" || p.Register == "":
			t.Errorf("%s: documentation, mark, color or register is missing", p.ID)
		case strings.Contains(p.Register, "\n"):
			t.Errorf("%s: register is more than one paragraph", p.ID)
		}
		for _, g := range p.Grants {
			if err := usable(c, p, g); err != nil {
				t.Errorf("%s with %s: %v", p.ID, g, err)
			}
		}
	}
}

// usable builds an account as a person would who followed p.Register.
func usable(c *catalog.Catalog, p auth.Provider, g auth.GrantType) error {
	r := auth.Record{
		Account:     auth.Account{Name: "test", Provider: p.ID, Grant: g, ClientID: "client", Scopes: p.Scopes},
		Credentials: auth.Credentials{ClientSecret: auth.NewSecret("secret")},
	}
	if p.Protocol.Issuer == "" && p.Protocol.Endpoints.Token == "" { // a tenant's own
		r.Account.Protocol.Issuer = "https://tenant.example/"
	}
	return auth.NewTarget(r, c).Check()
}

func TestTheFour(t *testing.T) {
	c := catalog.New("")
	for _, id := range []string{"airthings", "airmap", "airmap-keycloak", "insiders", "insiders-live", "smartsense"} {
		if _, ok := c.Provider(id); !ok {
			t.Errorf("%s is missing", id)
		}
	}
	if _, ok := c.Provider("nowhere"); ok {
		t.Error("an unknown provider was found")
	}
	if _, err := c.Lookup("../../etc/passwd"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a path as ID: %v", err)
	}
}

const small = `format = 1
name = "Own"
grants = ["client_credentials"]
protocol.endpoints.token = "https://own.example/token"
`

func TestOwnFolderComesFirst(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "google.toml", small)
	write(t, dir, "mine.toml", small)
	write(t, dir, "broken.toml", small+"protcol = 1\n")
	c := catalog.New(dir)
	for _, id := range []string{"google", "mine"} {
		if p, ok := c.Provider(id); !ok || p.Name != "Own" || p.ID != id {
			t.Errorf("%s: %+v, %v", id, p, ok)
		}
	}
	if source, err := c.Source("mine"); err != nil || source != small {
		t.Errorf("source %q, %v", source, err)
	}
	all, err := c.All()
	if err == nil || !strings.Contains(err.Error(), "broken.toml: line 5: ") || !strings.Contains(err.Error(), "did you mean protocol?") {
		t.Errorf("the broken file is not named: %v", err)
	}
	if len(all) < 27 {
		t.Errorf("%d usable definitions beside the broken one", len(all))
	}
}

func TestFilesThatAreNone(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "folder.toml"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "huge.toml", strings.Repeat("#", 64<<10+1))
	c := catalog.New(dir)
	for _, id := range []string{"folder", "huge"} {
		if _, err := c.Lookup(id); err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: error %v", id, err)
		}
	}
}

func TestMistakesAreNamed(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no format", strings.Replace(small, "format = 1\n", "", 1), "begin the file with: format = 1"},
		{"newer format", strings.Replace(small, "format = 1", "format = 2", 1), "line 1: this is format 2"},
		{"syntax", small + "x = \n", "line 5: "},
		{"key twice", small + "name = \"a\"\n", "line 5: "},
		{"wrong type", strings.Replace(small, `"Own"`, "7", 1), "line 2: name: the value is a whole number; it must be text"},
		{"unknown key", small + "colour = \"#000000\"\n", "line 5: there is no key colour here; did you mean color?"},
		{"unknown key in a table", small + "[protocol.renewal]\ntokenfield = \"x\"\n", "line 6: there is no key protocol.renewal.tokenfield here; did you mean token_field?"},
		{"known key in the wrong table", small + "issuer = \"https://own.example\"\n", "line 5: there is no key issuer here; issuer belongs into another table; see docs/providers.md"},
		{"capitals", small + "Mark = \"X\"\n", "line 5: there is no key Mark here; did you mean mark?"},
		{"far from any key", small + "blahblahblah = 1\n", "see docs/providers.md"},
		{"http", strings.Replace(small, "https://own", "http://own", 1), "line 4: protocol.endpoints.token: http is only possible on this computer"},
		{"reserved parameter", small + "protocol.steps.token.params.state = \"x\"\n", "state belongs to the protocol"},
		{"unknown step", small + "protocol.steps.login.params.x = \"y\"\n", `"login" is no step`},
		{"unknown client auth", small + "protocol.client_auth = \"digest\"\n", "client_auth must be one of [basic post json none private_key_jwt]"},
		{"array without JSON", small + "protocol.scope_style = \"array\"\n", `needs body = "json"`},
		{"colour", small + "color = \"red\"\n", "line 5: color: must be written like"},
		{"no grants", strings.Replace(small, `["client_credentials"]`, "[]", 1), "line 3: grants: is missing"},
		{"stray per_grant", small + "[per_grant.password]\nbody = \"json\"\n", "line 5: per_grant.password: is not among the grants"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := catalog.Parse("test", tt.text)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want …%s…", err, tt.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add("format = 1\n[protocol.steps.token.params]\n\"a.b\" = 'c'\n")
	f.Add("[[x]]\ny=[{}]")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := catalog.Parse("test", text)
		if err != nil {
			if _, ok := errors.AsType[*catalog.Error](err); !ok || auth.Clean(err.Error(), 4096) != err.Error() {
				t.Errorf("error %q", err)
			}
			return
		}
		for _, address := range p.Protocol.Endpoints.All() {
			if auth.CheckEndpoint(address) != nil {
				t.Errorf("unusable address %q accepted", address)
			}
		}
	})
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestTheWorkedExample keeps the documentation's definition readable.
func TestTheWorkedExample(t *testing.T) {
	doc, err := os.ReadFile("../../docs/providers.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(doc), "```toml\n")
	text, _, _ := strings.Cut(rest, "```")
	p, err := catalog.Parse("acme", text)
	if !found || err != nil || p.Protocol.Renewal.TokenField != "renewal" || p.Protocol.Reply.Bearer != "session.key" {
		t.Errorf("found %v, error %v", found, err)
	}
}

func TestOwnIDsNamesTheUnusableToo(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "mine.toml", "name = \n")
	write(t, dir, "My Own.toml", "")
	write(t, dir, "notes.txt", "")
	c := catalog.New(dir)
	if got := strings.Join(c.OwnIDs(), ", "); got != "My Own, mine" {
		t.Errorf("got %q", got)
	}
	for id, want := range map[string]string{"mine": "line 1", "My Own": "no provider ID"} {
		if _, err := c.Lookup(id); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", id, err, want)
		}
	}
}
