package format

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
)

// envReaders print the variables T0 to T99 of the file that their last argument
// names, as far as there are some, each followed by an end of text. Debian
// packages: dash, bash, python3-dotenv, nodejs; of npm: dotenv.
var envReaders = map[string][]string{
	"sh":            {"sh", "-c", `. "$0"; for i in $(seq 0 99); do eval "[ \"\${T$i-}\" ] && printf '%s\\003' \"\$T$i\""; done; :`},
	"bash":          {"bash", "-c", `. "$0"; for i in {0..99}; do n=T$i; [ "${!n-}" ] && printf '%s\003' "${!n}"; done; :`},
	"python-dotenv": {"/usr/bin/python3", "-c", "import sys, dotenv\nfor v in dotenv.dotenv_values(sys.argv[1], interpolate=False).values(): print(v, end='\\3')"},
	"dotenv":        {"node", "-e", "for (const v of Object.values(require('dotenv').parse(require('fs').readFileSync(process.argv[1])))) process.stdout.write(v + '\\x03')"},
	"node":          {"node", "-e", "process.loadEnvFile(process.argv[1]); for (let i = 0; process.env['T' + i]; i++) process.stdout.write(process.env['T' + i] + '\\x03')"},
}

// readersOf makes node find the packages of internal/testenv/envreaders.
func readersOf(t *testing.T) {
	t.Helper()
	t.Setenv("NODE_PATH", filepath.Join(testenv.Root(t), "internal", "testenv", "envreaders", "node_modules"))
}

func TestEnvInRealReaders(t *testing.T) {
	readersOf(t)
	values := []string{
		"eyJhbGciOiJub25lIn0.e30.", "a~b", "~/x", "$HOME", "${HOME}", "$(touch x)", "`id`", `say "x"`, `a\nb\c`, "#x", "a#b", "=", "a=b&c|d;e",
		"!x", "%PATH%", "*?[a]", "it's", "'", "a'#'b", "'~!%*'",
	}
	var file strings.Builder
	for i, value := range values {
		line, err := Formats{}.Token(token(value), "env")
		if err != nil {
			t.Fatalf("%s: %v", value, err)
		}
		fmt.Fprintf(&file, "T%d%s\n", i, strings.TrimPrefix(line.Reveal(), "TOKEN"))
	}
	path := filepath.Join(t.TempDir(), "some.env")
	if err := os.WriteFile(path, []byte(file.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, reader := range envReaders {
		out := outOf(t, reader[0], append(reader[1:len(reader):len(reader)], path)...)
		check(t, name, strings.Split(strings.TrimSuffix(out, "\x03"), "\x03"), values)
	}
	for _, value := range []string{nasty, `'"`, `'\'x`, "'$x", "'`", `x\`} {
		if line, err := (Formats{}).Token(token(value), "env"); err == nil {
			t.Errorf("%s: %s", value, line.Reveal())
		}
	}
}

// TestPostmanReadsItsEnvironment, with Postman's own library. Of npm:
// postman-collection.
func TestPostmanReadsItsEnvironment(t *testing.T) {
	readersOf(t)
	for _, value := range []string{"eyJhbGciOiJub25lIn0.e30.", nasty, "{{token}}", `</script>\u0041`} {
		file, err := Formats{}.Token(token(value), "postman")
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "some.postman_environment.json")
		if err := os.WriteFile(path, []byte(file.Reveal()), 0o600); err != nil {
			t.Fatal(err)
		}
		out := outOf(t, "node", "-e", `
			const scope = new (require("postman-collection").VariableScope)(JSON.parse(require("fs").readFileSync(process.argv[1])));
			console.log(JSON.stringify(scope.get("token")));`, path)
		var got string
		if err := json.Unmarshal([]byte(strings.TrimSpace(out)), &got); err != nil {
			t.Fatal(err)
		}
		check(t, "postman", []string{got}, []string{value})
	}
}
