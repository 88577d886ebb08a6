package window

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// openCard opens the form of a new account whose tokens come from a place with
// this title.
func (s *stage) openCard(title string) {
	s.T.Helper()
	s.forms.Add()
	s.chooseCard(title)
}

// chooseCard takes a card of the first page.
func (s *stage) chooseCard(title string) {
	s.T.Helper()
	for _, o := range s.Objects() {
		if c, ok := o.(*kit.Choice); ok && c.Title == title {
			test.Tap(c)
			return
		}
	}
	s.T.Fatalf("%q is not offered", title)
}

// openRobot fills in the form of an account at an endpoint of its own.
func (s *stage) openRobot(g auth.GrantType) {
	s.T.Helper()
	w := words.Now().Form
	s.openCard(words.Now().Add.Custom)
	s.choose(g)
	for _, f := range [][2]string{
		{w.Name, "Robot"},
		{w.Auth, "https://login.example.com/oauth2/authorize"},
		{w.Token, "https://login.example.com/oauth2/token"},
		{w.ClientID, "robot"},
		{w.Secret, "SECRET_1"},
		{w.Scopes, "orders:read"},
	} {
		if f[0] != w.Auth || g == auth.AuthorizationCode {
			s.Below(f[0]).SetText(f[1])
		}
	}
}

// unfold shows what few people need.
func (s *stage) unfold() {
	s.T.Helper()
	for _, o := range s.Objects() {
		if b, ok := o.(*kit.FocusButton); ok && b.AccessibilityLabel() == words.Now().Common.More {
			b.Tapped(nil)
			return
		}
	}
	s.T.Fatal("there is nothing to unfold")
}

// choose picks a grant where the form offers several.
func (s *stage) choose(g auth.GrantType) {
	for _, o := range s.Objects() {
		if p, ok := o.(*kit.Pick); ok {
			w := text.Grant(g)
			p.SetSelected(strings.ToUpper(w[:1]) + w[1:])
			return
		}
	}
}

func TestNewAccountSignsIn(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 760, fakes.Accounts())
	s.openCard(words.Now().Add.Issuer)
	fresh := fakes.Account(9, "Work", "", "login.example.com", 0, 0)
	s.Agent.WhenAdd = func(auth.Account, auth.Credentials) (auth.AccountID, error, error) { return fresh.ID, nil, nil }
	s.Below(words.Now().Form.Name).SetText("Work")
	s.Below(words.Now().Form.Issuer).SetText("https://login.example.com")
	s.Below(words.Now().Form.ClientID).SetText("client-1")
	s.TapButton(words.Now().Add.Save)
	s.Queue.Await(t, "adding", func() bool { return s.expected == fresh.ID })
	asked := make(chan auth.AccountID, 1)
	s.SetSignIn(func(id auth.AccountID) { asked <- id })
	s.setAccounts(append(fakes.Accounts(), fresh), nil, true)
	if got := <-asked; got != fresh.ID {
		t.Errorf("%s signs in, want %s", got, fresh.ID)
	}
}

// A browser sign-in can be tried before the account is saved; one that is
// cancelled leaves nothing.
func TestSignInBeforeSaving(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 480, 760, fakes.Accounts())
	s.openRobot(auth.AuthorizationCode)
	s.Agent.Gives("ACCESS_1")
	give, began := s.Agent.Server.Try, make(chan bool, 2)
	s.Agent.Server.Try = func(ctx context.Context, _ auth.Record, _ auth.Prompt) (auth.Trial, error) {
		began <- true
		<-ctx.Done()
		return auth.Trial{}, ctx.Err()
	}
	s.TapButton(words.Now().Rehearsal.Do)
	s.Queue.Await(t, "offering to sign in", func() bool { return s.Shows(words.Now().Rehearsal.OnlySignIn) })
	s.TapButton(words.Now().Rehearsal.SignIn)
	<-began
	s.Queue.Drain()
	s.TapButton(words.Now().Common.Cancel)
	s.Queue.Await(t, "cancelling", func() bool { return s.signing == nil && len(s.Sheets) == 1 })
	s.Agent.Server.Try = give
	s.TapButton(words.Now().Rehearsal.SignIn)
	s.Queue.Await(t, "signing in", func() bool { return s.Shows(words.Now().Rehearsal.SignedInAs.With("who", "ada")) })
	id := fakes.Accounts()[1].ID
	s.Agent.WhenAdd = func(auth.Account, auth.Credentials) (auth.AccountID, error, error) { return id, nil, nil }
	s.TapButton(words.Now().Add.Save) // SignIn is not expected: it was done
	s.Queue.Await(t, "saving", func() bool { return len(s.Sheets) == 0 && s.m.Cursor.ID == id })
}

// editStage opens the dialog that edits an account, by its key.
func editStage(t *testing.T) *stage {
	s := newStage(t, kit.ThemeLight, 480, 800, fakes.Accounts())
	r := fakes.Work()
	r.Account.ID = fakes.Accounts()[1].ID
	s.Agent.WhenRecord = func(auth.AccountID) auth.Record { return r }
	s.selectOne(r.Account.ID)
	s.focusList()
	s.use(fyne.KeyE, func(k keyUse) bool { return k.ctrl })
	s.Queue.Await(t, "opening", func() bool { return len(s.Sheets) == 1 })
	return s
}
