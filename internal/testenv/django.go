package testenv

import (
	"path/filepath"
	"testing"
)

// What the Django server knows.
const (
	DjangoUser           = "ada"
	DjangoPassword       = "correct horse"
	DjangoSecret         = "insiders/secret:1" //nolint:gosec // a test's; of both applications
	DjangoWebClient      = "insiders-web"      // authorization code
	DjangoPasswordClient = "insiders-password"
)

// Django runs django-oauth-toolkit until the test ends, at the addresses of the
// Insiders API: /oauth2/authorize/, /oauth2/token/ and /oauth2/revoke-token/
// under Peer.URL. Refresh tokens rotate, and the old access token dies with each
// renewal. Its pages: #username, #password and #submit, then #allow or #refuse.
//
// Debian package: python3-django-oauth-toolkit.
func Django(t testing.TB) *Peer {
	t.Helper()
	script := filepath.Join(Root(t), "internal", "testenv", "django", "server.py")
	return startPeer(t, []string{"PYTHONDONTWRITEBYTECODE=1"}, t.TempDir(), "/usr/bin/python3", script, t.TempDir())
}
