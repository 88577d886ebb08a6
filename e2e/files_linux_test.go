package e2e

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
	"github.com/authfob/authfob/ui/settings"
)

// paper is a line of docs/files.md: the files that it is about, and what each of
// them holds as its version.
type paper struct {
	patterns, marks []string
}

var code = regexp.MustCompile("`([^`]+)`")

func codes(cell string) (all []string) {
	for _, m := range code.FindAllStringSubmatch(cell, -1) {
		all = append(all, m[1])
	}
	return all
}

func papers(t *testing.T) (all []paper) {
	t.Helper()
	text, err := os.ReadFile("../docs/files.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| file | what |")
	for line := range strings.Lines(table) {
		if cells := strings.Split(line, "|"); len(cells) == 6 && strings.Contains(cells[1], "`") {
			all = append(all, paper{codes(cells[1]), codes(cells[3])})
		}
	}
	return all
}

// usedHome is a home in which all was done that leaves a file, with the tray
// running.
func usedHome(t *testing.T) *box {
	t.Helper()
	b := oldHome(t, versions(t)[0])
	b.must("", "edit", "Mine", "--tag", "used") // which is marked
	b.must("correct horse battery staple", "vault", "passphrase", "--new-passphrase-file", "-")
	b.key = ""
	if r := b.run("a wrong one", "token", "Fridges", "--cached", "--passphrase-file", "-"); r.code != 6 {
		t.Fatalf("a wrong passphrase: exit %d, %s", r.code, r.err)
	}
	b.startHidden()
	testenv.Await(t, "the tray", func() bool {
		found, _ := b.examined()
		return found["resident.none"] == ""
	})
	b.must("", "lock")
	return b
}

// documented finds each file below a home in docs/files.md, wants it to hold the
// version that is said there, and returns which patterns were met.
func documented(t *testing.T, home string) map[string]bool {
	t.Helper()
	all, seen := papers(t), map[string]bool{}
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		rel, e := filepath.Rel(home, path)
		if err = errors.Join(err, e); err != nil || d.IsDir() {
			return err
		}
		for _, p := range all {
			for _, pattern := range p.patterns {
				if ok, err := filepath.Match(pattern, rel); err != nil || !ok {
					continue
				}
				seen[pattern] = true
				for _, mark := range p.marks {
					text, err := os.ReadFile(path)
					if err != nil || !strings.Contains(strings.ReplaceAll(string(text), " ", ""), strings.ReplaceAll(mark, " ", "")) {
						t.Errorf("%s does not hold %s: %v", rel, mark, err)
					}
				}
				return nil
			}
		}
		t.Errorf("docs/files.md does not name %s", rel)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

// Every file that Authfob leaves is in docs/files.md, and holds the version that
// is said there.
func TestFilesAreAsDocumented(t *testing.T) {
	b := usedHome(t)
	seen := documented(t, b.home)
	for _, want := range []string{
		"config/settings.json", "config/providers/*.toml", "config/templates/*.tmpl", "vault/vault.json", "vault/vault.json.bak", "vault/acct/*.sec",
		"vault/name/*", "vault/guesses", "vault/locked", "vault/vault.lock", "state/marks/*", "run/socket",
	} {
		if !seen[want] {
			t.Errorf("this home has no %s", want)
		}
	}
}

// So is what is set aside because it does not open.
func TestFilesSetAsideAreAsDocumented(t *testing.T) {
	b := oldHome(t, versions(t)[0])
	spoil := func(pattern string) (path string) {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(b.home, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("no %s: %v", pattern, err)
		}
		if err := os.WriteFile(found[0], []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
		return found[0]
	}
	spoil("config/settings.json")
	if err := settings.Change(filepath.Join(b.home, "config"), func(s *settings.Settings) { s.Theme = "dark" }); err != nil {
		t.Fatal(err)
	}
	id := strings.TrimSuffix(filepath.Base(spoil("vault/acct/*.sec")), ".sec")
	spoil("vault/vault.json")
	b.must("", "remove", id, "--yes")
	b.must("correct horse battery staple", "vault", "passphrase", "--new-passphrase-file", "-")
	seen := documented(t, b.home)
	b.key = ""
	b.must("", "vault", "start-over", "--yes")
	for pattern := range documented(t, b.home) {
		seen[pattern] = true
	}
	for _, want := range []string{
		"config/settings.json.damaged", "vault/acct/*.corrupt-*", "vault/*.corrupt-*", "vault/vault.corrupt-*/*", "vault/vault.corrupt-*/acct/*",
	} {
		if !seen[want] {
			t.Errorf("this home has no %s", want)
		}
	}
}
