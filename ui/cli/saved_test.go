package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
)

// jam puts a folder where the next record is to be written, and returns what
// takes it away again. Room for the record was reserved before.
func jam(t *testing.T, home string) (free func()) {
	t.Helper()
	reserved, err := filepath.Glob(filepath.Join(home, "vault", "acct", ".tmp-*"))
	if err != nil || len(reserved) != 1 {
		t.Errorf("reserved: %q, %v", reserved, err)
		return func() {}
	}
	if err := os.Remove(reserved[0]); err != nil {
		t.Error(err)
	}
	if err := os.MkdirAll(filepath.Join(reserved[0], "full"), 0o700); err != nil {
		t.Error(err)
	}
	return func() { _ = os.RemoveAll(reserved[0]) }
}

// TestTokenIsPrintedOnceItIsSaved has a server during whose answer the vault
// cannot be written, and can again a moment later.
func TestTokenIsPrintedOnceItIsSaved(t *testing.T) {
	d := newDesk(t, demo.Knobs{})
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		time.AfterFunc(300*time.Millisecond, jam(t, d.home))
		fmt.Fprintf(w, `{"access_token":"ACCESS_%d","expires_in":3600}`, asked)
	}))
	defer server.Close()
	d.must("add", "robot", "--token-url", server.URL, "--grant", "client_credentials", "--client-id", "x", "--client-auth", "none")
	r := d.run("", "token", "robot")
	if r.code != 0 || r.out != "ACCESS_1\n" || !strings.Contains(r.err, "not saved yet") || !strings.Contains(r.err, "trying for 30s") {
		t.Errorf("exit %d, stdout %q, %s", r.code, r.out, r.err)
	}
	if out := d.must("token", "robot"); out != "ACCESS_1\n" || asked != 1 {
		t.Errorf("afterwards %q after %d requests", out, asked)
	}
}
