package window

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
)

// stage is a window of the test driver with a home on it.
type stage struct {
	*home
	*fakes.Stage
}

func newStage(t *testing.T, mode string, width, height float32, list []auth.Status, change ...func(*Config)) *stage {
	t.Helper()
	s := &stage{Stage: fakes.NewStage(t, mode, list)}
	config := Config{
		Copy: func(_ context.Context, id auth.AccountID, _ string) (Copied, error) {
			t.Errorf("Copy(%s) was not expected", id)
			return Copied{}, auth.ErrNotFound
		},
		OpenURL:  func(string) error { return nil },
		Settings: settings.Settings{Theme: mode, Welcomed: true},
	}
	for _, c := range change {
		c(&config)
	}
	s.home = newHome(world{
		accounts: s.Agent, config: config, Stage: s.Stand(),
		setLook: func(string) {}, setTitle: func(string) {}, setStill: func(bool) {}, held: func() fyne.KeyModifier { return 0 }, quit: func() {}, hideWindow: func() {},
	})
	s.Win.SetContent(s.root)
	s.bindKeys()
	s.Win.Resize(fyne.NewSize(width, height))
	s.setAccounts(list, nil, true)
	s.Queue.Drain()
	return s
}

// setAccounts shows a snapshot.
func (s *stage) setAccounts(list []auth.Status, err error, loaded bool) {
	s.home.setAccounts(newListing(list), err, loaded)
}
