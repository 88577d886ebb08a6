package e2e

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
)

// release are the flags that packages are built with. (scripts/package.sh)
var release = []string{"build", "-trimpath", "-buildvcs=false", "-tags", "nogui", "-ldflags", "-s -w -buildid="}

// sources copies what a build reads to another folder, with remark at the end of
// each Go file.
func sources(t *testing.T, to, remark string) {
	t.Helper()
	root := testenv.Root(t)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{".git", "bin", "dist", "docs", "node_modules", "testdata"}, d.Name()) {
				return fs.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		text, err := os.ReadFile(path)
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		if filepath.Ext(path) == ".go" {
			text = append(text, remark...)
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The same source makes the same bytes in another folder. Go takes from its cache
// what was made of the same bytes: a remark that nothing is made of lets it compile
// our packages a second time. Those of others are in scripts/reproducible.sh.
// (requirement 93)
func TestBuildsAreReproducible(t *testing.T) {
	var sums [2][sha256.Size]byte
	for i, name := range []string{"one", "quite another place"} {
		dir, remark := filepath.Join(t.TempDir(), name), ""
		if i > 0 {
			remark = "\n// " + dir + "\n"
		}
		sources(t, dir, remark)
		build := exec.CommandContext(t.Context(), "go", append(release, "-o", "made", ".")...)
		build.Dir, build.Env = dir, append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		made, err := os.ReadFile(filepath.Join(dir, "made"))
		if err != nil {
			t.Fatal(err)
		}
		sums[i] = sha256.Sum256(made)
	}
	if sums[0] != sums[1] {
		t.Errorf("two builds differ: %x and %x", sums[0], sums[1])
	}
}

// The bill of materials names every module that the program links.
func TestBillOfMaterialsIsComplete(t *testing.T) {
	list := exec.CommandContext(t.Context(), "go", "run", "-tags", "nogui", "./internal/sbom", program)
	list.Dir, list.Env = testenv.Root(t), append(os.Environ(), "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	var bill struct {
		BomFormat  string
		Components []struct{ Name, Version, PURL string }
	}
	if err := json.Unmarshal(out, &bill); err != nil || bill.BomFormat != "CycloneDX" {
		t.Fatal(err, bill.BomFormat)
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range bill.Components {
		got[c.Name] = c.Version
	}
	for _, m := range info.Deps {
		if got[m.Path] != m.Version {
			t.Errorf("%s is %q in the bill, %q in the program", m.Path, got[m.Path], m.Version)
		}
	}
	if len(got) != len(info.Deps)+1 || got["std"] == "" {
		t.Errorf("%d components for %d modules and the standard library", len(got), len(info.Deps))
	}
}
