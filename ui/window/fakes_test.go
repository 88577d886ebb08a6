package window

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
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
	s.home.setAccounts(rows.NewListing(list), err, loaded)
}

// rowTexts are what can be read in an account's row.
func (s *stage) rowTexts(id auth.AccountID) (list []string) {
	each(s.list.Row(id), func(o fyne.CanvasObject) {
		if t, ok := o.(*canvas.Text); ok && t.Visible() {
			list = append(list, t.Text)
		}
	})
	return list
}

// tapInRow taps a button of an account's row.
func (s *stage) tapInRow(id auth.AccountID, label string) {
	s.T.Helper()
	var found *kit.IconButton
	each(s.list.Row(id), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.IconButton); ok && b.Visible() && b.AccessibilityLabel() == label {
			found = b
		}
	})
	if found == nil {
		s.T.Fatalf("the row of %s has no button %q", id, label)
	}
	test.Tap(found)
}

// scroll is what the list scrolls in.
func (s *stage) scroll() *container.Scroll {
	return test.WidgetRenderer(s.list).Objects()[0].(*container.Scroll)
}
