package window

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/words"
)

func TestSettingsAreKept(t *testing.T) {
	saved := make(chan string, 2)
	s := newStage(t, themeLight, 480, 560, sampleAccounts(), func(c *Config) {
		c.Settings.Notifications = "none"
		c.Choose = func(fn func(*settings.Settings)) error {
			var s settings.Settings
			fn(&s)
			saved <- "theme " + s.Theme + ", notifications " + s.Notifications
			return nil
		}
	})
	look := ""
	s.setLook = func(mode string) { look = mode }
	comma := &desktop.CustomShortcut{KeyName: fyne.KeyComma, Modifier: fyne.KeyModifierShortcutDefault}
	if !s.shortcut(comma) {
		t.Fatal("Ctrl+, does nothing")
	}
	var picks []*pick
	for _, o := range s.objects() {
		if p, ok := o.(*pick); ok {
			picks = append(picks, p)
		}
	}
	if len(picks) != 2 || picks[0].Selected != words.Now().Settings.ThemeLight || picks[1].Selected != words.Now().Settings.NotifyNone {
		t.Fatalf("the settings show something else:\n%s", s.texts())
	}
	s.picture("settings")
	picks[0].SetSelected(words.Now().Settings.ThemeDark)
	if got := <-saved; got != "theme dark, notifications " || look != themeDark {
		t.Errorf("saved %q, the look is %q", got, look)
	}
	picks[1].SetSelected(words.Now().Settings.NotifyAll)
	if got := <-saved; got != "theme , notifications all" {
		t.Errorf("saved %q", got)
	}
}

func TestSettingsWithoutNotifications(t *testing.T) {
	s := newStage(t, themeLight, 480, 560, sampleAccounts())
	s.showSettings()
	for _, o := range s.objects() {
		if p, ok := o.(*pick); ok && p.Selected != words.Now().Settings.ThemeLight {
			t.Errorf("there is a choice of %v", p.Options)
		}
	}
}
