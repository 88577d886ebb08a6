package window

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/text"

	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/preferences"
	"github.com/authfob/authfob/ui/words"
)

// keep has the settings written into the one that is returned.
func keep(c *Config) *settings.Settings {
	kept := &settings.Settings{}
	c.Choose = func(fn func(*settings.Settings)) error {
		fn(kept)
		return nil
	}
	return kept
}

// ownFiles are files of one's own, one of them with a mistake in it.
func ownFiles() preferences.Outside {
	return preferences.Outside{
		AtLogin:    func() (bool, error) { return true, nil },
		SetAtLogin: func(bool) error { return errors.New("the folder may not be written") },
		Own: func(k preferences.OwnKind) []preferences.OwnFile {
			if k == preferences.OwnTemplates {
				return nil
			}
			return []preferences.OwnFile{
				{Name: "Company SSO", File: "company.toml"},
				{Name: "old", File: "old.toml", Problem: "/home/ada/.config/authfob/providers/old.toml: line 7: unknown field \"tokn\""},
			}
		},
		OpenFolder: func(preferences.OwnKind) error { return nil },
		Diagnose:   func(context.Context) string { return "Authfob 1.0\nkeyring\tready\x1b[31m" },
	}
}

// settingsStage opens the settings with everything in them.
func settingsStage(t *testing.T, mode string, width, height float32) (*stage, *settings.Settings) {
	var kept *settings.Settings
	s := newStage(t, mode, width, height, fakes.Accounts(), func(c *Config) {
		kept = keep(c)
		c.Outside = ownFiles()
	})
	s.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyComma, Modifier: fyne.KeyModifierShortcutDefault})
	s.Turn(words.Now().Settings.Diagnostics)
	s.Queue.Await(t, "reading", func() bool { return strings.Contains(s.Texts(), "Authfob 1.0") })
	s.Turn(words.Now().Settings.General)
	return s, kept
}

// What keeps a choice from being kept is said where it was made.
func TestSettingsSayWhatIsNotKept(t *testing.T) {
	answers := make(chan error, 2)
	answers <- errors.New("the disk is full")
	answers <- nil
	s := newStage(t, kit.ThemeLight, 480, 760, fakes.Accounts(), func(c *Config) {
		c.Choose = func(func(*settings.Settings)) error { return <-answers }
	})
	s.prefs.Show()
	said := func() bool { return !s.Sheets[0].Notice.Hidden }
	s.prefs.SetTheme(kit.ThemeDark)
	s.Queue.Await(t, "saying so", func() bool { return said() && s.Shows("The disk is full.") })
	s.prefs.SetTheme(kit.ThemeLight)
	s.Queue.Await(t, "keeping the next one", func() bool { return !said() })
}

func TestSettingsAreKept(t *testing.T) {
	s, kept := settingsStage(t, kit.ThemeLight, 480, 760)
	look := ""
	s.setLook = func(mode string) { look = mode }
	s.Picks()[0].SetSelected(words.Now().Settings.ThemeDark)
	s.Picks()[2].SetSelected(words.Now().Settings.MotionReduced)
	s.Picks()[3].SetSelected(words.Now().Settings.NotifyNone)
	s.Below(words.Now().Settings.Browser).SetText("firefox")
	s.Turn(words.Now().Settings.Copying)
	s.Picks()[0].SetSelected(words.Now().Settings.Never)
	s.Picks()[1].SetSelected("5 minutes")
	s.Flip(text.Format("curl"))
	s.Turn(words.Now().Settings.Accounts)
	s.Flip(words.Now().Form.Ahead)
	s.Below(words.Now().Settings.Proxy).SetText("proxy:3128")
	s.Below(words.Now().Settings.Proxy).SetText("http://proxy:3128")
	s.Below(words.Now().Settings.Ca).SetText("ca.pem")
	s.Turn(words.Now().Settings.Vault)
	s.Picks()[0].SetSelected("10 minutes")
	s.Flip(words.Now().Settings.LockScreen)
	s.Queue.Await(t, "writing", func() bool { return !s.prefs.Pending() })
	want := settings.Settings{
		Theme: "dark", Motion: "reduced", Notifications: "none", Browser: "firefox", ClearAfter: settings.Never, LeastValid: 300,
		Unmarked: []string{"curl"}, RenewAhead: true, Proxy: "http://proxy:3128", LockAfter: 600, LockWithScreen: true,
	}
	if diff := cmp.Diff(want, *kept); diff != "" || look != kit.ThemeDark {
		t.Errorf("the look is %q, kept (-want +got):\n%s", look, diff)
	}
}

func TestSettingsOutsideTheirFile(t *testing.T) {
	s, _ := settingsStage(t, kit.ThemeLight, 480, 760)
	s.Flip(words.Now().Settings.AtLogin)
	s.Queue.Await(t, "failing", func() bool { return len(s.Sheets) == 2 })
	if !strings.Contains(s.Texts(), "may not be written") {
		t.Errorf("nothing says why:\n%s", s.Texts())
	}
	s.Key(fyne.KeyReturn)
	s.Queue.Await(t, "saying what the system says", func() bool {
		return strings.Contains(s.Texts(), words.Now().Settings.AtLogin+", "+words.Now().Settings.On)
	})
	s.Turn(words.Now().Settings.Own)
	for _, want := range []string{"Company SSO", "line 7", words.Now().Settings.OwnTemplatesNone} {
		if !strings.Contains(s.Texts(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	copied := ""
	s.ClipText = func(text string) { copied = text }
	s.Turn(words.Now().Settings.Diagnostics)
	s.Queue.Await(t, "looking", func() bool { return s.Shows("Authfob 1.0") })
	s.TapButton(words.Now().Settings.CopyAll)
	if copied != "Authfob 1.0\nkeyring    ready[31m" {
		t.Errorf("copied %q", copied)
	}
}

// Each control of each section can be reached by Tab, and is on screen then.
func TestSettingsByKeyboard(t *testing.T) {
	s, kept := settingsStage(t, kit.ThemeLight, 360, 500)
	for range 3 { // the third section: New accounts
		s.Key(fyne.KeySpace)
		s.Win.Canvas().FocusNext()
	}
	s.Turn(words.Now().Settings.General)
	card := s.Sheets[0].Card
	seen := map[fyne.Focusable]bool{}
	for f := s.Win.Canvas().Focused(); !seen[f]; f = s.Win.Canvas().Focused() {
		seen[f] = true
		if o, ok := f.(fyne.CanvasObject); ok {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
			if at.Y < card.Position().Y || at.Y+o.Size().Height > card.Position().Y+card.Size().Height {
				t.Errorf("a %T has the focus and is at %v", f, at)
			}
			if t, ok := f.(*kit.Toggle); ok && t.Title == words.Now().Settings.AtLogin {
				s.Key(fyne.KeyReturn)
			}
		}
		s.Win.Canvas().FocusNext()
	}
	s.Queue.Await(t, "writing", func() bool { return len(s.Sheets) == 2 }) // that it may not be written
	if len(seen) < 10 || kept.RenewAhead {
		t.Errorf("%d controls were reached, kept %+v", len(seen), kept)
	}
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyEscape)
	if len(s.Sheets) != 0 || s.Win.Canvas().Focused() != fyne.Focusable(s.list) {
		t.Error("Escape did not lead back to the list")
	}
}

func TestPictureOfSettings(t *testing.T) {
	for _, c := range []struct {
		name, mode, section string
		width, height       float32
	}{
		{"settings", kit.ThemeLight, words.Now().Settings.General, 700, 620},
		{"settings-dark", kit.ThemeDark, words.Now().Settings.General, 700, 620},
		{"settings-narrow", kit.ThemeLight, words.Now().Settings.Copying, 360, 700},
		{"settings-own", kit.ThemeDark, words.Now().Settings.Own, 700, 700},
		{"settings-diagnostics", kit.ThemeLight, words.Now().Settings.Diagnostics, 360, 500},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := settingsStage(t, c.mode, c.width, c.height)
			s.Turn(c.section)
			s.picture(c.name)
		})
	}
}

// Settings that do not read are told, with the way to them, until they do.
func TestUnreadSettingsAreTold(t *testing.T) {
	speak(t, "de")
	opened := make(chan string, 1)
	s := newStage(t, kit.ThemeLight, 480, 760, fakes.Accounts(), func(c *Config) {
		c.Unread = fmt.Errorf("%w: no JSON at byte %d", settings.ErrDamaged, 28)
		c.Folders.Config, c.OpenPath = "/config", func(path string) error { opened <- path; return nil }
		c.Settings.Welcomed = false // what is seen at the start changes none of them
		c.Choose = func(func(*settings.Settings)) error { return nil }
	})
	s.Queue.Drain()
	if want := "Die Einstellungen sind nicht lesbar: kein JSON an Byte 28. " + words.Now().Settings.Unread; s.banner.text != want {
		t.Errorf("it says %q", s.banner.text)
	}
	test.Tap(s.banner.button)
	if got := <-opened; got != "/config" {
		t.Errorf("opened %q", got)
	}
	s.prefs.Choose(func(c *settings.Settings) { c.Motion = "full" })
	s.Queue.Await(t, "keeping", func() bool { return s.banner.text == "" })
}
