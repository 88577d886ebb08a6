package fakes

import (
	"context"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
)

// theApp is one for all tests: each new one would read the fonts again.
var theApp = sync.OnceValue(test.NewApp)

// Wear gives the app its theme, where it has another.
func Wear(mode string) {
	if s := theApp().Settings(); s.Theme() != fyne.Theme(kit.Look{Mode: mode}) {
		s.SetTheme(kit.Look{Mode: mode})
	}
}

// Stage is a window of the test driver, with what its screens stand on.
type Stage struct {
	T     *testing.T
	Agent *Agent
	Queue *Queue
	At    *Clock
	Win   fyne.Window
	tasks kit.Tasks
}

// NewStage returns an empty window in a theme, over an agent that has these accounts.
func NewStage(t *testing.T, mode string, list []auth.Status) *Stage {
	t.Helper()
	Wear(mode)
	s := &Stage{T: t, Agent: &Agent{t: t, list: list}, Queue: NewQueue(), At: &Clock{At: Noon}}
	ctx, cancel := context.WithCancel(t.Context())
	s.tasks = kit.NewTasks(ctx)
	t.Cleanup(func() { cancel(); s.tasks.Wait() })
	s.Win = test.NewTempWindow(t, nil)
	s.Win.SetPadded(false)
	return s
}

// Stand is what screens stand on. Escape closes the topmost sheet, as in the
// window; what else is left out does nothing.
func (s *Stage) Stand() *kit.Stage {
	clock := s.At.Clock()
	g := &kit.Stage{
		UI: s.Queue, Tasks: s.tasks, Clock: clock, Canvas: s.Win.Canvas(), ClipText: func(string) {},
		Browse: func(string) error { return nil }, Below: func() {}, Notice: func() string { return "" },
		Toast: kit.NewToast(clock, func(*fyne.KeyEvent) {}, func() {}), Tips: kit.NewTips(clock),
	}
	g.Keys = func(e *fyne.KeyEvent) {
		if n := len(g.Sheets); n > 0 && e.Name == fyne.KeyEscape {
			g.Sheets[n-1].OnClose()
		}
	}
	s.Win.Canvas().SetOnTypedKey(g.Keys)
	return g
}

// SetSignIn has the agent end a sign-in at once, after fn was told whose.
func (s *Stage) SetSignIn(fn func(auth.AccountID)) {
	s.Agent.WhenSignIn = func(_ context.Context, id auth.AccountID, _ auth.Prompt) error {
		fn(id)
		return nil
	}
}
