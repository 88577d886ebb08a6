package window

import (
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/ui/words"
)

// realCase is one way to link one of the four systems.
type realCase struct {
	name, provider     string
	grant              auth.GrantType
	client, redirect   string
	username, password string
	keep, paste        bool
}

var realCases = []realCase{
	{name: "airthings", provider: "airthings", grant: auth.AuthorizationCode, client: "airthings-person", redirect: "https://redirect.configured.for.client", paste: true},
	{name: "airthings robot", provider: "airthings", grant: auth.ClientCredentials, client: "airthings-robot"},
	{name: "airmap", provider: "airmap", grant: auth.Password, client: "airmap-app", username: "ada@example.com", password: demo.Password},
	{name: "insiders", provider: "insiders", grant: auth.AuthorizationCode, client: "insiders-web"},
	{name: "insiders password", provider: "insiders", grant: auth.Password, client: "insiders-password", username: "ada", password: demo.Password, keep: true},
	{name: "smartsense", provider: "smartsense", grant: auth.ClientCredentials, client: "smartsense-app"},
}

// TestTheFourSystems links, signs in, renews, signs out and removes an account
// of each of the four systems, by what is on screen.
func TestTheFourSystems(t *testing.T) {
	for _, c := range realCases {
		t.Run(c.name, func(t *testing.T) {
			s := newRealStage(t)
			s.Queue.Await(t, "reading the vault", func() bool { return s.page == pageEmpty })
			s.add(c)
			s.Queue.Await(t, "listing the account", func() bool { return len(s.m.All) == 1 })
			s.signInAs(c)
			s.renewThrice()
			id := s.m.All[0].ID
			s.askSignOut(id)
			s.TapButton(words.Now().SignOut.Do)
			s.Queue.Await(t, "signing out", func() bool { return s.m.ByID[id].ObtainedAt.IsZero() && s.notes[id].busy == "" })
			s.remove(id)
			s.carryOut(s.removals[0])
			s.Queue.Await(t, "removing", func() bool { return s.page == pageEmpty && len(s.m.All) == 0 })
			if len(s.Sheets) != 0 {
				t.Errorf("something is still asked or told:\n%s", s.Texts())
			}
		})
	}
}

// add fills in the form of Add account.
func (s *realStage) add(c realCase) {
	s.T.Helper()
	s.openForm(c.provider, c.grant)
	s.fill(map[string]string{
		words.Now().Form.Name: c.name, words.Now().Form.ClientID: c.client, words.Now().Form.Secret: demo.Secret(c.client),
		words.Now().Form.Redirect: c.redirect, words.Now().Form.Username: c.username,
	})
	if c.keep {
		s.tickBox(words.Now().Form.KeepPassword)
		s.Below(words.Now().SignIn.Password).SetText(c.password)
	}
	s.TapButton(words.Now().Add.Save)
}

// openForm finds where the tokens come from, and chooses how.
func (s *realStage) openForm(search string, g auth.GrantType) {
	s.T.Helper()
	s.forms.Add()
	find := s.Entry()
	find.SetText(search)
	find.OnSubmitted(search)
	s.choose(g)
}

// fill types into the fields below these labels.
func (s *realStage) fill(fields map[string]string) {
	s.T.Helper()
	for label, words := range fields {
		if words != "" {
			s.Below(label).SetText(words)
		}
	}
}

// signInAs goes through the dialogs that follow, as the person they wait for.
func (s *realStage) signInAs(c realCase) {
	s.T.Helper()
	id := s.m.All[0].ID
	signedIn := func() bool {
		return !s.m.ByID[id].ObtainedAt.IsZero() && s.signing == nil && s.notes[id].busy == ""
	}
	switch {
	case c.paste:
		s.Queue.Await(s.T, "asking for the address", func() bool { return s.Shows(words.Now().SignIn.PasteField) && len(s.landed) == 1 })
		s.Entry().SetText("https://evil.example/?code=1")
		s.TapButton(words.Now().Common.Continue)
		s.Queue.Await(s.T, "refusing a wrong address", func() bool { return s.Shows(words.Now().SignIn.PasteField) && s.Entry().Text == "" })
		s.Entry().SetText(<-s.landed)
		s.TapButton(words.Now().Common.Continue)
	case c.grant == auth.AuthorizationCode:
		s.Queue.Await(s.T, "the browser", func() bool { return len(s.landed) == 1 })
		s.follow(<-s.landed)
	case c.grant == auth.Password && !c.keep:
		s.Queue.Await(s.T, "asking for the password", func() bool { return s.Shows(words.Now().SignIn.PasswordFor.With("user", c.username)) })
		s.Entry().SetText(c.password)
		s.TapButton(words.Now().Common.Continue)
	case !c.grant.Interactive():
		s.renew(id)
	}
	s.Queue.Await(s.T, "signing in", signedIn)
}

// renewThrice gets three new tokens, one after the other.
func (s *realStage) renewThrice() {
	s.T.Helper()
	id := s.m.All[0].ID
	s.open(id)
	for n := range 3 {
		was := s.bearer(id)
		s.setNote(id, note{})
		s.TapButton(words.Now().Row.Renew)
		s.Queue.Await(s.T, "renewing", func() bool { return s.notes[id].Done == words.Now().Row.Renewed || s.notes[id].Failed() })
		if s.bearer(id).Equal(was) {
			s.T.Fatalf("renewal %d gave no new token: %s %s", n+1, s.notes[id].What, s.notes[id].Todo)
		}
	}
}

// bearer is the token in the vault.
func (s *realStage) bearer(id auth.AccountID) auth.Secret {
	s.T.Helper()
	r, err := s.Record(s.T.Context(), id)
	if err != nil {
		s.T.Fatal(err)
	}
	return r.Grant.Field("")
}

// TestAnyIssuerByDeviceCode links an account by discovery, and signs in on
// another device, which opens the complete address.
func TestAnyIssuerByDeviceCode(t *testing.T) {
	s := newRealStage(t)
	s.Queue.Await(t, "reading the vault", func() bool { return s.page == pageEmpty })
	s.openForm(words.Now().Add.Issuer, auth.DeviceCode)
	s.fill(map[string]string{words.Now().Form.Name: "Lab", words.Now().Form.Issuer: s.issuer, words.Now().Form.ClientID: "demo-device", words.Now().Form.Scopes: "openid profile offline_access"})
	s.TapButton(words.Now().Add.Save)
	s.Queue.Await(t, "showing the code", func() bool { return s.Shows(words.Now().SignIn.Scan) })
	s.Queue.Await(t, "signing in", func() bool { return len(s.m.All) == 1 && s.m.All[0].Subject == "ada" && s.signing == nil })
	s.renewThrice()
	s.Queue.Await(t, "reading the claims", func() bool { return len(s.details.facts.id) > 0 && s.details.facts.verified })
}

// TestRefreshTokenIsImported takes the refresh token of one account into another.
func TestRefreshTokenIsImported(t *testing.T) {
	s := newRealStage(t)
	s.Queue.Await(t, "reading the vault", func() bool { return s.page == pageEmpty })
	first := realCase{name: "first", provider: "airmap", grant: auth.Password, client: "airmap-app", username: "ada@example.com", password: demo.Password}
	s.add(first)
	s.Queue.Await(t, "listing the account", func() bool { return len(s.m.All) == 1 })
	s.signInAs(first)
	r, err := s.Record(t.Context(), s.m.All[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	s.add(realCase{name: "second", provider: "airmap", grant: auth.RefreshToken, client: "airmap-app"})
	s.Queue.Await(t, "asking for the refresh token", func() bool { return s.Shows(words.Now().SignIn.RefreshToken) && s.signing != nil })
	s.Entry().SetText(r.Grant.Refresh.Reveal())
	s.TapButton(words.Now().Common.Continue)
	s.Queue.Await(t, "importing", func() bool {
		return s.signing == nil && s.m.ByID[s.m.Cursor.ID].Name == "second" && s.m.ByID[s.m.Cursor.ID].State == auth.StateFresh
	})
}

// TestTestedAtTheFourSystems tests accounts before they are saved, at servers
// that refuse whatever differs from their documents: what the test gave is what
// is in the vault.
func TestTestedAtTheFourSystems(t *testing.T) {
	for _, c := range realCases {
		if c.grant.Interactive() && !c.keep {
			continue // see TestSignInBeforeSavingAtARealServer
		}
		t.Run(c.name, func(t *testing.T) {
			s := newRealStage(t)
			s.Queue.Await(t, "reading the vault", func() bool { return s.page == pageEmpty })
			s.openForm(c.provider, c.grant)
			s.fill(map[string]string{
				words.Now().Form.Name: c.name, words.Now().Form.ClientID: c.client, words.Now().Form.Secret: "wrong",
				words.Now().Form.Username: c.username,
			})
			if c.keep {
				s.tickBox(words.Now().Form.KeepPassword)
				s.Below(words.Now().SignIn.Password).SetText(c.password)
			}
			s.TapButton(words.Now().Rehearsal.Do)
			s.Queue.Await(t, "refusing a wrong secret", func() bool { return s.Shows(words.Now().Rehearsal.Unsaved) })
			s.Below(words.Now().Form.Secret).SetText(demo.Secret(c.client))
			s.TapButton(words.Now().Rehearsal.Do)
			s.Queue.Await(t, "the test", func() bool { return s.Shows(words.Now().Rehearsal.Kept) })
			if len(s.m.All) != 0 {
				t.Fatal("the account is there before it was saved")
			}
			s.TapButton(words.Now().Add.Save)
			s.Queue.Await(t, "saving", func() bool { return len(s.m.All) == 1 && len(s.Sheets) == 0 })
			if s.m.All[0].State != auth.StateFresh || s.bearer(s.m.All[0].ID).IsZero() {
				t.Errorf("saved as %+v", s.m.All[0])
			}
		})
	}
}

// TestSignInBeforeSavingAtARealServer finds an issuer, signs in with the browser,
// saves, and renews with what that gave.
func TestSignInBeforeSavingAtARealServer(t *testing.T) {
	s := newRealStage(t)
	s.Queue.Await(t, "reading the vault", func() bool { return s.page == pageEmpty })
	s.openForm(words.Now().Add.Issuer, auth.AuthorizationCode)
	s.fill(map[string]string{words.Now().Form.Name: "Work", words.Now().Form.Issuer: s.issuer, words.Now().Form.ClientID: "demo-desktop"})
	s.Queue.Await(t, "discovery", func() bool { return s.Shows(words.Now().Discovery.Scopes) })
	s.TapButton(words.Now().Rehearsal.Do)
	s.Queue.Await(t, "offering to sign in", func() bool { return s.Shows(words.Now().Rehearsal.OnlySignIn) })
	s.TapButton(words.Now().Rehearsal.SignIn)
	s.Queue.Await(t, "the browser", func() bool { return len(s.landed) == 1 })
	s.follow(<-s.landed)
	s.Queue.Await(t, "signing in", func() bool { return s.Shows(words.Now().Rehearsal.SignedInAs.With("who", "ada")) })
	s.TapButton(words.Now().Add.Save)
	s.Queue.Await(t, "saving", func() bool { return len(s.m.All) == 1 && len(s.Sheets) == 0 })
	if s.m.All[0].Subject != "ada" || s.signing != nil {
		t.Errorf("saved as %+v", s.m.All[0])
	}
	s.renewThrice()
}
