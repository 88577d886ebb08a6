package form

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
)

// stage is an empty window with the dialogs about accounts.
type stage struct {
	*Screens
	*fakes.Stage
	all      []auth.Status
	defaults settings.Settings
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{Stage: fakes.NewStage(t, kit.ThemeLight, fakes.Accounts()), all: fakes.Accounts()}
	s.Screens = New(s.Stand(), Needs{
		Accounts: s.Agent, Catalogue: fakes.SomeProviders, All: func() []auth.Status { return s.all },
		Defaults: func() settings.Settings { return s.defaults },
		Added:    func(auth.AccountID, bool) {},
		Failed:   func(id auth.AccountID, err error) { t.Errorf("%s: %v", id, err) },
		SignIn:   s.signIn,
		WayOf:    func(auth.Remedy, func(), func(string)) kit.Way { return kit.Way{} },
	})
	s.Win.SetContent(container.NewStack())
	s.Win.Resize(fyne.NewSize(480, 800))
	return s
}

// signIn is a sign-in whose person does all that it takes.
func (s *stage) signIn(_ string, in SignIn) {
	s.Tasks.Start(func(ctx context.Context) {
		if err := in.Work(ctx, auth.Prompt{}); err != nil {
			s.T.Errorf("signing in: %v", err)
			return
		}
		s.UI.Do(in.Done)
	})
}
