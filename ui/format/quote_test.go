package format

import (
	"encoding/hex"
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// shells are what one word must survive. Debian packages: dash, bash, zsh.
var shells = []struct {
	name string
	args []string
}{
	{"sh", []string{"-c"}},
	{"bash", []string{"-c"}},
	{"bash", []string{"--posix", "-c"}},
	{"zsh", []string{"-f", "-c"}},
	{"zsh", []string{"-f", "-o", "extendedglob", "-o", "rcquotes", "-c"}},
}

// hard are values at which quoting goes wrong, beyond what a token can hold:
// templates quote the account's name too.
var hard = []string{
	"", "'", "''", "a'b", "''''", `\`, `\'`, `"`, nasty, "line\nend", "\ttab", "~/x", "$HOME", "#x", "=ls", "^a^b", "-e",
	"</script>", "ümlaut", "日本語", "🗝 key", "a\u2028b\u202e", "‘smart’‚‛", "%s%n", "\x7f\x1b[2J", "{{.}}", strings.Repeat("'", 500),
}

// outOf runs a script that prints a value, and returns what it printed.
func outOf(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).Output()
	if err != nil {
		t.Errorf("%s: %v (Debian package missing?)", name, err)
	}
	return string(out)
}

// installed reports whether a shell is there; sh and bash always are.
func installed(name string) bool {
	_, err := exec.LookPath(name)
	return err == nil || name != "zsh"
}

func TestShellWordsInRealShells(t *testing.T) {
	var line strings.Builder
	for _, s := range hard {
		word, err := Sh(s)
		if err != nil {
			t.Fatal(err)
		}
		line.WriteString(" " + word)
	}
	for _, shell := range shells {
		if !installed(shell.name) {
			continue
		}
		out := outOf(t, shell.name, append(shell.args, `printf '%s\001'`+line.String())...)
		check(t, shell.name, strings.Split(strings.TrimSuffix(out, "\x01"), "\x01"), hard)
	}
}

func TestCommandLinesInRealShells(t *testing.T) {
	for _, tt := range []struct{ format, script string }{
		{"curl", "curl() { printf %s \"${2#Authorization: Bearer }\"; }\nLINE"},
		{"httpie", "http() { printf %s \"${2#--auth=}\"; }\nLINE"},
	} {
		line, err := Formats{}.Token(token(nasty), tt.format)
		if err != nil {
			t.Fatal(err)
		}
		for _, shell := range shells {
			if installed(shell.name) {
				out := outOf(t, shell.name, append(shell.args, strings.Replace(tt.script, "LINE", line.Reveal(), 1))...)
				check(t, shell.name+": "+tt.format, []string{out}, []string{nasty})
			}
		}
	}
}

// TestLiteralsInRealInterpreters lets each interpreter print its literals in
// hex. Debian packages: python3, nodejs.
func TestLiteralsInRealInterpreters(t *testing.T) {
	for _, tt := range []struct {
		name, path, flag, script string
		quote                    func(string) (string, error)
	}{
		{"python", "/usr/bin/python3", "-c", "for s in [LIST]: print(s.encode().hex())", python},
		{"js", "node", "-e", "for (const s of [LIST]) console.log(Buffer.from(s).toString('hex'))", js},
		{"json", "node", "-e", "for (const s of JSON.parse(String.raw`[LIST]`)) console.log(Buffer.from(s).toString('hex'))", func(s string) (string, error) {
			q, err := js(s)
			return strings.ReplaceAll(strings.ReplaceAll(q, "`", `\u0060`), "${", `\u0024{`), err // for String.raw alone
		}},
	} {
		list := make([]string, 0, len(hard))
		for _, s := range hard {
			q, err := tt.quote(s)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, q)
		}
		out := outOf(t, tt.path, tt.flag, strings.Replace(tt.script, "LIST", strings.Join(list, ", "), 1))
		var got []string
		for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			b, _ := hex.DecodeString(line)
			got = append(got, string(b))
		}
		check(t, tt.name, got, hard)
	}
}

func TestExpressionsInRealInterpreters(t *testing.T) {
	for _, tt := range []struct{ format, path, flag, before string }{
		{"python", "/usr/bin/python3", "-c", "url = ''\nclass requests:\n  get = staticmethod(lambda url, headers: print(headers['Authorization'], end=''))\n"},
		{"fetch", "node", "-e", "const url = ''; globalThis.fetch = (url, o) => process.stdout.write(o.headers.Authorization);\n"},
	} {
		code, err := Formats{}.Token(token(nasty), tt.format)
		if err != nil {
			t.Fatal(err)
		}
		check(t, tt.format, []string{outOf(t, tt.path, tt.flag, tt.before+code.Reveal())}, []string{"Bearer " + nasty})
	}
}

// TestPowerShellQuotes goes by about_Quoting_Rules: between single quotes, of
// which PowerShell knows five kinds, only a doubled one is special.
func TestPowerShellQuotes(t *testing.T) {
	for s, want := range map[string]string{
		"":              `''`,
		"plain":         `'plain'`,
		"a'b":           `'a''b'`,
		"'":             `''''`,
		"$(x) `n \"q\"": "'$(x) `n \"q\"'",
		"‘’‚‛":          `'‘‘’’‚‚‛‛'`,
		"“”":            `'“”'`,
		"l1\nl2":        "'l1\nl2'",
	} {
		if got, err := PowerShell(s); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", s, got, err, want)
		}
	}
}

func TestURLParts(t *testing.T) {
	if got, _ := urlPart("a b/ü&=+~.-_'"); got != "a%20b%2F%C3%BC%26%3D%2B~.-_%27" {
		t.Errorf("got %q", got)
	}
}

func TestWhatATargetCannotHoldIsRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		quote func(string) (string, error)
		value string
		want  error
	}{
		"sh": {Sh, "a\x00b", errNUL}, "powershell": {PowerShell, "a\x00b", errNUL},
		"powershell bytes": {PowerShell, "a\xff", errUTF8}, "python": {python, "a\xff", errUTF8}, "js": {js, "a\xff", errUTF8},
	} {
		if got, err := tt.quote(tt.value); !errors.Is(err, tt.want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func check(t *testing.T, what string, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d: %q", what, len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: got %q, want %q", what, got[i], want[i])
		}
	}
}
