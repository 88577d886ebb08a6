package form

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// addStage opens the form for a kind of account.
func addStage(t *testing.T, p auth.Provider, k kind) (*stage, *addForm) {
	s := newStage(t)
	s.Add()
	f := newAddForm(p, k)
	s.fillIn(s.Sheets[0], f)
	return s, f
}

func TestAddByIssuer(t *testing.T) {
	s, f := addStage(t, auth.Provider{}, kindIssuer)
	type added struct {
		acc    auth.Account
		secret string
	}
	got := make(chan added, 1)
	s.Agent.WhenAdd = func(acc auth.Account, c auth.Credentials) (auth.AccountID, error, error) {
		got <- added{acc, c.ClientSecret.Reveal()}
		return fakes.Accounts()[1].ID, nil, nil
	}
	f.name.Entry.SetText(" Work ")
	f.issuer.Entry.SetText("https://login.example.com")
	f.clientID.Entry.SetText(" client-1 ")
	f.secret.Entry.SetText("SECRET_1")
	f.scopes.Entry.SetText("openid,  email")
	f.grantBox.Objects[1].(*fyne.Container).Objects[0].(interface{ SetSelectedIndex(int) }).SetSelectedIndex(2)
	s.TapButton(words.Now().Add.Save)
	s.Queue.Await(t, "adding", func() bool { return len(s.Sheets) == 0 })
	want := added{auth.Account{
		Name: "Work", Grant: auth.ClientCredentials, ClientID: "client-1", Scopes: []string{"openid", "email"},
		Protocol: auth.Protocol{Issuer: "https://login.example.com"},
	}, "SECRET_1"}
	if diff := cmp.Diff(want, <-got, cmp.AllowUnexported(added{})); diff != "" {
		t.Errorf("added (-want +got):\n%s", diff)
	}
}

func TestAddSaysWhatIsMissingAndWrong(t *testing.T) {
	s, f := addStage(t, auth.Provider{}, kindCustom)
	if strings.Contains(s.Texts(), "needs a name") {
		t.Error("an empty form complains before anything was typed")
	}
	f.tokenURL.Entry.SetText("http://login.example.com/token")
	if f.tokenURL.Wrong.Visible() {
		t.Error("a field complains while it is still being typed in")
	}
	f.tokenURL.Entry.FocusLost()
	s.Queue.Drain()
	if !f.tokenURL.Wrong.Visible() || !strings.Contains(f.tokenURL.Wrong.Text, "use https") {
		t.Errorf("below the address it says %q", f.tokenURL.Wrong.Text)
	}
	f.tokenURL.Entry.SetText("https://login.example.com/token")
	if f.tokenURL.Wrong.Visible() {
		t.Errorf("below the right address it says %q", f.tokenURL.Wrong.Text)
	}
	s.TapButton(words.Now().Add.Save) // Add was not expected: the fake would say so
	for _, fl := range []*kit.Field{f.name, f.authURL, f.clientID} {
		if !fl.Wrong.Visible() {
			t.Errorf("nothing is said below %q", fl.Label.Text)
		}
	}
}

func TestAddBlamesTheFieldTheAgentNames(t *testing.T) {
	s, f := addStage(t, auth.Provider{}, kindIssuer)
	s.Agent.WhenAdd = func(auth.Account, auth.Credentials) (auth.AccountID, error, error) {
		return "", nil, &auth.InputError{Field: "issuer", Text: "that is no issuer"}
	}
	f.name.Entry.SetText("Work")
	f.issuer.Entry.SetText("https://login.example.com")
	f.clientID.Entry.SetText("client-1")
	s.TapButton(words.Now().Add.Save)
	s.Queue.Await(t, "refusing", func() bool { return f.issuer.Wrong.Visible() })
	if f.issuer.Wrong.Text != "that is no issuer" {
		t.Errorf("below the issuer it says %q", f.issuer.Wrong.Text)
	}
}

// A form longer than the window goes to the field that is refused, not to its end.
func TestRefusedFieldIsSeen(t *testing.T) {
	s, f := addStage(t, auth.Provider{}, kindIssuer)
	s.Win.Resize(fyne.NewSize(360, 420))
	s.Agent.WhenAdd = func(auth.Account, auth.Credentials) (auth.AccountID, error, error) {
		return "", nil, auth.ErrNameTaken
	}
	f.name.Entry.SetText("Work")
	f.issuer.Entry.SetText("https://login.example.com")
	f.clientID.Entry.SetText("client-1")
	s.Win.Canvas().Focus(f.redirect.Entry)
	s.TapButton(words.Now().Add.Save)
	s.Queue.Await(t, "refusing", func() bool { return f.name.Wrong.Visible() })
	if s.Win.Canvas().Focused() != fyne.Focusable(f.name.Entry) {
		t.Errorf("the keyboard is at %T", s.Win.Canvas().Focused())
	}
	scroll, d := s.Sheets[0].Scroll, fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(scroll).Y
	if y := d.AbsolutePositionForObject(f.name.Entry).Y; y < top || y > top+scroll.Size().Height {
		t.Errorf("the name is at %v, out of sight: what is seen begins at %v, %v high", y, top, scroll.Size().Height)
	}
}

func TestAddShowsTheRedirectURIToRegister(t *testing.T) {
	fixed := auth.Provider{ID: "fixed", Name: "Fixed", Protocol: auth.Protocol{Redirect: auth.Redirect{Host: "localhost", Port: 8400, Path: "/cb"}}}
	https := auth.Provider{ID: "https", Name: "Https", Protocol: auth.Protocol{Redirect: auth.Redirect{URI: "https://app.example.com/cb"}}}
	for _, c := range []struct {
		p    auth.Provider
		want string
	}{{auth.Provider{}, "http://127.0.0.1/callback"}, {fixed, "http://localhost:8400/cb"}, {https, "https://app.example.com/cb"}} {
		_, f := addStage(t, c.p, kindProvider)
		if f.redirect.Text() != c.want {
			t.Errorf("redirect URI %q, want %q", f.redirect.Text(), c.want)
		}
	}
}

func TestProvidersAreOffered(t *testing.T) {
	s := newStage(t)
	s.Add()
	for _, want := range []string{"Airthings", "insiders", words.Now().Add.Issuer, words.Now().Add.Custom} {
		if !strings.Contains(s.Texts(), want) {
			t.Errorf("%s is not offered", want)
		}
	}
	for _, o := range s.Objects() {
		if c, ok := o.(*kit.Choice); ok && c.Title == "Airthings" {
			test.Tap(c)
			break
		}
	}
	if got := s.Entry(); got == nil || !strings.Contains(s.Texts(), words.Now().Form.ClientID) {
		t.Error("the form did not open")
	}
}

func TestProvidersAreSearched(t *testing.T) {
	s := newStage(t)
	s.Add()
	var got []string
	for _, c := range s.cards() {
		got = append(got, c.title)
	}
	if diff := cmp.Diff([]string{words.Now().Add.Issuer, words.Now().Add.Custom, "Airthings", "insiders", "Auth0", "Okta"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	s.Win.Canvas().FocusNext()
	if c, ok := s.Win.Canvas().Focused().(*kit.Choice); !ok || c.Title != got[0] {
		t.Errorf("from the search, Tab goes to a %T", s.Win.Canvas().Focused())
	}
	s.Entry().SetText("OK")
	got = nil
	for _, o := range s.Objects() {
		if c, ok := o.(*kit.Choice); ok {
			got = append(got, c.Title)
		}
	}
	if diff := cmp.Diff([]string{"Okta"}, got); diff != "" {
		t.Errorf("found by OK (-want +got):\n%s", diff)
	}
	s.Entry().SetText("nobody")
	if !strings.Contains(s.Texts(), words.Now().Add.None) {
		t.Error("nothing says that nothing was found")
	}
	got = nil
	for _, o := range s.Objects() {
		if c, ok := o.(*kit.Choice); ok {
			got = append(got, c.Title)
		}
	}
	if diff := cmp.Diff([]string{words.Now().Add.Issuer, words.Now().Add.Custom}, got); diff != "" {
		t.Errorf("offered where nothing matches (-want +got):\n%s", diff)
	}
	s.Entry().SetText("okt")
	s.Key(fyne.KeyReturn)
	s.Below(words.Now().Form.Issuer) // it is the form of the first card
}

func TestAddWithExtras(t *testing.T) {
	s, f := addStage(t, auth.Provider{
		ID: "x", Name: "X", Grants: []auth.GrantType{auth.AuthorizationCode}, Scopes: []string{"a"},
		Protocol: auth.Protocol{Redirect: auth.Redirect{Port: 8400}, Endpoints: auth.Endpoints{Token: "https://x.example.com/token", Authorize: "https://x.example.com/"}},
	}, kindProvider)
	got := make(chan auth.Account, 1)
	s.Agent.WhenAdd = func(acc auth.Account, _ auth.Credentials) (auth.AccountID, error, error) {
		got <- acc
		return fakes.Accounts()[1].ID, nil, nil
	}
	f.name.Entry.SetText("Work")
	f.clientID.Entry.SetText("c1")
	f.redirect.Entry.SetText("https://app.example.com/cb")
	if !strings.Contains(s.Texts(), words.Now().Form.RedirectPaste) {
		t.Error("nothing says that the address will be pasted")
	}
	if fakes.Shown(f.tags.Entry) {
		t.Error("the extras are unfolded")
	}
	f.unfold.Tapped(nil)
	f.tags.toggle("prod")
	f.ahead.SetChecked(true)
	f.params.Entry.SetText("account_id=7")
	f.tokenURL.Entry.SetText("https://tenant.example.com/token")
	s.TapButton(words.Now().Add.Save)
	s.Queue.Await(t, "adding", func() bool { return len(s.Sheets) == 0 })
	want := auth.Account{
		Name: "Work", Provider: "x", Grant: auth.AuthorizationCode, ClientID: "c1", Scopes: []string{"a"}, Tags: []string{"prod"}, RenewAhead: true,
		Protocol: auth.Protocol{
			Endpoints: auth.Endpoints{Token: "https://tenant.example.com/token"}, Redirect: auth.Redirect{URI: "https://app.example.com/cb"},
			Steps: map[auth.Step]auth.StepFields{auth.StepToken: {Params: map[string]string{"account_id": "7"}}},
		},
	}
	if diff := cmp.Diff(want, <-got); diff != "" {
		t.Errorf("added (-want +got):\n%s", diff)
	}
}

func TestTokenExchangeNeedsASource(t *testing.T) {
	p := auth.Provider{ID: "x", Name: "X", Grants: []auth.GrantType{auth.TokenExchange}, Protocol: auth.Protocol{Endpoints: auth.Endpoints{Token: "https://x.example.com/token"}}}
	s, f := addStage(t, p, kindProvider)
	f.name.Entry.SetText("Derived")
	acc, _ := f.account()
	if !f.complete() || acc.Source != fakes.Accounts()[0].ID {
		t.Errorf("it starts from %q:\n%s", acc.Source, s.Texts())
	}
	s.Pop()
	s.all = nil
	s.Add()
	f = newAddForm(p, kindProvider)
	s.fillIn(s.Sheets[0], f)
	f.name.Entry.SetText("Derived")
	if f.complete() || !strings.Contains(s.Texts(), words.Now().Form.NeedSource) {
		t.Error("an exchange of nothing can be added")
	}
}

// A new account starts with what the settings say.
func TestAddBeginsWithTheSettings(t *testing.T) {
	ca := filepath.Join(t.TempDir(), "ca.pem")
	s := newStage(t)
	s.defaults = settings.Settings{RenewAhead: true, Proxy: "http://proxy.example.com:3128", CAFile: ca}
	s.Add()
	f := newAddForm(auth.Provider{}, kindIssuer)
	s.fillIn(s.Sheets[0], f)
	got := make(chan auth.Account, 1)
	s.Agent.WhenAdd = func(acc auth.Account, _ auth.Credentials) (auth.AccountID, error, error) {
		got <- acc
		return fakes.Accounts()[1].ID, nil, nil
	}
	f.name.Entry.SetText("Work")
	f.issuer.Entry.SetText("https://login.example.com")
	f.clientID.Entry.SetText("client-1")
	s.TapButton(words.Now().Add.Save)
	s.Queue.Await(t, "missing the file", func() bool { return f.ca.Wrong.Visible() })
	if !fakes.Shown(f.ca.Entry) {
		t.Error("the field is folded away")
	}
	if err := os.WriteFile(ca, []byte("-----BEGIN CERTIFICATE-----"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.TapButton(words.Now().Add.Save)
	acc := <-got
	if !acc.RenewAhead || acc.Proxy != "http://proxy.example.com:3128" || acc.CA != "-----BEGIN CERTIFICATE-----" {
		t.Errorf("added %+v", acc)
	}
	s.Queue.Await(t, "adding", func() bool { return len(s.Sheets) == 0 })
}
