package wire

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/demo"
)

func TestDemoCardsLeadToTheDemo(t *testing.T) {
	server, err := demo.Start(t.Context(), demo.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	dir := filepath.Join(t.TempDir(), "providers")
	for range 2 { // the second demo in one home takes the place of the first
		if err := addDefinitions(dir, server); err != nil {
			t.Fatal(err)
		}
	}
	cards := catalog.New(dir)
	for _, id := range []string{"airthings", "airmap", "insiders", "smartsense"} {
		p, err := cards.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(demo.Endpoints(id, server.URL()), p.Protocol.Endpoints); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

func TestDemoLeavesOnesOwnDefinitions(t *testing.T) {
	server, err := demo.Start(t.Context(), demo.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	dir := t.TempDir()
	file := filepath.Join(dir, "airmap.toml")
	if err := os.WriteFile(file, []byte("# mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := addDefinitions(dir, server); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(file); string(got) != "# mine\n" {
		t.Errorf("one's own definition is now\n%s", got)
	}
}
