package window

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

type screen struct {
	name string
	show func(*stage)
}

// screens are what the window can show, for what must hold on each of them.
var screens = []screen{
	{"list", func(*stage) {}},
	{"groups", func(s *stage) { s.groupBy(groupTag) }},
	{"nothing", func(s *stage) { s.search.entry.SetText("no such account") }},
	{"removed", func(s *stage) { s.remove(sampleAccounts()[1].ID) }},
	{"details", func(s *stage) { s.open(sampleAccounts()[1].ID) }},
	{"menu", func(s *stage) { s.rowMenu(sampleAccounts()[1].ID, fyne.NewPos(10, 10)) }},
	{"formats", func(s *stage) { s.formatsMenu(sampleAccounts()[1].ID, fyne.NewPos(300, 200)) }},
	{"keys", func(s *stage) { s.key(fyne.KeyF1) }},
	{"add", func(s *stage) { s.addAccount() }},
	{"form", func(s *stage) {
		s.addAccount()
		s.fillIn(s.sheets[0], newAddForm(auth.Provider{}, kindCustom))
	}},
	{"edit", func(s *stage) { s.edit(sampleAccounts()[1].ID) }},
	{"browser", func(s *stage) { s.signingIn().showWaiting("https://login.example.com/authorize") }},
	{"code", func(s *stage) {
		s.signingIn().showCode(auth.UserCode{Code: "WDJB-MJHT", URI: "https://example.com/device", ExpiresAt: noon.Add(10 * time.Minute)})
	}},
	{"paste", func(s *stage) {
		s.signingIn().showPaste("https://app.example.com/callback", fmt.Errorf("that address has no code in it; copy all of it, up to its end"), func(string) {})
	}},
	{"password", func(s *stage) { s.signingIn().showSecret(passwordLabel("ada@example.com"), func(auth.Secret) {}) }},
	{"sign out", func(s *stage) { s.askSignOut(sampleAccounts()[1].ID) }},
	{"settings", func(s *stage) { s.showSettings() }},
	{"copying", func(s *stage) { s.turnByKey(words.Now().Settings.Copying) }},
	{"new", func(s *stage) { s.turnByKey(words.Now().Settings.Accounts) }},
	{"passphrase", func(s *stage) { s.protect(func() {}) }},
	{"locked", func(s *stage) { s.setAccounts(nil, auth.ErrPassphrase, true) }},
	{"empty", func(s *stage) { s.setAccounts(nil, nil, true) }},
}

// newScreen is a stage with a screen on it.
func newScreen(t *testing.T, width float32, show func(*stage)) *stage {
	return newScreenIn(t, kit.ThemeLight, width, 720, show)
}

func newScreenIn(t *testing.T, mode string, width, height float32, show func(*stage)) *stage {
	s := newStage(t, mode, width, height, sampleAccounts(), func(c *Config) {
		c.Choose = func(func(*settings.Settings)) error { return nil }
		c.Unlock = func(context.Context, auth.Secret) error { return nil }
	})
	s.agent.signIn = func(ctx context.Context, _ auth.AccountID, _ auth.Prompt) error {
		<-ctx.Done()
		return ctx.Err()
	}
	s.setPage(s.pageNow())
	show(s)
	s.ui.drain()
	return s
}

// signingIn is a sign-in that waits for its person.
func (s *stage) signingIn() *signIn {
	s.signIn(sampleAccounts()[0].ID)
	return s.signing
}

// turnByKey opens the settings at a section.
func (s *stage) turnByKey(section string) {
	s.showSettings()
	for s.canvas.Focused().(*pill).text != section {
		s.canvas.FocusNext()
	}
	s.key(fyne.KeyReturn)
}

// In a narrow window nothing is cut off at its sides, in languages with long
// words too.
func TestNarrowScreensShowAllWords(t *testing.T) {
	const width = 360
	for _, tag := range []string{"de", "fr"} {
		for _, screen := range screens {
			t.Run(tag+" "+screen.name, func(t *testing.T) {
				speak(t, tag)
				s := newScreen(t, width, screen.show)
				for _, o := range s.objects() {
					said, ok := o.(*canvas.Text)
					if !ok || said.Text == "" || !isShown(said) {
						continue
					}
					at := fyne.CurrentApp().Driver().AbsolutePositionForObject(said)
					wide := fyne.MeasureText(said.Text, said.TextSize, said.TextStyle).Width
					right := at.X + wide
					if said.Alignment != fyne.TextAlignLeading {
						right = at.X + max(wide, said.Size().Width)
					}
					if right > width || at.X < 0 {
						t.Errorf("%q goes from %.0f to %.0f", said.Text, at.X, right)
					}
				}
			})
		}
	}
}

// Tab goes through every screen and comes back to where it began, and who has
// the keyboard is on screen. Details over the list leave the keyboard with it,
// for its keys are for them; Tab goes on in the details.
func TestTabGoesThroughEveryScreen(t *testing.T) {
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			s := newScreen(t, 480, screen.show)
			if s.details.id != "" {
				s.canvas.FocusNext()
			}
			first := s.canvas.Focused()
			if first == nil {
				t.Fatal("nothing has the keyboard")
			}
			for range 60 {
				if o, ok := s.canvas.Focused().(fyne.CanvasObject); !ok || !isShown(o) {
					t.Fatalf("a %T has the keyboard and is not seen", s.canvas.Focused())
				}
				if s.canvas.FocusNext(); s.canvas.Focused() == first {
					return
				}
			}
			t.Error("Tab does not come back")
		})
	}
}

// Screens that have no picture elsewhere, or none in this theme and width.
func TestPictureOfScreens(t *testing.T) {
	for _, c := range []struct {
		name, mode    string
		width, height float32
	}{
		{"formats", kit.ThemeLight, 480, 560},
		{"nothing", kit.ThemeDark, 360, 420},
		{"details", kit.ThemeDark, 360, 640},
		{"add", kit.ThemeDark, 360, 480},
		{"code", kit.ThemeLight, 360, 600},
		{"browser", kit.ThemeDark, 360, 360},
		{"password", kit.ThemeDark, 480, 340},
		{"sign out", kit.ThemeLight, 360, 340},
		{"settings", kit.ThemeLight, 360, 480},
		{"locked", kit.ThemeLight, 360, 420},
		{"empty", kit.ThemeDark, 360, 420},
		{"keys", kit.ThemeLight, 360, 640},
	} {
		t.Run(c.name, func(t *testing.T) {
			i := slices.IndexFunc(screens, func(s screen) bool { return s.name == c.name })
			s := newScreenIn(t, c.mode, c.width, c.height, screens[i].show)
			if s.details.id != "" {
				s.ui.await(t, "reading the history", func() bool { return len(s.details.facts.history) > 0 })
			}
			s.picture("screen-" + strings.ReplaceAll(c.name, " ", "-"))
		})
	}
}
