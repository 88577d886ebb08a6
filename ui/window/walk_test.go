package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
)

func TestNothingSecretOnScreen(t *testing.T) {
	list := fakes.Accounts()
	s := newStage(t, kit.ThemeLight, 1000, 720, list)
	for _, a := range list {
		s.open(a.ID)
		s.Queue.Await(t, "reading the record", func() bool { return len(s.details.facts.history) > 0 })
		for _, secret := range []string{"ACCESS_1", "REFRESH_1", "ID_1", "CLIENT_SECRET_1", "PASSWORD_1", "[redacted]"} {
			if strings.Contains(s.Texts(), secret) {
				t.Errorf("%s is on screen in the details of %s", secret, a.Name)
			}
		}
	}
}

// Nothing that came from outside is markup, and no invisible character is shown.
func TestTextFromOutsideIsCleaned(t *testing.T) {
	hostile := fakes.Account(1, "a\u202eb\x1b[31m\nc", "p\u200br", "host\u0085.example", 0, 0, "s\u2066c")
	hostile.Subject, hostile.Tags = "sub\u202eject", []string{"t\x00ag"}
	hostile.Trouble = &auth.Trouble{Outcome: auth.OutcomeRefused, Description: "bad\u202e thing"}
	s := newStage(t, kit.ThemeLight, 1000, 720, []auth.Status{hostile})
	s.open(hostile.ID)
	for _, o := range s.Objects() {
		if _, ok := o.(*widget.Hyperlink); ok {
			t.Error("there is a hyperlink")
		}
	}
	for _, r := range s.Texts() {
		if r != '\n' && auth.Clean(string(r), 8) != string(r) {
			t.Errorf("%U is on screen", r)
		}
	}
}

// Every button has words, whether they are drawn or not.
func TestEveryButtonHasWords(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 1000, 720, fakes.Accounts())
	s.open(fakes.Accounts()[1].ID)
	for _, o := range s.Objects() {
		switch o := o.(type) {
		case *widget.Label: // text, not a button
		case fyne.Accessible:
			if strings.Trim(o.AccessibilityLabel(), ", ") == "" {
				t.Errorf("a %T has no words", o)
			}
		}
	}
}
