package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
)

// workedExample is the definition that docs/providers.md works out.
func workedExample(t *testing.T) string {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join(testenv.Root(t), "docs", "providers.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begins := strings.Cut(string(doc), "```toml\n")
	text, _, ends := strings.Cut(rest, "```")
	if !begins || !ends {
		t.Fatal("docs/providers.md has no worked example")
	}
	return text
}

func (b *box) definition(id string) string {
	return filepath.Join(b.home, "config", "providers", id+".toml")
}

// define writes a definition where the document says.
func (b *box) define(id, text string) {
	b.t.Helper()
	path := b.definition(id)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// addAcme adds an account at the made-up API.
func (b *box) addAcme(a *acme, name, grant string) {
	b.t.Helper()
	args := []string{"add", name, "--provider", "acme", "--grant", grant, "--client-id", acmeClient, "--client-secret-file", "-"}
	b.must(acmeSecret, append(args, a.staging()...)...)
}

// life is how long list --json says that an account's token lives in all, and
// who says so.
func (b *box) life(name string) (time.Duration, auth.ExpirySource) {
	b.t.Helper()
	var shape struct {
		ObtainedAt   time.Time         `json:"obtained_at"`
		ExpiresAt    time.Time         `json:"expires_at"`
		ExpirySource auth.ExpirySource `json:"expiry_source"`
	}
	if err := json.Unmarshal([]byte(b.must("", "show", name, "--json")), &shape); err != nil {
		b.t.Fatal(err)
	}
	return shape.ExpiresAt.Sub(shape.ObtainedAt).Round(time.Second), shape.ExpirySource
}

// An odd API is a file: what docs/providers.md says of one is enough to use it.
func TestOddAPIFromItsDefinition(t *testing.T) {
	b, a, spy := newBox(t), startAcme(t), startSpy(t)
	example := workedExample(t)
	b.define("acme", example)
	b.addAcme(a, "Person", "authorization_code")
	b.fails(3, "token", "Person", "--no-prompt")
	b.signin("Person", a.person(t))
	if life, source := b.life("Person"); life != 2*time.Hour || source != auth.ExpiryDocumented {
		t.Errorf("the key lives %v, as %s says", life, source)
	}
	first := b.token("Person")
	if again := b.token("Person"); again != first || !a.latest(first) || a.requests("urn:acme:prolong") != 0 {
		t.Error("a fresh key is not handed out as it is")
	}
	for i := range 3 {
		if renewed := b.token("Person", "--renew"); !a.latest(renewed) || a.requests("urn:acme:prolong") != i+1 {
			t.Errorf("renewal %d: %d requests", i+1, a.requests("urn:acme:prolong"))
		}
	}
	b.expire(a, example)
	out := b.run("", "signout", "Person")
	if out.code != 0 || !strings.Contains(out.err, "no way to revoke") {
		t.Errorf("signout: exit %d: %s", out.code, out.err)
	}
	b.fails(3, "token", "Person", "--no-prompt")
	b.addAcme(a, "Robot", "client_credentials")
	if token := b.renews("Robot"); !a.latest(token) || a.requests("client_credentials") != 2 {
		t.Errorf("%d requests of a robot", a.requests("client_credentials"))
	}
	spy.check(t, b, a.secrets())
	b.checkFiles(a.secrets())
}

// expire lets a key's documented life end, which is shorter for that.
func (b *box) expire(a *acme, example string) {
	b.t.Helper()
	short := strings.Replace(example, "lifetimes.token = 7200", "lifetimes.token = 1", 1)
	if short == example {
		b.t.Fatal("the example does not say how long a key lives")
	}
	b.define("acme", short)
	old := b.token("Person", "--renew")
	testenv.Await(b.t, "the key's end", func() bool { return b.state("Person") == auth.StateExpired })
	before := a.requests("urn:acme:prolong")
	b.define("acme", example)
	renewed := b.token("Person")
	if renewed == old || !a.latest(renewed) || a.requests("urn:acme:prolong") != before+1 {
		b.t.Error("an expired key was not renewed once")
	}
	if got := b.state("Person"); got != auth.StateFresh {
		b.t.Errorf("after the renewal: %s", got)
	}
}

// A definition of one's own goes along with an export, and only somebody who
// agrees to it lets it in.
func TestOddAPITravelsWithAnExport(t *testing.T) {
	b, other, a := newBox(t), newBox(t), startAcme(t)
	b.define("acme", workedExample(t))
	b.addAcme(a, "Person", "authorization_code")
	b.signin("Person", a.person(t))
	b.addAcme(a, "Robot", "client_credentials")
	b.token("Robot")
	file := filepath.Join(t.TempDir(), "accounts.json")
	exported := b.must("", "export")
	for _, secret := range a.secrets() {
		if holds(exported, secret) {
			t.Error("the export holds a secret")
		}
	}
	if err := os.WriteFile(file, []byte(exported), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := other.run("", "import", file, "--yes"); r.code == 0 || other.state("Robot") != "" {
		t.Errorf("without --allow-provider: exit %d, the robot is %q", r.code, other.state("Robot"))
	}
	if _, err := os.Stat(other.definition("acme")); err == nil {
		t.Error("a definition came in although nobody agreed")
	}
	r := other.run("", "import", file, "--yes", "--allow-provider")
	for _, host := range []string{a.api.Listener.Addr().String(), a.login.Listener.Addr().String()} {
		if r.code != 0 || !strings.Contains(r.err, host) {
			t.Fatalf("exit %d, and %s is to be shown\n%s", r.code, host, r.err)
		}
	}
	if text, err := os.ReadFile(other.definition("acme")); err != nil || string(text) != workedExample(t) {
		t.Errorf("the definition that came: %v", err)
	}
	for _, name := range []string{"Person", "Robot"} {
		other.must(acmeSecret, "edit", name, "--client-secret-file", "-")
	}
	other.signin("Person", a.person(t))
	for _, name := range []string{"Person", "Robot"} {
		if token := other.renews(name); !a.latest(token) {
			t.Errorf("%s: not the key that was given last", name)
		}
	}
}
