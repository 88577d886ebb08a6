package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
)

// An older copy of an account, from a backup say, is told by every command that
// meets it, and why the provider refuses it; a sign-in or the person's word ends
// that. (requirement 58)
func TestOlderCopyPutBack(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.addDemo(s, "work")
	files, _ := filepath.Glob(filepath.Join(b.home, "vault", "acct", "*.sec"))
	if len(files) != 1 {
		t.Fatalf("records: %v", files)
	}
	yesterday, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	b.token("work", "--renew")
	if r := b.run("", "list"); r.err != "" {
		t.Errorf("before anything was put back: %s", r.err)
	}
	putBack := func() {
		t.Helper()
		if err := os.WriteFile(files[0], yesterday, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	putBack()
	const told = "an older copy of"
	for _, args := range [][]string{{"list"}, {"list", "--json"}, {"token", "work", "--no-prompt"}} {
		if r := b.run("", args...); r.code != 0 || !strings.HasPrefix(r.err, "note: "+told) || strings.Count(r.err, "\n") != 1 {
			t.Errorf("%v: exit %d, %q", args, r.code, r.err)
		}
	}
	if r := b.run("", "doctor"); !strings.Contains(strings.ToLower(r.out), told) {
		t.Errorf("doctor says nothing: %s", r.out)
	}
	b.must("", "edit", "work", "--restored")
	if r := b.run("", "list"); r.err != "" {
		t.Errorf("told after --restored: %s", r.err)
	}

	putBack()
	r := b.run("", "token", "work", "--renew", "--no-prompt")
	if r.code != 3 || !strings.Contains(r.err, "put back, and its refresh token was spent") {
		t.Errorf("a spent refresh token: exit %d, %s", r.code, r.err)
	}
	b.signin("work", asDemo(t, "ada"))
	if r := b.run("", "token", "work"); r.code != 0 || r.err != "" {
		t.Errorf("told after a sign-in: exit %d, %s", r.code, r.err)
	}
	marks, err := os.ReadDir(filepath.Join(b.home, "state", "marks"))
	if err != nil || !slices.ContainsFunc(marks, func(e os.DirEntry) bool { return e.Name()+".sec" == filepath.Base(files[0]) }) {
		t.Errorf("marks: %v, %v", marks, err)
	}
	testenv.Await(t, "the server's end of the family", func() bool { return s.TokenRequests("refresh_token") >= 2 })
}
