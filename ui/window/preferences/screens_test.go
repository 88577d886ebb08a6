package preferences

import (
	"testing"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/words"
)

// A value that is not offered, because somebody wrote it into the file, stays.
func TestSettingsKeepAnUnusualValue(t *testing.T) {
	s := newStage(t, settings.Settings{ClearAfter: 45}, keepingBy(func(func(*settings.Settings)) error { return nil }))
	s.Show()
	s.Turn(words.Now().Settings.Copying)
	if got := s.Picks()[0].Selected; got != "45 seconds" {
		t.Errorf("it says %q", got)
	}
}

func TestSettingsWithoutAFile(t *testing.T) {
	s := newStage(t, settings.Settings{})
	s.Show()
	if n := len(s.Picks()); n != 1 {
		t.Errorf("%d choices, want that of the theme", n)
	}
}
