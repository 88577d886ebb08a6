package e2e

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/internal/testenv"
)

// workshop is a folder in which everything is built, as make install leaves it.
func workshop(t *testing.T) string {
	t.Helper()
	dir, root := t.TempDir(), testenv.Root(t)
	for _, name := range []string{"packaging", "assets", "docs", "README.md", "LICENSE"} {
		if err := os.Symlink(filepath.Join(root, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	script, err := os.ReadFile(filepath.Join(root, "scripts", "install.sh"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"scripts/install.sh", "bin/authfob", "bin/authfob-nogui", "bin/man/authfob.1.gz", "bin/man/authfob-token.1.gz",
		"bin/completion/authfob.bash", "bin/completion/authfob.zsh", "bin/completion/authfob.fish", "bin/third-party.txt",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, script, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// below lists what is in a folder, with what may be done with each file.
func below(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		names = append(names, info.Mode().String()+" "+strings.TrimPrefix(path, dir))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// What make install brings, make uninstall takes away, with the folders that
// were made for it and no others, even after make clean.
func TestInstallAndUninstall(t *testing.T) {
	for _, name := range []string{"for oneself", "for a package"} {
		t.Run(name, func(t *testing.T) {
			shop, where := workshop(t), t.TempDir()
			prefix, stage := filepath.Join(where, "my own"), ""
			root := prefix
			if name == "for a package" {
				prefix, stage = "/usr", where
				root = where + prefix
			}
			script := func(what string) {
				t.Helper()
				cmd := exec.CommandContext(t.Context(), "sh", "-c", `umask 077; exec "$@"`, "sh", filepath.Join(shop, "scripts", "install.sh"), what, prefix)
				cmd.Env = append(os.Environ(), "DESTDIR="+stage)
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
			}
			if err := os.MkdirAll(filepath.Join(root, "share", "icons", "hicolor", "others"), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(root, "share", "icons", "hicolor", "others", "file"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			before := below(t, where)
			script("install")
			script("install") // over it
			after := below(t, root)
			for _, want := range []string{
				"-rwxr-xr-x /bin/authfob", "-rwxr-xr-x /bin/authfob-window", "-rw-r--r-- /share/man/man1/authfob-token.1.gz",
				"-rw-r--r-- /share/icons/hicolor/16x16/apps/io.github.authfob.Authfob.png", "-rw-r--r-- /share/zsh/site-functions/_authfob", "-rw-r--r-- /share/doc/authfob/docs/cli.md",
			} {
				if !slices.Contains(after, want) {
					t.Errorf("%s is not there:\n%s", want, strings.Join(after, "\n"))
				}
			}
			if err := os.RemoveAll(filepath.Join(shop, "bin")); err != nil { // make clean
				t.Fatal(err)
			}
			script("uninstall")
			if diff := cmp.Diff(before, below(t, where)); diff != "" {
				t.Errorf("not as it was (-before +after):\n%s", diff)
			}
		})
	}
}
