package cli_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

// oddFiles are what a person can name by mistake, or be talked into naming.
func oddFiles(t *testing.T) map[string]string {
	t.Helper()
	dir, err := os.MkdirTemp("", "odd") // short: it holds a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	path := func(name string) string { return filepath.Join(dir, name) }
	sparse, err := os.Create(path("sparse"))
	if err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", path("socket"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.Close() })
	many := `{"format":"authfob-accounts","version":1,"accounts":[` + strings.Repeat(`{},`, 10_000) + `{}]}`
	if err := errors.Join(
		sparse.Truncate(5<<30), sparse.Close(), syscall.Mkfifo(path("fifo"), 0o600), os.Symlink("fifo", path("pipe")), os.Symlink("loop", path("loop")),
		os.WriteFile(path("empty"), nil, 0o600), os.WriteFile(path("deep"), []byte(strings.Repeat("[", 100_000)), 0o600),
		os.WriteFile(path("deep objects"), []byte(strings.Repeat(`{"a":`, 100_000)), 0o600), os.WriteFile(path("many"), []byte(many), 0o600),
		os.WriteFile(path("zeros"), make([]byte, 9<<20), 0o600), os.WriteFile(path("torn.age"), []byte("age-encryption.org/v1\n-> scrypt"), 0o600),
		os.WriteFile(path("name\x1b[2J"), []byte("{"), 0o600),
	); err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		path("fifo"): "not an ordinary file", path("pipe"): "not an ordinary file", path("socket"): "not an ordinary file",
		"/dev/zero": "not an ordinary file", "/dev/tty": "not an ordinary file", dir: "is a folder", path("sparse"): "10 MiB",
		path("loop"): "cannot be opened", path("none"): "cannot be opened", path("empty/x"): "cannot be opened",
		path("empty"): "not JSON", path("deep"): "nested too deeply", path("deep objects"): "nested too deeply", path("many"): "more than 10000",
		path("zeros"): "not JSON", path("torn.age"): "damaged", path("name\x1b[2J"): "not JSON",
		"../../x": "cannot be opened", "": "cannot be opened", "/proc/self/mem": "", "/proc/kmsg": "",
	}
}

// An import answers soon, whatever it is given, with what is wrong, and changes
// nothing. (requirement 85)
func TestOddImportFiles(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	d.link("work")
	before := d.must("list", "--json")
	passphrase := d.file("passphrase", "x")
	for path, want := range oddFiles(t) {
		began := time.Now()
		r := d.run("", "import", path, "--yes", "--import-passphrase-file", passphrase)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%q took %v", path, took)
		}
		if r.code != 1 || r.out != "" || !strings.Contains(r.err, want) || strings.ContainsRune(r.err, '\x1b') || strings.Count(r.err, "\n") != 2 {
			t.Errorf("%q: exit %d, stdout %q, %s; want %q and what to do", path, r.code, r.out, r.err, want)
		}
	}
	if after := d.must("list", "--json"); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}

// A name is a name, however much it looks like a path.
func TestNamesThatLookLikePaths(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	var accounts []string
	names := []string{"../../x", "/etc/passwd", `..\..\x`, "a/../b", "con", "x.sec", "."}
	for _, name := range names {
		accounts = append(accounts, fmt.Sprintf(`{"name":%q,"grant":"client_credentials","client_id":"c","protocol":{"endpoints":{"token":%q}}}`, name, d.server.URL()+"/token"))
	}
	file := d.file("names.json", `{"format":"authfob-accounts","version":1,"accounts":[`+strings.Join(accounts, ",")+`]}`)
	d.must("import", file, "--yes")
	for _, name := range names {
		d.must("show", name)
	}
	err := filepath.WalkDir(filepath.Dir(d.home), func(path string, _ os.DirEntry, err error) error {
		if base := filepath.Base(path); base == "x" || base == "passwd" || base == "b" || base == "con" || base == "x.sec" {
			t.Errorf("a name became the path %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Other files that flags name are no less odd, and no wait for a pipe hangs
// what only an ordinary file can answer.
func TestOddFilesOfFlags(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	odd := oddFiles(t)
	add := []string{"add", "x", "--token-url", d.server.URL() + "/token", "--client-id", "a"}
	for path, why := range odd {
		base := filepath.Base(path)
		pipe := base == "fifo" || base == "pipe" || base == "tty" || base == "kmsg" // which another program may fill
		text := strings.Contains(why, "JSON") || strings.Contains(why, "deeply") || strings.Contains(why, "10000") || strings.Contains(why, "damaged")
		for _, flag := range []string{"--client-secret-file", "--ca-file", "--key-file"} {
			if pipe || text {
				continue
			}
			r := d.run("", append(add, flag, path)...)
			if r.code != 2 || r.out != "" || strings.ContainsRune(r.err, '\x1b') {
				t.Errorf("%s %q: exit %d, %s", flag, path, r.code, r.err)
			}
		}
		if path == "" || base == "kmsg" {
			continue
		}
		began := time.Now()
		r := d.run("", append(add, "--vault-key-file", path)...)
		if r.code != 6 || r.out != "" || strings.ContainsRune(r.err, '\x1b') {
			t.Errorf("--vault-key-file %q: exit %d, %s", path, r.code, r.err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("--vault-key-file %q took %v", path, took)
		}
	}
}
