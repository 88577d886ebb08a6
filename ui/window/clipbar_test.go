package window

import (
	"strings"
	"testing"

	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// The bar's sentences fit into a narrow window, whole, in every language.
func TestClipbarFits(t *testing.T) {
	for _, l := range words.Languages() {
		for _, tray := range []bool{false, true} {
			speak(t, l.Tag)
			s := newStage(t, kit.ThemeLight, 360, 720, fakes.Accounts(), func(c *Config) { c.HasTray = tray })
			for _, gone := range []bool{false, true} {
				s.clipbar.gone = gone
				s.clipbar.layer.Refresh()
				if said := s.clipbar.text.Text; said == "" || strings.HasSuffix(said, "…") {
					t.Errorf("%s: the bar says %q", l.Tag, said)
				}
			}
			s.clipbar.copied("Anna Schmidt", Copied{}, fakes.Noon) // for good
			if said := s.clipbar.text.Text; !strings.Contains(said, "Anna Schmidt") || strings.HasSuffix(said, "…") {
				t.Errorf("%s: of a copy that stays the bar says %q", l.Tag, said)
			}
		}
	}
}
