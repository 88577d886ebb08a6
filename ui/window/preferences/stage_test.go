package preferences

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/lock"
)

// stage is an empty window with the settings.
type stage struct {
	*Screens
	*fakes.Stage
	look      string
	refreshed int
}

func newStage(t *testing.T, is settings.Settings, change ...func(*Needs)) *stage {
	t.Helper()
	s := &stage{Stage: fakes.NewStage(t, kit.ThemeLight, nil)}
	on := s.Stand()
	n := Needs{
		Lock: lock.New(on, lock.Needs{}),
		Look: func(mode string) { s.look = mode }, Speak: func(string) {}, Turned: func() {}, Refresh: func() { s.refreshed++ },
	}
	for _, c := range change {
		c(&n)
	}
	s.Screens = New(on, n, is, nil)
	s.Win.SetContent(container.NewStack())
	s.Win.Resize(fyne.NewSize(480, 760))
	return s
}

// keepingBy has choices kept by fn.
func keepingBy(fn func(func(*settings.Settings)) error) func(*Needs) {
	return func(n *Needs) { n.Keep = fn }
}
