package e2e

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// server is a token endpoint that nothing of these tests may ask.
var server = []string{"--token-url", "https://127.0.0.1:9/token", "--client-id", "x"}

// newAccount is add with a name that is free and a server, and more.
func newAccount(more ...string) []string {
	args := append([]string{"add", "new"}, server...)
	if !strings.Contains(strings.Join(more, " "), "--grant") {
		args = append(args, "--grant", "client_credentials")
	}
	return append(args, more...)
}

const (
	usage  = 2
	failed = 1
	locked = 6
)

// wrongFiles lie in the folder that the program is run in.
var wrongFiles = map[string]string{
	"plain": "plain text", "binary": "\xff\xfe\x00\x01", "empty": "", "secret": "s3cret-value\n", "big": strings.Repeat("x", 2<<20),
	"torn.json": "{", "array.json": "[]", "utf16.json": "\xff\xfe{\x00}\x00",
	"version.json": `{"format":"authfob-accounts","version":"one","accounts":[]}`, "newer.json": `{"format":"authfob-accounts","version":9,"accounts":[]}`,
	"name.json":    `{"format":"authfob-accounts","version":1,"accounts":[{"name":5}]}`,
	"object.json":  `{"format":"authfob-accounts","version":1,"accounts":{}}`,
	"unknown.json": `{"format":"authfob-accounts","version":1,"accounts":[],"s3cret":1}`,
	"twice.json":   `{"format":"authfob-accounts","format":"authfob-accounts","version":1,"accounts":[]}`,
	"other.json":   `{"hello":"world"}`, "deep.json": strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100),
	"cert.pem": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "key.pem": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
	"sealed.pem": "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
	"torn.age":   "-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n-----END AGE ENCRYPTED FILE-----\n",
}

// wrong are inputs that cannot be used: what the program ends with, and what it
// says of them.
var wrong = []struct {
	args  []string
	stdin string
	file  string // in the home's configuration
	holds string
	code  int
	says  string
}{
	// Commands and flags.
	{args: []string{"nonsense"}, code: usage, says: `there is no command "nonsense"`},
	{args: []string{"tokn", "work"}, code: usage, says: `did you mean token?`},
	{args: []string{"vault", "rotat"}, code: usage, says: `there is no command "vault rotat"; did you mean rotate?`},
	{args: []string{"vault"}, code: usage, says: "say "},
	{args: []string{"autostart", "maybe"}, code: usage, says: `there is no command "autostart maybe"`},
	{args: []string{"completion", "nope"}, code: usage, says: `there is no command "completion nope"`},
	{args: []string{"completion"}, code: usage, says: "say bash"},
	{args: []string{"token"}, code: usage, says: "token needs a NAME"},
	{args: []string{"token", "my", "work"}, code: usage, says: "put quotes around"},
	{args: []string{"list", "extra"}, code: usage, says: `list takes no "extra"`},
	{args: []string{"token", "work", "--nope"}, code: usage, says: "there is no flag --nope"},
	{args: []string{"token", "work", "--min-vaild", "5m"}, code: usage, says: "did you mean --min-valid?"},
	{args: []string{"token", "work", "-x"}, code: usage, says: "there is no flag -x"},
	{args: []string{"token", "work", "--min-valid"}, code: usage, says: "--min-valid needs a value"},
	{args: []string{"token", "work", "--min-valid", "soon"}, code: usage, says: `--min-valid must be a duration like "30s" or "5m", not "soon"`},
	{args: []string{"token", "work", "--min-valid", "5"}, code: usage, says: "must be a duration"},
	{args: []string{"token", "work", "--min-valid", "-5s"}, code: usage, says: "--min-valid must be longer than nothing"},
	{args: []string{"token", "work", "--renew", "--cached"}, code: usage, says: "--renew and --cached exclude each other"},
	{args: []string{"token", "work", "--format", "yaml"}, code: usage, says: `"yaml" is none of raw, header`},
	{args: []string{"token", "work", "--format", ""}, code: usage, says: "--format is empty"},
	{args: []string{"token", "work", "--bearer", ""}, code: usage, says: "--bearer is empty"},
	{args: []string{"list", "--json=s3cret"}, code: usage, says: "--json is a switch"},
	{args: []string{"signin", "work", "--timeout", "0"}, code: usage, says: "--timeout must be longer than nothing"},
	{args: newAccount("--client-secret", "s3cret-value"), code: usage, says: "did you mean --client-secret-file?"},
	{args: []string{"list", "--passphrase=s3cret"}, code: usage, says: "a secret is never given as an argument"},
	{args: []string{"--home", "", "list"}, code: usage, says: "--home is empty"},
	{args: []string{"--passphrase-file", "secret", "list"}, code: usage, says: "exclude each other"},
	{args: []string{"edit", "work"}, code: usage, says: "say what to change"},
	{args: []string{"remove", "work"}, code: usage, says: "say --yes"},

	// Names.
	{args: []string{"token", "wrok"}, code: failed, says: `there is no account called "wrok"`},
	{args: []string{"show", "nobody"}, code: failed, says: `there is no account called "nobody"`},
	{args: []string{"token", ""}, code: failed, says: `there is no account called ""`},
	{args: []string{"export", "nobody"}, code: failed, says: `there is no account called "nobody"`},
	{args: append([]string{"add", "WORK", "--grant", "client_credentials"}, server...), code: failed, says: "there is already an account called"},
	{args: append([]string{"add", ""}, server...), code: usage, says: "an account needs a name"},
	{args: append([]string{"add", " x"}, server...), code: usage, says: "does not start or end with a space"},
	{args: append([]string{"add", strings.Repeat("n", 201)}, server...), code: usage, says: "at most 200 characters"},
	{args: append([]string{"add", "a\x1b[31mb"}, server...), code: usage, says: "without control or invisible characters"},
	{args: append([]string{"add", "a\xffb"}, server...), code: usage, says: "without control or invisible characters"},
	{args: append([]string{"add", "a\u202eb"}, server...), code: usage, says: "without control or invisible characters"},
	{args: []string{"edit", "work", "--name", ""}, code: usage, says: "an account needs a name"},

	// Addresses.
	{args: []string{"add", "new"}, code: usage, says: "say where tokens come from"},
	{args: []string{"add", "new", "--issuer", "login.example.com", "--client-id", "x"}, code: usage, says: "issuer: the address must be whole, from https:// on"},
	{args: []string{"add", "new", "--issuer", "http://login.example.com", "--client-id", "x"}, code: usage, says: "use https"},
	{args: []string{"add", "new", "--issuer", "https://u:s3cret@login.example.com", "--client-id", "x"}, code: usage, says: "has a user name or password in it"},
	{args: newAccount("--token-url", "ftp://x/y"), code: usage, says: "must start with https://"},
	{args: newAccount("--token-url", "https://x/ y"), code: usage, says: "characters that a URL cannot have"},
	{args: newAccount("--token-url", "https:///token"), code: usage, says: "the address has no host"},
	{args: newAccount("--token-url", "https://x:99999/token"), code: usage, says: "not between 1 and 65535"},
	{args: newAccount("--token-url", "https://x/#y"), code: usage, says: "has a fragment"},
	{args: newAccount("--proxy", "nonsense"), code: usage, says: "proxy: it must be an address like"},
	{args: newAccount("--proxy", "http://u:s3cret@x:1"), code: usage, says: "without a user name or password"},
	{args: newAccount("--redirect-uri", "nonsense"), code: usage, says: "redirect-uri: it must be a whole address"},
	{args: newAccount("--redirect-uri", "http://example.com/cb"), code: usage, says: "http is only possible on this computer itself"},

	// What an account is made of.
	{args: []string{"add", "new", "--provider", "airthngs", "--client-id", "x"}, code: usage, says: `there is no provider called "airthngs"; did you mean airthings?`},
	{args: []string{"providers", "nope-at-all"}, code: usage, says: "see: authfob providers"},
	{args: newAccount("--grant", "implicit"), code: usage, says: `grant: "implicit" is none of authorization_code, device_code`},
	{args: newAccount("--grant", "authorization_code"), code: usage, says: "auth-url: a browser login needs the authorization endpoint too"},
	{args: newAccount("--grant", "device_code"), code: usage, says: "device-url: a device login needs"},
	{args: newAccount("--grant", "password"), code: usage, says: "username: a password login needs the user name"},
	{args: newAccount("--grant", "token_exchange"), code: usage, says: "source: a token exchange needs the account"},
	{args: newAccount("--client-auth", "magic"), code: usage, says: `client-auth: "magic" is none of basic, post`},
	{args: newAccount("--body", "xml"), code: usage, says: `body: "xml" is none of form, json`},
	{args: newAccount("--client-id", ""), code: usage, says: "every request names its client"},
	{args: newAccount("--client-id", "a\nb"), code: usage, says: "client-id: it has control or invisible characters"},
	{args: newAccount("--scope", "a\x01b"), code: usage, says: "scope: it has control or invisible characters"},
	{args: newAccount("--tag", "a\tb"), code: usage, says: "tag: it has control or invisible characters"},
	{args: newAccount("--audience", "a\x7f"), code: usage, says: "audience: it has control or invisible characters"},
	{args: newAccount("--param", "novalue"), code: usage, says: "is not of the form [STEP:]NAME=VALUE"},
	{args: newAccount("--param", "later:a=b"), code: usage, says: "is no step: use one of authorize, token, renew, revoke"},
	{args: newAccount("--param", "client_id=y"), code: usage, says: "belongs to the protocol"},
	{args: newAccount("--header", "bad name=x"), code: usage, says: `"bad name" is no header name`},
	{args: newAccount("--header", "X=a\r\nY: b"), code: usage, says: "is not printable ASCII"},
	{args: newAccount("--keep-fresh", "900h"), code: usage, says: "between a minute and 24 hours"},
	{args: newAccount("--source", "nobody", "--grant", "token_exchange"), code: failed, says: `there is no account called "nobody"`},
	{args: newAccount("--grant", "password", "--username", "u", "--password-file", "secret"), code: usage, says: "--keep-password"},

	// Files that flags name.
	{args: newAccount("--client-secret-file", "missing"), code: usage, says: "client-secret-file: there is no file missing"},
	{args: newAccount("--client-secret-file", ""), code: usage, says: "it is empty: name a file"},
	{args: newAccount("--client-secret-file", "folder"), code: usage, says: "folder is a folder"},
	{args: newAccount("--client-secret-file", "big"), code: usage, says: "big is larger than 1 MiB"},
	{args: newAccount("--client-secret-file", "empty"), code: usage, says: "there is nothing in it"},
	{args: newAccount("--client-secret-file", "-"), code: usage, says: "there is nothing in it"},
	{args: newAccount("--client-secret-file", "binary"), code: usage, says: "it is not text in UTF-8"},
	{args: newAccount("--client-secret-file", "-", "--password-file", "-"), code: usage, says: "only one of"},
	{args: newAccount("--ca-file", "plain"), code: usage, says: "ca-file: there is no PEM certificate in it"},
	{args: newAccount("--ca-file", "cert.pem"), code: usage, says: "ca-file: there is no PEM certificate in it"},
	{args: newAccount("--cert-file", "plain", "--cert-key-file", "secret"), code: usage, says: "cert-file: there is no PEM certificate in it"},
	{args: newAccount("--cert-key-file", "key.pem"), code: usage, says: "cert-file: the key of a client certificate needs the certificate too"},
	{args: newAccount("--client-auth", "private_key_jwt"), code: usage, says: "key-file: private_key_jwt needs the client's private key"},
	{args: newAccount("--client-auth", "private_key_jwt", "--key-file", "secret"), code: usage, says: "key-file: the account's private key cannot be read"},
	{args: newAccount("--client-auth", "private_key_jwt", "--key-file", "key.pem"), code: usage, says: "key-file: the account's private key cannot be read"},
	{args: newAccount("--client-auth", "private_key_jwt", "--key-file", "sealed.pem"), code: usage, says: "it must be an unencrypted PEM file"},
	{args: []string{"edit", "work", "--key-file", "plain"}, code: usage, says: "key-file: the account's private key cannot be read"},

	// Imports and exports.
	{args: []string{"import", "missing.json"}, code: failed, says: "missing.json cannot be opened"},
	{args: []string{"import", "folder"}, code: failed, says: "folder is a folder"},
	{args: []string{"import", "empty"}, code: failed, says: "the file is not JSON"},
	{args: []string{"import", "-"}, code: failed, says: "the file is not JSON"},
	{args: []string{"import", "-"}, stdin: "s3cret", code: failed, says: "the file is not JSON"},
	{args: []string{"import", "binary"}, code: failed, says: "the file is not UTF-8 text"},
	{args: []string{"import", "utf16.json"}, code: failed, says: "changed by Windows PowerShell"},
	{args: []string{"import", "torn.json"}, code: failed, says: "the file is not JSON"},
	{args: []string{"import", "array.json"}, code: failed, says: "the file is not a JSON object"},
	{args: []string{"import", "deep.json"}, code: failed, says: "the file is"},
	{args: []string{"import", "other.json"}, code: failed, says: "the file is no export of Authfob"},
	{args: []string{"import", "version.json"}, code: failed, says: "of another version than 1"},
	{args: []string{"import", "newer.json"}, code: failed, says: "of another version than 1"},
	{args: []string{"import", "name.json"}, code: failed, says: "accounts.name: is a number, which does not fit there"},
	{args: []string{"import", "object.json"}, code: failed, says: "accounts: is an object, which does not fit there"},
	{args: []string{"import", "twice.json"}, code: failed, says: "the file"},
	{args: []string{"import", "torn.age", "--import-passphrase-file", "secret"}, code: failed, says: "the encrypted file is damaged or incomplete"},
	{args: []string{"export", "--with-secrets"}, code: usage, says: "use --export-passphrase-file"},
	{args: []string{"export", "--with-secrets", "--export-passphrase-file", "empty"}, code: usage, says: "there is nothing in it"},

	// Files of the configuration.
	{file: "providers/mine.toml", holds: "nonsense", args: []string{"providers", "mine"}, code: usage, says: `the definition "mine" cannot be used`},
	{file: "providers/mine.toml", holds: "format = 1\nname = 5\n", args: []string{"providers", "mine"}, code: usage, says: "line 2: name: the value is a whole number; it must be text"},
	{file: "providers/mine.toml", holds: "format = 1\nnaem = \"X\"\n", args: []string{"add", "new", "--provider", "mine", "--client-id", "x"}, code: usage, says: "there is no key naem here; did you mean name?"},
	{file: "providers/mine.toml", holds: "format = 9\n", args: []string{"providers", "mine"}, code: usage, says: "a newer Authfob may read it"},
	{file: "providers/mine.toml", holds: "name = \"\xff\"\n", args: []string{"providers", "mine"}, code: usage, says: "invalid UTF-8"},
	{file: "templates/mine.tmpl", holds: "{{.Token", args: []string{"token", "work", "--format", "mine"}, code: usage, says: "the template mine is not right"},
	{file: "templates/mine.tmpl", holds: "{{.Nope}}", args: []string{"token", "work", "--format", "mine"}, code: usage, says: "line 1: there is no .Nope"},
}

// jargon is what no sentence for a person has in it: Go's own words, and texts
// that were put together wrongly.
var jargon = regexp.MustCompile(`%!|<nil>|strconv|unmarshal|json: |: toml: |x509|asn1|pem:|invalid argument|: no such file or directory|interface \{|0x[0-9a-f]{6}|goroutine|\.go:\d|EOF|\bopen \S+:|\bread \S+:`)

// TestWrongInputs gives the program what it cannot use: it says so in a sentence
// that names the thing, ends as it promises, and leaves everything as it was.
// (requirements 74, 75, 85)
func TestWrongInputs(t *testing.T) {
	b := newBox(t)
	b.must("s3cret-value\n", "add", "work", "--token-url", "https://127.0.0.1:9/token", "--client-id", "x", "--grant", "client_credentials", "--client-secret-file", "-")
	here := t.TempDir()
	for name, text := range wrongFiles {
		writeFile(t, filepath.Join(here, name), text)
	}
	if err := os.Mkdir(filepath.Join(here, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, w := range wrong {
		t.Run(strings.Join(append([]string{w.file}, w.args...), " "), func(t *testing.T) {
			if w.file != "" {
				path := filepath.Join(b.home, "config", w.file)
				writeFile(t, path, w.holds)
				defer os.Remove(path)
			}
			before := snapshot(t, b.home)
			c := b.cmd(t.Context(), w.args...)
			c.Dir, c.Stdin, c.WaitDelay = here, strings.NewReader(w.stdin), time.Minute
			r := finish(t, c)
			if r.code != w.code || r.out != "" || !strings.Contains(r.err, w.says) {
				t.Errorf("exit %d, stdout %q, said %q; want exit %d and %q", r.code, r.out, r.err, w.code, w.says)
			}
			checkComplaint(t, r.err)
			if after := snapshot(t, b.home); !maps.Equal(before, after) {
				t.Errorf("the home was changed: %v, then %v", before, after)
			}
		})
	}
}

// checkComplaint wants one sentence for a person, and one more with the way out.
func checkComplaint(t *testing.T, said string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
	switch {
	case !strings.HasPrefix(said, "authfob: ") || !strings.HasSuffix(said, "\n"):
		t.Errorf("not said as a complaint: %q", said)
	case len(lines) > 2 || len(lines) == 2 && !strings.HasPrefix(lines[1], "  "):
		t.Errorf("not a sentence and a way out: %q", said)
	case strings.Contains(said, "s3cret"):
		t.Errorf("a secret was repeated: %q", said)
	}
	if found := jargon.FindString(said); found != "" {
		t.Errorf("%q is no word for a person: %q", found, said)
	}
	for _, r := range said {
		if r != '\n' && (r < ' ' || r == 0x7f) {
			t.Errorf("a control character came through: %q", said)
		}
	}
}

// TestWrongHomes is TestWrongInputs for what lies in the way of a home or a key.
func TestWrongHomes(t *testing.T) {
	b := newBox(t)
	b.must("s3cret-value\n", "add", "work", "--token-url", "https://127.0.0.1:9/token", "--client-id", "x", "--grant", "client_credentials", "--client-secret-file", "-")
	here := t.TempDir()
	plain, folder, open := filepath.Join(here, "plain"), filepath.Join(here, "folder"), filepath.Join(here, "open")
	writeFile(t, plain, "plain text")
	writeFile(t, open, "AAAA")
	if err := os.Chmod(open, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for what, w := range map[string]struct {
		home, key, says string
		passphrase      string // file; in place of key
	}{
		"a file as home":         {home: plain, key: b.key, says: "a file is in the way"},
		"no key file":            {home: b.home, key: filepath.Join(here, "none"), says: "does not exist"},
		"a folder as key file":   {home: b.home, key: folder, says: "is not a regular file"},
		"a key file for all":     {home: b.home, key: open, says: "can be read by others"},
		"a key file of text":     {home: b.home, key: plain, says: "does not hold 32 bytes in base64"},
		"a passphrase instead":   {home: b.home, passphrase: plain, says: "the vault is under a key file"},
		"a home without a vault": {home: filepath.Join(here, "new"), key: plain, says: "does not hold 32 bytes"},
	} {
		t.Run(what, func(t *testing.T) {
			before := snapshot(t, b.home)
			other := &box{t: t, home: w.home, tmp: b.tmp, key: w.key}
			args := append([]string{}, newAccount()...)
			if w.passphrase != "" {
				args = append(args, "--passphrase-file", w.passphrase)
			}
			r := other.run("", args...)
			if r.code != locked || r.out != "" || !strings.Contains(r.err, w.says) {
				t.Errorf("exit %d, stdout %q, said %q; want exit %d and %q", r.code, r.out, r.err, locked, w.says)
			}
			checkComplaint(t, r.err)
			if after := snapshot(t, b.home); !maps.Equal(before, after) {
				t.Error("the home was changed")
			}
		})
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// snapshot is every file below dir with a digest of what it holds. Locks are
// left out: taking one makes its file.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		text, err := os.ReadFile(path)
		found[path] = fmt.Sprintf("%x", sha256.Sum256(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
