package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// written is what earlier versions wrote to disk, a folder a version: a home
// with vault, settings, a definition and a template, its key file, and exports.
// A version that changes a format adds a folder; none is ever changed. One was
// used by its version some more, and has marks.
const written = "testdata/written"

// copyTree copies a tree with the modes that Authfob gives its files.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		rel, e := filepath.Rel(from, path)
		if err = errors.Join(err, e); err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// oldHome is a box over a copy of what a version wrote.
func oldHome(t *testing.T, version string) *box {
	t.Helper()
	b := newBox(t)
	dir := t.TempDir()
	copyTree(t, filepath.Join(written, version), dir)
	b.home, b.key = filepath.Join(dir, "home"), filepath.Join(dir, "key")
	return b
}

func versions(t *testing.T) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(written)
	if err != nil || len(entries) == 0 {
		t.Fatalf("nothing in %s: %v", written, err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// What an earlier version wrote is read, and can be worked with.
func TestEarlierFormatsAreRead(t *testing.T) {
	for _, version := range versions(t) {
		b := oldHome(t, version)
		beside := func(name string) string { return filepath.Join(filepath.Dir(b.home), name) }
		token, err := os.ReadFile(beside("token.txt"))
		if err != nil {
			t.Fatal(err)
		}
		if got := b.must("", "token", "Fridges", "--cached"); got != string(token) {
			t.Errorf("%s: another token than was stored", version)
		}
		if got := b.must("", "token", "Fridges", "--cached", "--format", "loud"); got != strings.TrimSpace(string(token))+"!\n" {
			t.Errorf("%s: the template gives %q", version, got)
		}
		codes, r := b.examined()
		if r.code != 0 || codes["vault.opens"] != "ok" || codes["settings.read"] != "ok" {
			t.Errorf("%s: doctor: exit %d\n%s", version, r.code, r.out)
		}
		b.must("", "edit", "Mine", "--tag", "kept")
		if got := b.must("", "token", "Fridges", "--cached"); got != string(token) {
			t.Errorf("%s: after a change, another token", version)
		}
		for _, export := range []string{"export.json", "export.age"} {
			other := newBox(t)
			other.must("", "import", beside(export), "--yes", "--allow-provider", "--import-passphrase-file", beside("pass"))
			if got := names(t, other); !slices.Equal(got, []string{"Fridges", "Later, not signed in", "Mine"}) {
				t.Errorf("%s: %s holds %v", version, export, got)
			}
		}
	}
}

// What an earlier version noted of an account counts: an older copy of it that
// is put back is told.
func TestEarlierMarksAreRead(t *testing.T) {
	b := oldHome(t, "0.1.0-marked")
	marks, err := filepath.Glob(filepath.Join(b.home, "state", "marks", "*"))
	if err != nil || len(marks) != 1 {
		t.Fatal(marks, err)
	}
	if codes, r := b.examined(); codes["vault.record_older"] != "" {
		t.Errorf("nothing was put back:\n%s", r.out)
	}
	record := filepath.Join("home", "vault", "acct", filepath.Base(marks[0])+".sec")
	older, err := os.ReadFile(filepath.Join(written, "0.1.0", record))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(b.home), record), older, 0o600); err != nil {
		t.Fatal(err)
	}
	b.finds(map[string]string{"vault.record_older": "note"})
}

func names(t *testing.T, b *box) (all []string) {
	t.Helper()
	var list []struct{ Name string }
	if err := json.Unmarshal([]byte(b.must("", "list", "--json")), &list); err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		all = append(all, a.Name)
	}
	slices.Sort(all)
	return all
}

// hashes are the files of a tree and their content.
func hashes(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		text, err := os.ReadFile(path)
		all[path] = fmt.Sprintf("%x", sha256.Sum256(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What a newer version wrote is refused, and stays as it is to the last byte.
func TestNewerFormatsAreRefusedAndUnchanged(t *testing.T) {
	for name, c := range map[string]struct {
		files, from, to string
		exit            int
		args            []string
	}{
		"vault":    {"home/vault/vault.json*", `"format": 2`, `"format": 99`, 6, []string{"token", "Fridges", "--cached"}},
		"adding":   {"home/vault/vault.json*", `"format": 2`, `"format": 99`, 6, []string{"add", "New", "--token-url", "https://login.example.com/token", "--client-id", "x", "--client-auth", "none"}},
		"record":   {"home/vault/acct/*.sec", "AFV1", "AFV9", 6, []string{"token", "Fridges", "--cached"}},
		"removing": {"home/vault/acct/*.sec", "AFV1", "AFV9", 6, []string{"remove", "Fridges", "--yes"}},
		"export":   {"export.json", `"version": 1`, `"version": 9`, 1, []string{"import", "export.json", "--yes"}},
	} {
		b := oldHome(t, versions(t)[0])
		dir := filepath.Dir(b.home)
		files, err := filepath.Glob(filepath.Join(dir, c.files))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no %s", name, c.files)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil || !bytes.Contains(text, []byte(c.from)) {
				t.Fatalf("%s: %s does not hold %s, %v", name, file, c.from, err)
			}
			if err := os.WriteFile(file, bytes.Replace(text, []byte(c.from), []byte(c.to), 1), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		before := hashes(t, dir)
		if c.args[0] == "import" {
			c.args[1] = filepath.Join(dir, c.args[1])
		}
		r := b.run("", c.args...)
		if r.code != c.exit || r.out != "" || !strings.Contains(strings.ToLower(r.err), "newer") {
			t.Errorf("%s: exit %d, want %d: %s", name, r.code, c.exit, r.err)
		}
		if diff := cmp.Diff(before, hashes(t, dir)); diff != "" {
			t.Errorf("%s: something changed: %s", name, diff)
		}
	}
}
