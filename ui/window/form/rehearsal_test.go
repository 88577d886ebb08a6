package form

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/words"
)

// discovered types an issuer, and waits until it was asked.
func (s *stage) discovered(f *addForm, issuer string) {
	s.T.Helper()
	f.issuer.Entry.SetText(issuer)
	s.At.Advance(discoverAfter)
	s.Queue.Await(s.T, "discovery", func() bool { return f.discovery.found.Issuer == issuer })
}

// An issuer is asked once its address stands still, and what it offers is filled
// in where the person has said nothing.
func TestDiscoveryFillsTheForm(t *testing.T) {
	s, f := addStage(t, auth.Provider{}, kindIssuer)
	s.Agent.Describes()
	f.issuer.Entry.SetText("https://login.exa")
	s.At.Advance(discoverAfter / 2)
	s.discovered(f, "https://login.example.com")
	if got := s.Agent.Did(); !slices.Contains(got, "Describe https://login.example.com") || slices.Contains(got, "Describe https://login.exa") {
		t.Errorf("asked: %v", got)
	}
	if f.scopes.Text() != "openid offline_access" || f.tokenURL.Entry.PlaceHolder != "https://login.example.com/oauth2/token" || f.tokenURL.Text() != "" {
		t.Errorf("scopes %q, token endpoint %q (%q)", f.scopes.Text(), f.tokenURL.Text(), f.tokenURL.Entry.PlaceHolder)
	}
	f.discovery.toggle("orders:read")
	if f.scopes.Text() != "openid offline_access orders:read" {
		t.Errorf("after a tap the scopes are %q", f.scopes.Text())
	}
	for _, want := range []string{words.Now().Discovery.Found.With("host", "login.example.com"), "login.example.com/oauth2/token", words.Now().Grants.Device} {
		if !s.Shows(want) {
			t.Errorf("it does not say %q", want)
		}
	}
}

func TestDiscoveryOverwritesNothing(t *testing.T) {
	s, f := addStage(t, auth.Provider{}, kindIssuer)
	s.Agent.Server.Describe = func(_ context.Context, r auth.Record) (auth.Metadata, error) {
		md := fakes.Described(r)
		md.Grants = []string{"client_credentials"}
		return md, nil
	}
	f.scopes.Entry.SetText("mine")
	f.tokenURL.Entry.SetText("https://mine.example/token")
	s.discovered(f, "https://login.example.com")
	if f.scopes.Text() != "mine" || f.tokenURL.Text() != "https://mine.example/token" {
		t.Errorf("scopes %q, token endpoint %q", f.scopes.Text(), f.tokenURL.Text())
	}
	if f.grant != auth.ClientCredentials || f.grantPick.SelectedIndex() != slices.Index(f.grants, auth.ClientCredentials) {
		t.Errorf("the grant is %s although the server offers another alone", f.grant)
	}
	f.grantPick.SetSelectedIndex(0)
	s.discovered(f, "https://two.example.com")
	if f.grant != auth.AuthorizationCode {
		t.Errorf("the grant that was chosen became %s", f.grant)
	}
}

// A request that nobody waits for any more ends, and says nothing.
func TestDiscoveryIsGivenUp(t *testing.T) {
	s, f := addStage(t, auth.Provider{}, kindIssuer)
	asked, ended := make(chan string, 2), make(chan string, 2)
	s.Agent.Server.Describe = func(ctx context.Context, r auth.Record) (auth.Metadata, error) {
		asked <- r.Account.Protocol.Issuer
		<-ctx.Done()
		ended <- r.Account.Protocol.Issuer
		return auth.Metadata{}, ctx.Err()
	}
	f.issuer.Entry.SetText("https://slow.example")
	s.At.Advance(discoverAfter)
	<-asked
	f.issuer.Entry.SetText("https://slow.example.com")
	if got := <-ended; got != "https://slow.example" {
		t.Errorf("%s was given up", got)
	}
	s.At.Advance(discoverAfter)
	<-asked
	s.Pop() // the dialog closes
	<-ended
	s.Queue.Drain()
	if len(s.Sheets) != 0 {
		t.Errorf("something is shown after the dialog was closed: %s", s.Texts())
	}
}

func TestDiscoverySaysWhyNothingWasFound(t *testing.T) {
	s, f := addStage(t, auth.Provider{}, kindIssuer)
	s.Agent.Server.Describe = func(context.Context, auth.Record) (auth.Metadata, error) {
		return auth.Metadata{}, &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "read the server's description", Host: "login.example.com", Reason: "its name is not known in this network"}
	}
	f.issuer.Entry.SetText("https://login.example.com")
	s.At.Advance(discoverAfter)
	s.Queue.Await(t, "the failure", func() bool { return s.Shows("its name is not known in this network") })
	if !s.Shows(words.Now().Discovery.Later) {
		t.Errorf("it does not say how to go on: %s", s.Texts())
	}
	s.Agent.Describes()
	s.TapButton(words.Now().Common.Retry)
	s.Queue.Await(t, "discovery", func() bool { return f.discovery.found.Issuer != "" })
}

func TestTidyAddress(t *testing.T) {
	for is, want := range map[string]string{
		"https://a.example/.well-known/openid-configuration": "https://a.example",
		" a.example/realms/x ":                               "https://a.example/realms/x",
		"https://a.example/":                                 "https://a.example/",
		"http://127.0.0.1:8080":                              "http://127.0.0.1:8080",
		"nothing":                                            "nothing",
		"ada@a.example":                                      "ada@a.example",
		"":                                                   "",
		"javascript:alert(1).x.com":                          "https://javascript:alert(1).x.com", // which CheckEndpoint refuses
	} {
		if got := tidyAddress(is); got != want {
			t.Errorf("%q became %q, want %q", is, got, want)
		}
	}
	if auth.CheckEndpoint(tidyAddress("javascript:alert(1).x.com")) == nil {
		t.Error("a script became an address")
	}
}

// robotForm is a form that is filled in, for an account without a person.
func robotForm(t *testing.T, g auth.GrantType) (*stage, *addForm) {
	s, f := addStage(t, auth.Provider{}, kindCustom)
	f.grantPick.SetSelectedIndex(slices.Index(f.grants, g))
	f.name.Entry.SetText("Robot")
	f.authURL.Entry.SetText("https://login.example.com/oauth2/authorize")
	f.tokenURL.Entry.SetText("https://login.example.com/oauth2/token")
	f.clientID.Entry.SetText("robot")
	f.secret.Entry.SetText("SECRET_1")
	f.scopes.Entry.SetText("orders:read")
	s.Agent.Gives("ACCESS_1")
	return s, f
}

// tested runs the test of the form until it gave a token.
func (s *stage) tested() {
	s.T.Helper()
	s.TapButton(words.Now().Rehearsal.Do)
	s.Queue.Await(s.T, "the test", func() bool { return s.Shows(words.Now().Rehearsal.Kept) })
}

// What a test gave is saved, without asking the server again, and is never shown.
func TestATestedAccountIsSavedWithItsToken(t *testing.T) {
	s, f := robotForm(t, auth.ClientCredentials)
	s.Agent.WhenAdd = func(auth.Account, auth.Credentials) (auth.AccountID, error, error) {
		return fakes.Accounts()[1].ID, nil, nil
	}
	s.tested()
	if s.Shows("ACCESS_1") {
		t.Error("the token is on screen")
	}
	for _, want := range []string{"POST login.example.com/oauth2/token", "200 · ", "orders:read", "1 hour"} {
		if !s.Shows(want) {
			t.Errorf("it does not say %q", want)
		}
	}
	f.name.Entry.SetText("Other name") // makes no difference to the server
	s.TapButton(words.Now().Add.Save)
	s.Queue.Await(t, "saving", func() bool { return len(s.Sheets) == 0 })
	if diff := cmp.Diff([]string{"Probe", "Try", "Keep Other name ACCESS_1"}, s.Agent.Did()); diff != "" {
		t.Error(diff)
	}
}

// A token of a test is given back where the form is another by now, or closed.
func TestATestThatIsNotSavedIsGivenBack(t *testing.T) {
	for name, end := range map[string]func(*stage, *addForm){
		"changed": func(_ *stage, f *addForm) { f.clientID.Entry.SetText("robot-2") },
		"closed":  func(s *stage, _ *addForm) { s.Pop() },
		"back":    func(s *stage, _ *addForm) { s.TapButton(words.Now().Common.Back) },
		"locked":  func(s *stage, _ *addForm) { s.Clear() },
	} {
		t.Run(name, func(t *testing.T) {
			s, f := robotForm(t, auth.ClientCredentials)
			s.tested()
			end(s, f)
			s.Queue.Await(t, "giving it back", func() bool { return slices.Contains(s.Agent.Did(), "Drop ACCESS_1") })
			if s.Shows(words.Now().Rehearsal.Kept) {
				t.Errorf("it still says that the token is kept: %s", s.Texts())
			}
		})
	}
}

// A test that is stopped while the server stalls ends, and what still comes is
// given back.
func TestATestCanBeStopped(t *testing.T) {
	s, _ := robotForm(t, auth.ClientCredentials)
	asked := make(chan bool)
	give := s.Agent.Server.Try
	s.Agent.Server.Try = func(ctx context.Context, r auth.Record, p auth.Prompt) (auth.Trial, error) {
		close(asked)
		<-ctx.Done()
		return give(ctx, r, p)
	}
	s.TapButton(words.Now().Rehearsal.Do)
	s.Queue.Await(t, "asking", func() bool {
		select {
		case <-asked:
			return true
		default:
			return false
		}
	})
	s.TapButton(words.Now().Rehearsal.Stop)
	if !s.Shows(words.Now().Rehearsal.Stopped) {
		t.Errorf("it says %s", s.Texts())
	}
	s.Queue.Await(t, "giving it back", func() bool { return slices.Contains(s.Agent.Did(), "Drop ACCESS_1") })
}

func TestATestSaysWhatIsWrong(t *testing.T) {
	s, f := robotForm(t, auth.ClientCredentials)
	s.Agent.Server.Try = func(context.Context, auth.Record, auth.Prompt) (auth.Trial, error) {
		return auth.Trial{Exchanges: []auth.Exchange{{Method: "POST", Host: "login.example.com", Path: "/oauth2/token", Status: 401, Code: "invalid_client"}}},
			&auth.Failure{Outcome: auth.OutcomeRefused, Doing: "sign in", Host: "login.example.com", Status: 401, Code: "invalid_client"}
	}
	s.TapButton(words.Now().Rehearsal.Do)
	s.Queue.Await(t, "the refusal", func() bool { return s.Shows("invalid_client") && s.Shows("401 invalid_client") })
	if !s.Shows(words.Now().Rehearsal.Unsaved) {
		t.Error("it does not say that nothing was saved")
	}
	s.Agent.Server.Probe = func(context.Context, auth.Record) (auth.Trial, error) {
		return auth.Trial{}, &auth.InputError{Field: "token-url", Text: "the address is empty"}
	}
	s.TapButton(words.Now().Rehearsal.Do)
	s.Queue.Await(t, "blaming the field", func() bool { return f.tokenURL.Wrong.Visible() })
}

// A change of an account is tested as it would be saved, and another server is
// confirmed.
func TestAnEditIsTestedAndConfirmed(t *testing.T) {
	was := fakes.Work()
	was.Account.Grant = auth.AuthorizationCode
	s := editStage(t, was)
	s.Agent.Gives("ACCESS_2")
	s.Agent.Server.Probe = func(_ context.Context, r auth.Record) (auth.Trial, error) {
		if r.Account.Protocol.Issuer != "https://two.example.com" {
			return auth.Trial{}, errors.New("the draft does not have the change")
		}
		return auth.Trial{}, nil
	}
	saved := make(chan auth.Record, 1)
	s.Agent.WhenEdit = func(id auth.AccountID, fn func(*auth.Record) error) (bool, error, error) {
		r := fakes.Work()
		err := fn(&r)
		saved <- r
		return true, nil, err
	}
	s.Below(words.Now().Form.Issuer).SetText("https://two.example.com")
	s.TapButton(words.Now().Rehearsal.Do)
	s.Queue.Await(t, "offering to sign in", func() bool { return s.Shows(words.Now().Rehearsal.OnlySignIn) })
	s.TapButton(words.Now().Rehearsal.SignIn)
	s.Queue.Await(t, "signing in", func() bool { return s.Shows(words.Now().Rehearsal.Kept) })
	s.TapButton(words.Now().Edit.Save)
	if !s.Shows("two.example.com") || !s.Shows(words.Now().Edit.MoveDo) {
		t.Fatalf("another server is not confirmed: %s", s.Texts())
	}
	s.TapButton(words.Now().Edit.MoveDo)
	s.Queue.Await(t, "saving", func() bool { return len(s.Sheets) == 0 })
	if r := <-saved; r.Grant.Access.Reveal() != "ACCESS_2" || r.Account.Protocol.Issuer != "https://two.example.com" {
		t.Errorf("saved %+v", r)
	}
}
