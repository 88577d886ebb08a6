package window

import (
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/preferences"
)

// Whatever can be pressed or typed into says what it is, on every screen.
func TestEveryControlHasWords(t *testing.T) {
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			s := newScreen(t, 1000, screen)
			controls := 0
			for _, o := range s.Objects() {
				_, pressed := o.(fyne.Tappable)
				_, typed := o.(fyne.Focusable)
				kind := reflect.TypeOf(o)
				if !pressed && !typed || !fakes.Shown(o) || kind.Kind() != reflect.Pointer || !strings.Contains(kind.Elem().PkgPath(), "/ui/window") {
					continue
				}
				controls++
				if a, ok := o.(fyne.Accessible); !ok || strings.Trim(a.AccessibilityLabel(), ", ") == "" {
					t.Errorf("a %T at %v says nothing", o, o.Position())
				}
			}
			if controls == 0 {
				t.Error("there is no control")
			}
		})
	}
}

// A secret that is typed is not read aloud.
func TestPasswordsAreNotSaid(t *testing.T) {
	fakes.Wear(kit.ThemeLight)
	f := kit.FieldOf("Password", kit.NewPasswordEntry(), nil)
	f.Entry.SetText("PASSWORD_1")
	f.Say("too short")
	if got := f.Entry.AccessibilityLabel(); got != "Password, too short" {
		t.Errorf("it says %q", got)
	}
}

// Reduced motion reaches Fyne's controls.
func TestReducedMotion(t *testing.T) {
	changes := make(chan settings.Settings)
	s := newStage(t, kit.ThemeLight, 480, 720, fakes.Accounts(), func(c *Config) { c.Changes = changes })
	s.Tasks.Start(s.prefs.Serve)
	a := fyne.CurrentApp()
	t.Cleanup(func() { fyne.SetCurrentApp(a) })
	s.setStill = calm(a)
	if !fyne.CurrentApp().Settings().ShowAnimations() {
		t.Fatal("nothing moves before it is chosen")
	}
	s.prefs.Choose(func(c *settings.Settings) { c.Motion = preferences.MotionReduced })
	if fyne.CurrentApp().Settings().ShowAnimations() {
		t.Error("things go on moving")
	}
	changes <- settings.Settings{}
	s.Queue.Await(t, "moving again", func() bool { return fyne.CurrentApp().Settings().ShowAnimations() })
}
