package window

import (
	"context"
	"testing"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/preferences"
	"github.com/authfob/authfob/ui/words"
)

func welcomeStage(t *testing.T, mode string, width, height float32) (*stage, *settings.Settings, chan bool) {
	t.Helper()
	var kept *settings.Settings
	login := make(chan bool, 1)
	s := newStage(t, mode, width, height, nil, func(c *Config) {
		kept = keep(c)
		c.Settings.Welcomed = false
		c.TryDemo = func(context.Context) error { return nil }
		c.Outside = preferences.Outside{
			AtLogin:    func() (bool, error) { return false, nil },
			SetAtLogin: func(on bool) error { login <- on; return nil },
		}
	})
	return s, kept, login
}

// The first page is seen once: until the person goes on, or has an account.
func TestWelcomeIsSeenOnce(t *testing.T) {
	s, kept, login := welcomeStage(t, kit.ThemeLight, 480, 720)
	w := words.Now()
	if s.page != pageWelcome || !s.Shows(w.Welcome.Once) {
		t.Fatalf("page %q says\n%s", s.page, s.Texts())
	}
	s.Flip(w.Settings.AtLogin)
	if !<-login {
		t.Error("it does not start at login")
	}
	s.Picks()[0].SetSelected("Deutsch")
	if !s.Shows("Willkommen bei Authfob") {
		t.Errorf("in German it says\n%s", s.Texts())
	}
	s.speak("en")
	s.TapButton(w.Welcome.Later)
	s.Queue.Await(t, "keeping", func() bool { return !s.prefs.Pending() })
	if s.page != pageEmpty || !kept.Welcomed || kept.Language != "de" {
		t.Errorf("then the page is %q, kept %+v", s.page, kept)
	}

	s, kept, _ = welcomeStage(t, kit.ThemeLight, 480, 720)
	s.setAccounts(fakes.Accounts(), nil, true)
	s.Queue.Await(t, "keeping", func() bool { return kept.Welcomed })
}

func TestPictureOfWelcome(t *testing.T) {
	for _, c := range []struct {
		name, mode    string
		width, height float32
	}{{"welcome", kit.ThemeLight, 480, 720}, {"welcome-dark", kit.ThemeDark, 480, 720}, {"welcome-narrow", kit.ThemeLight, 360, 480}} {
		t.Run(c.name, func(t *testing.T) {
			s, _, _ := welcomeStage(t, c.mode, c.width, c.height)
			s.Queue.Drain()
			s.picture(c.name)
		})
	}
}
