package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// speak makes the process speak a language for the time of a test.
func speak(t *testing.T, tag string) {
	t.Helper()
	t.Cleanup(func() { words.Speak(words.Locale{}) })
	words.Speak(words.Locale{Language: tag})
}

// Another language counts at once, and nothing that a person did is lost.
func TestChangeOfLanguage(t *testing.T) {
	speak(t, "en")
	kept := make(chan settings.Settings, 2)
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list, func(c *Config) {
		c.Choose = func(fn func(*settings.Settings)) error {
			var got settings.Settings
			fn(&got)
			kept <- got
			return nil
		}
	})
	s.clipbar.copied("Anna", Copied{}, fakes.Noon)
	s.search.entry.SetText("anna")
	s.open(list[1].ID)
	s.prefs.SetLanguage("de")
	if got := (<-kept).Language; got != "de" {
		t.Errorf("kept %q", got)
	}
	for _, want := range []string{"Konten", "In der Zwischenablage: Anna", "Gültigkeit", "gültig"} {
		if !strings.Contains(s.Texts(), want) {
			t.Errorf("the window does not say %q: %s", want, s.Texts())
		}
	}
	if s.search.entry.Text != "anna" || s.details.id != list[1].ID || len(s.m.Items) != 1 {
		t.Errorf("lost: %q, %s, %d rows", s.search.entry.Text, s.details.id, len(s.m.Items))
	}
	s.prefs.SetLanguage("")
	if <-kept; !strings.Contains(s.Texts(), "Accounts") {
		t.Errorf("the system's language is not spoken: %s", s.Texts())
	}
}

// The toolkit's own words follow, whatever language the system has.
func TestToolkitSpeaks(t *testing.T) {
	t.Setenv("LC_ALL", "es_ES.UTF-8")
	for _, l := range words.Languages() {
		speak(t, l.Tag)
		teachToolkit()
		if got, want := lang.L("Select all"), words.Now().Toolkit.SelectAll; got != want {
			t.Errorf("%s: the toolkit says %q, want %q", l.Tag, got, want)
		}
	}
}

// The settings are on screen when the language changes, and follow it.
func TestLanguageIsChosenInTheSettings(t *testing.T) {
	speak(t, "en")
	changes := make(chan settings.Settings)
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts(), func(c *Config) {
		c.Choose = func(func(*settings.Settings)) error { return nil }
		c.Changes = changes
	})
	s.Tasks.Start(s.prefs.Serve)
	s.prefs.Show()
	s.Picks()[1].SetSelected("日本語")
	if len(s.Sheets) != 1 || !strings.Contains(s.Texts(), "設定") || s.Picks()[1].Selected != "日本語" {
		t.Errorf("%d sheets: %s", len(s.Sheets), s.Texts())
	}
	if s.prefs.Settings.Language != "ja" {
		t.Errorf("chosen is %q", s.prefs.Settings.Language)
	}
	s.Queue.Await(t, "keeping", func() bool { return !s.prefs.Pending() })
	changes <- settings.Settings{Language: "es"}
	s.Queue.Await(t, "following another process", func() bool { return strings.Contains(s.Texts(), "Cuentas") })
}

// Labels are written out, in every language, and leave room for what they say.
func TestLabelsFit(t *testing.T) {
	fakes.Wear(kit.ThemeLight)
	for _, l := range words.Languages() {
		labels := factLabels(words.In(l.Tag).Details)
		column := kit.FactColumn(labels...)
		for _, label := range labels {
			if kit.Fit(label, kit.FactSize, fyne.TextStyle{}, column-10) != label {
				t.Errorf("%s: %q does not fit into %.0f", l.Tag, label, column)
			}
		}
	}
}

// What went wrong is told in the language of the window.
func TestFailuresSpeak(t *testing.T) {
	speak(t, "de")
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 480, 720, list)
	s.failed(list[1].ID, &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "a.example", Reason: "the connection was refused"})
	n := s.notes[list[1].ID]
	if n.What != "Token erneuern bei a.example fehlgeschlagen: die Verbindung wurde abgelehnt." || n.Todo != "Alles ist erhalten. Versuche es erneut, wenn der Server erreichbar ist." {
		t.Errorf("got %q, %q", n.What, n.Todo)
	}
}
