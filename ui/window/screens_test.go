package window

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
)

// screen is something that the window can show.
type screen struct {
	name string
	list func() []auth.Status // nil: the sample accounts
	with func(*Config)        // what it needs of the configuration; may be nil
	show func(*stage)         // may be nil
}

// newScreen is a stage with a screen on it.
func newScreen(t *testing.T, width float32, sc screen) *stage {
	return newScreenIn(t, kit.ThemeLight, width, 720, sc)
}

func newScreenIn(t *testing.T, mode string, width, height float32, sc screen) *stage {
	list := fakes.Accounts
	if sc.list != nil {
		list = sc.list
	}
	s := newStage(t, mode, width, height, list(), func(c *Config) {
		c.Settings.Theme = kit.ThemeSystem // the same words in both
		c.Choose = func(func(*settings.Settings)) error { return nil }
		c.Unlock = func(context.Context, auth.Secret) error { return nil }
		c.Browsers = func() []Browser { return nil }
		if sc.with != nil {
			sc.with(c)
		}
	})
	s.Agent.WhenSignIn = func(ctx context.Context, _ auth.AccountID, _ auth.Prompt) error {
		<-ctx.Done()
		return ctx.Err()
	}
	s.setPage(s.pageNow())
	if sc.show != nil {
		sc.show(s)
	}
	s.Queue.Drain()
	return s
}

// signingIn is a sign-in that waits for its person.
func (s *stage) signingIn() *signIn {
	s.signIn(fakes.Accounts()[0].ID)
	return s.signing
}

// turnByKey opens the settings at a section.
func (s *stage) turnByKey(section string) {
	s.prefs.Show()
	for s.Canvas.Focused().(*kit.Pill).Text != section {
		s.Canvas.FocusNext()
	}
	s.Key(fyne.KeyReturn)
}

// In a narrow window nothing is cut off at its sides, in languages with long
// words too, and below what is seen at first.
func TestNarrowScreensShowAllWords(t *testing.T) {
	const width = 360
	for _, tag := range []string{"de", "fr"} {
		for _, screen := range screens {
			t.Run(tag+" "+screen.name, func(t *testing.T) {
				speak(t, tag)
				s := newScreen(t, width, screen)
				s.unroll()
				seen(s.top(), s.Canvas.Size(), func(o fyne.CanvasObject, at fyne.Position) {
					said, ok := o.(*canvas.Text)
					if !ok || said.Text == "" {
						return
					}
					wide := fyne.MeasureText(said.Text, said.TextSize, said.TextStyle).Width
					right := at.X + wide
					if said.Alignment != fyne.TextAlignLeading {
						right = at.X + max(wide, said.Size().Width)
					}
					if right > width || at.X < 0 {
						t.Errorf("%q goes from %.0f to %.0f", said.Text, at.X, right)
					}
				})
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
			s := newScreen(t, 480, screen)
			if s.details.id != "" || s.page == pageLoading { // where there is nothing to press yet
				s.Canvas.FocusNext()
			}
			first := s.Canvas.Focused()
			if first == nil {
				t.Fatal("nothing has the keyboard")
			}
			for range 60 {
				if o, ok := s.Canvas.Focused().(fyne.CanvasObject); !ok || !fakes.Shown(o) {
					t.Fatalf("a %T has the keyboard and is not seen", s.Canvas.Focused())
				}
				_, menu := s.Canvas.Focused().(*widget.PopUpMenu)
				if kind := reflect.TypeOf(s.Canvas.Focused()).Elem(); !menu && !strings.Contains(kind.PkgPath(), "/ui/window") {
					t.Fatalf("a %v has the keyboard, and nothing on screen says so", kind)
				}
				if s.Canvas.FocusNext(); s.Canvas.Focused() == first {
					return
				}
			}
			t.Error("Tab does not come back")
		})
	}
}

// The most telling cells of the matrix, in pictures.
func TestPictureOfScreens(t *testing.T) {
	for _, c := range []struct {
		name, mode    string
		width, height float32
	}{
		{"details", kit.ThemeDark, 360, 640},
		{"add", kit.ThemeDark, 360, 480},
		{"code", kit.ThemeLight, 360, 600},
		{"sign out", kit.ThemeLight, 360, 340},
		{"copied", kit.ThemeDark, 360, 480},
		{"failed", kit.ThemeLight, 360, 480},
		{"details claims", kit.ThemeDark, 480, 1000},
		{"details hostile", kit.ThemeLight, 360, 640},
		{"keys", kit.ThemeLight, 360, 640},
	} {
		t.Run(c.name, func(t *testing.T) {
			i := slices.IndexFunc(screens, func(s screen) bool { return s.name == c.name })
			s := newScreenIn(t, c.mode, c.width, c.height, screens[i])
			if s.details.id != "" {
				s.Queue.Await(t, "reading the history", func() bool { return len(s.details.facts.history) > 0 })
			}
			s.picture("screen-" + strings.ReplaceAll(c.name, " ", "-"))
		})
	}
}
