package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
)

// lesson is a block of commands in a document.
type lesson struct {
	document string
	line     int
	script   string
}

// lessons are all blocks that are marked as a shell's.
func lessons(t *testing.T) (all []lesson) {
	t.Helper()
	for name, text := range documents(t) {
		var open *lesson
		for i, line := range strings.Split(text, "\n") {
			switch {
			case line == "```sh":
				open = &lesson{document: name, line: i + 2}
			case line == "```" && open != nil:
				all, open = append(all, *open), nil
			case open != nil:
				open.script += line + "\n"
			}
		}
	}
	return all
}

// documents are the texts that people read, by their names.
func documents(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		files, err := filepath.Glob(filepath.Join("..", pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			texts[strings.TrimPrefix(f, "../")] = string(text)
		}
	}
	return texts
}

// classroom is where lessons take place: a desktop with a keyring, and servers
// in place of the addresses that the documents make up.
type classroom struct {
	env    []string
	server *demo.Server
	opened string // the address that browsers hand theirs to
}

func newClassroom(t *testing.T) classroom {
	t.Helper()
	person := []string{"authorization_code", "refresh_token"}
	redirects := []string{"http://127.0.0.1/callback"}
	s, err := demo.Start(t.Context(), demo.Config{Clients: []demo.Client{
		{ID: "my-app", Grants: person, Redirects: redirects},
		{ID: "abc", Grants: person, Redirects: redirects},
		{ID: "robot", Secret: "robot's", Grants: []string{"client_credentials"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	hub := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		address, _ := io.ReadAll(io.LimitReader(r.Body, 64<<10)) // a torn address does not open
		asDemo(t, "grace")(string(address))
	}))
	t.Cleanup(hub.Close)
	return classroom{
		env:    append(testenv.Keyring(t, true).Env, "DISPLAY="+testenv.Xvfb(t)),
		server: s, opened: hub.URL,
	}
}

// programs writes what the lessons call, beside what the system has: authfob,
// the browsers, make. Imports are for another computer, and go to a home of
// their own.
func (c classroom) programs(t *testing.T, b *box) (dir string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	browser := fmt.Sprintf("for address; do :; done\nexec '%s' browse '%s' \"$address\"\n", self, c.opened)
	for name, script := range map[string]string{
		"authfob":  fmt.Sprintf("home=%s\n[ \"$1\" != import ] || home=%s\nexec '%s' --home \"$home\" \"$@\"\n", b.home, t.TempDir(), program),
		"xdg-open": browser, "firefox": browser,
		"make": fmt.Sprintf("exec %s -n -C '%s' \"$@\" >/dev/null\n", made(exec.LookPath("make"))(t), root),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// desk is what is there before a lesson starts: the accounts that it talks of
// and does not add, and the files that it reads and does not write.
func (c classroom) desk(b *box, script, dir string) {
	b.t.Helper()
	files := map[string]string{
		"secret.txt": "robot's", "new-secret.txt": "robot's", "password.txt": demo.Password, "passphrase.txt": passphrase,
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text+"\n"), 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	used := func(what string) bool {
		return regexp.MustCompile(`\b`+regexp.QuoteMeta(what)).MatchString(script) && !strings.Contains(script, "add "+what) && !strings.Contains(script, "> "+what)
	}
	both := regexp.MustCompile(`accounts\.(json|age)|authfob (export|unlock|vault)`).MatchString(script)
	if used("work") || both {
		b.must("", "add", "work", "--issuer", c.server.URL(), "--client-id", "abc", "--scope", "openid offline_access api:read")
		b.signin("work", asDemo(b.t, "grace"))
	}
	if used("robot") || both {
		b.must("robot's", "add", "robot", "--token-url", c.server.URL()+"/token", "--grant", "client_credentials", "--client-id", "robot", "--client-secret-file", "-", "--client-auth", "basic")
	}
	if used("signin airmap") {
		b.must("", append([]string{
			"add", "airmap", "--provider", "airmap", "--grant", "password", "--client-id", "airmap-app",
			"--username", "ada@example.com", "--scope", "openid offline_access",
		}, at("airmap", c.server.URL())...)...)
	}
	for file, args := range map[string][]string{
		"accounts.json": {"export", "work"},
		"accounts.age":  {"export", "robot", "--with-secrets", "--export-passphrase-file", filepath.Join(dir, "passphrase.txt")},
		"code.txt":      {"vault", "recovery-code"},
	} {
		if !used(file) {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(b.must("", args...)), 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
}

// elsewhere are commands whose own tests are longer than a lesson.
var elsewhere = map[string]string{
	"bin/authfob demo": "TestDemoTour",
	"authfob demo":     "TestDemoTour",
}

// script is the lesson with servers that are there. The doctor's exit code says
// only that there is no tray on this desktop.
func (c classroom) script(l lesson) string {
	text := strings.NewReplacer(
		"https://login.example.com", c.server.URL(),
		"https://api.example.com/token", c.server.URL()+"/token",
		"https://api.example.com/orders", c.server.URL()+"/userinfo",
		"| curl ", "| curl -sSf ",
	).Replace(l.script)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if command, _, _ := strings.Cut(line, "  "); elsewhere[command] != "" {
			lines[i] = ""
		}
		if strings.HasPrefix(line, "authfob doctor") {
			lines[i] += " || test $? -eq 1"
		}
	}
	return strings.Join(lines, "\n")
}

// The commands that the documents show work as they are printed.
func TestCommandsOfTheDocuments(t *testing.T) {
	all := lessons(t)
	if len(all) < 20 {
		t.Fatalf("only %d blocks of commands were found", len(all))
	}
	c := newClassroom(t)
	for _, l := range all {
		t.Run(fmt.Sprintf("%s:%d", l.document, l.line), func(t *testing.T) {
			b, dir := newBox(t), t.TempDir()
			b.key, b.env = "", c.env
			c.desk(b, l.script, dir)
			if regexp.MustCompile(`authfob (copy|quit)`).MatchString(l.script) {
				b.startHidden()
				testenv.Await(t, "the tray", func() bool {
					codes, _ := b.examined()
					return codes["resident.none"] == ""
				})
			}
			said, err := c.teach(t, b, l, dir)
			if strings.Contains(said, passphrase) {
				t.Error("the terminal shows a passphrase")
			}
			if err != nil {
				t.Errorf("%v\n%s\n%s", err, l.script, said)
			}
			if strings.Contains(l.script, "api.example.com/orders") && !strings.Contains(said, `"sub"`) {
				t.Errorf("no token reached the API:\n%s", said)
			}
		})
	}
}

// teach runs a lesson at a terminal, and answers what is asked there.
func (c classroom) teach(t *testing.T, b *box, l lesson, dir string) (said string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	file := filepath.Join(dir, "lesson.sh")
	if err := os.WriteFile(file, []byte(c.script(l)), 0o600); err != nil {
		t.Fatal(err)
	}
	shell := exec.CommandContext(ctx, "script", "-qefc", "sh -eu "+file, "/dev/null")
	shell.Dir = dir
	shell.Env = append([]string{"PATH=" + c.programs(t, b) + ":" + os.Getenv("PATH"), "HOME=" + b.tmp, "TMPDIR=" + b.tmp, "LANG=C.UTF-8"}, b.env...)
	in, err := shell.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	p := &pupil{answers: in}
	shell.Stdout = p
	err = shell.Run()
	return p.said.String(), errors.Join(err, p.err)
}

// pupil reads what a lesson says and answers its questions.
type pupil struct {
	said    bytes.Buffer
	answers io.Writer
	err     error
}

const passphrase = "correct horse battery staple"

var questions = []struct{ ask, answer string }{
	{"[y/N] ", "y"},
	{"Passphrase for the export: ", passphrase},
	{"Passphrase of the export: ", passphrase},
	{"New passphrase of the vault: ", passphrase},
	{"Passphrase of the vault: ", passphrase},
	{"Once more: ", passphrase},
}

// Write takes what the terminal shows.
func (p *pupil) Write(b []byte) (int, error) {
	p.said.Write(b)
	for _, q := range questions {
		if bytes.HasSuffix(p.said.Bytes(), []byte(q.ask)) {
			_, err := io.WriteString(p.answers, q.answer+"\n")
			p.err = errors.Join(p.err, err)
			break
		}
	}
	return len(b), nil
}

var span = regexp.MustCompile("`(authfob [^`\n]+)`")

// Commands that a sentence mentions have a name and flags that are there.
func TestCommandsInSentencesExist(t *testing.T) {
	b := newBox(t)
	var seen []string
	for name, text := range documents(t) {
		for _, m := range span.FindAllStringSubmatch(text, -1) {
			command := m[1]
			if name == "CHANGELOG.md" || slices.Contains(seen, command) { // it tells of the past
				continue
			}
			seen = append(seen, command)
			words := strings.Fields(strings.ReplaceAll(command, "…", ""))
			if r := b.run("", append(words[1:], "--help")...); r.code != 0 || words[1][0] != '-' && words[1] != "COMMAND" && !strings.Contains(r.out, "authfob "+words[1]) {
				t.Errorf("%s: %s: exit %d\n%s", name, command, r.code, r.err)
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d commands were found", len(seen))
	}
}
