package wire

import (
	"testing"

	"github.com/authfob/authfob/ui/settings"
)

// The page in the browser follows the language of the settings at once.
func TestBrowserPagesFollowTheSettings(t *testing.T) {
	dir := t.TempDir()
	pages := browserPages(dir)
	for _, c := range []struct{ language, want string }{{"de", "Du bist angemeldet. Du kannst diese Seite schließen."}, {"en", "You are signed in. You can close this page."}} {
		if err := settings.Change(dir, func(s *settings.Settings) { s.Language = c.language }); err != nil {
			t.Fatal(err)
		}
		if got := pages(); got.Done != c.want || got.Language != c.language {
			t.Errorf("%s: the page says %q in %q", c.language, got.Done, got.Language)
		}
	}
}
