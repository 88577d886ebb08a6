package cli_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth/demo"
)

func TestWrongUsageSaysWhatIsRight(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	for _, tt := range []struct {
		args string
		want string
	}{
		{"tokn", `there is no command "tokn"; did you mean token?`},
		{"login work", "did you mean signin?"},
		{"autostart of", "did you mean off?"},
		{"vault rm", `there is no command "vault rm".`},
		{"help tokn", `there is no command "tokn"; did you mean token?`},
		{"help vault statu", `there is no command "vault statu"; did you mean status?`},
		{"token", "token needs a NAME"},
		{"token my work", "token takes one NAME, not 2; put quotes around one that has spaces"},
		{"list all", `list takes no "all"`},
		{"token work --nope", "See: authfob token --help"},
		{"remove work", "say --yes"},
		{"edit work", "say what to change"},
	} {
		if strings.HasPrefix(tt.args, "remove") {
			d.link("work")
		}
		r := d.run("", strings.Fields(tt.args)...)
		if r.code != 2 || r.out != "" || !strings.Contains(r.err, tt.want) {
			t.Errorf("authfob %s: exit %d, %s", tt.args, r.code, r.err)
		}
	}
}

// --version alone is asked of every program.
func TestVersionAsAFlag(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	if r := d.under("", "version"); r.code != 0 || !strings.HasPrefix(r.out, "authfob ") || r.out != d.plainly("", "--version").out {
		t.Errorf("version %+v, --version %+v", r, d.plainly("", "--version"))
	}
	want(t, d.plainly("", "--version", "list"), 2, "there is no flag --version")
}

// A variable that is not set must not lead to another vault than was meant.
func TestEmptyPlacesAreRefused(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	for _, flag := range []string{"home", "passphrase-file", "vault-key-file"} {
		r := d.run("", "list", "--"+flag, "")
		if r.code != 2 || r.out != "" || !strings.Contains(r.err, "--"+flag+" is empty") {
			t.Errorf("--%s '': exit %d, %s%s", flag, r.code, r.out, r.err)
		}
	}
}

// Standard input is read for one thing.
func TestOneSecretOnStandardInput(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	for _, args := range [][]string{
		{"--client-secret-file", "-", "--grant", "password", "--keep-password", "--password-file", "-"},
		{"--client-secret-file", "-", "--ca-file", "-"},
	} {
		r := d.run("secret", append([]string{"add", "x", "--token-url", d.server.URL() + "/token", "--client-id", "a"}, args...)...)
		if r.code != 2 || r.out != "" || !strings.Contains(r.err, "standard input") {
			t.Errorf("%v: exit %d, %s", args, r.code, r.err)
		}
	}
}

// Where it holds the vault's passphrase, it holds nothing else.
func TestThePassphraseHasStandardInputForItself(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	export := d.must("export")
	d.key = ""
	for _, args := range [][]string{
		{"import", "-"},
		{"add", "x", "--token-url", d.server.URL() + "/token", "--client-id", "a", "--client-secret-file", "-"},
		{"vault", "recover", "--code-file", "-"},
	} {
		r := d.run(export, append(args, "--passphrase-file", "-")...)
		if r.code != 2 || r.out != "" || !strings.Contains(r.err, "--passphrase-file can be standard input") {
			t.Errorf("%v: exit %d, %s", args, r.code, r.err)
		}
	}
}

// A format that does not exist costs no renewal.
func TestUnknownFormatAsksNoServer(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	d.must("signin", "work")
	if r := d.run("", "token", "work", "--renew", "--format", "nope"); r.code != 2 || r.out != "" {
		t.Errorf("exit %d, %s%s", r.code, r.out, r.err)
	}
	if n := d.server.TokenRequests("refresh_token"); n != 0 {
		t.Errorf("%d renewals", n)
	}
}

func TestShowBeforeTheFirstToken(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	if out := d.must("show", "work"); strings.Contains(out, "granted") || !strings.Contains(out, "Scopes asked") {
		t.Errorf("show says\n%s", out)
	}
}

// Completions name commands and flags, in the words of the help and without its
// marks.
func TestCompletion(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	for args, want := range map[string]string{
		"to":             "token\tPrint a fresh token",
		"token --min":    "--min-valid\tthe token must be valid for DUR more",
		"token --format": "--format\twrite it as NAME: raw",
		"list --passph":  "--passphrase-file\tthe vault's passphrase is in FILE",
	} {
		out := d.must(append([]string{"__complete"}, strings.Fields(args)...)...)
		if !strings.Contains(out, want) {
			t.Errorf("%s: %q", args, out)
		}
	}
}

// NAME is completed by the accounts that there are, also without the key.
func TestNamesAreCompleted(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	d.link("my own")
	if err := os.Remove(d.key); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"token", ""}, "my own\nwork\n:4\n"},
		{[]string{"token", "work", ""}, ":4\n"},
		{[]string{"export", "work", ""}, "my own\n:4\n"},
		{[]string{"add", ""}, ":4\n"},
		{[]string{"import", ""}, ":0\n"},
		{[]string{"add", "x", "--source", ""}, "my own\nwork\n:4\n"},
		{[]string{"add", "x", "--body", ""}, "form\njson\n:4\n"},
		{[]string{"add", "x", "--scope-style", ""}, "array\nomit\nspace\n:4\n"},
		{[]string{"token", "work", "--bearer", ""}, "access_token\nid_token\n:4\n"},
		{[]string{"add", "x", "--issuer", ""}, ":4\n"},
		{[]string{"add", "x", "--client-secret-file", ""}, ":0\n"},
	} {
		lines := strings.SplitAfter(d.must(append([]string{"__complete"}, tt.args...)...), "\n")
		slices.Sort(lines[:max(0, len(lines)-2)])
		if got := strings.Join(lines, ""); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.args, got, tt.want)
		}
	}
	for _, args := range [][]string{{"providers", ""}, {"add", "x", "--provider", ""}} {
		if out := d.must(append([]string{"__complete"}, args...)...); !strings.Contains(out, "airmap\tAirMap\n") {
			t.Errorf("%q: %q", args, out)
		}
	}
}

// Providers' papers name the description's address, not the issuer's.
func TestIssuerByItsDescription(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.must("add", "work", "--issuer", d.server.URL()+"/.well-known/openid-configuration", "--client-id", "demo")
	if out := d.must("list", "--json"); !strings.Contains(out, `"issuer": "`+d.server.URL()+`"`) {
		t.Errorf("linked %s", out)
	}
}

// A device sign-in waits for another device where its own browser does not start,
// and says so.
func TestDeviceWithoutItsBrowser(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.must("add", "tv", "--issuer", d.server.URL(), "--client-id", "demo-device", "--client-auth", "none", "--grant", "device_code")
	d.noBrowser = true
	want(t, d.run("", "signin", "tv", "--browser", "lynx", "--timeout", "1s"), 1, "note: there is no browser")
	if r := d.run("", "signin", "tv", "--timeout", "300ms"); strings.Contains(r.err, "note: ") {
		t.Errorf("without --browser: %s", r.err)
	}
}

// What a script reads line by line is accounts alone.
func TestNoAccountsAreNoLine(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	if r := d.run("", "list"); r.code != 0 || r.out != "" || !strings.Contains(r.err, "No accounts yet") {
		t.Errorf("exit %d, stdout %q, %s", r.code, r.out, r.err)
	}
}
