package window

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/hostile"
	"github.com/authfob/authfob/internal/testenv"
	"github.com/authfob/authfob/ui/words"
)

// tries presses Test and waits for what it says.
func (s *realStage) tries(says string) {
	s.T.Helper()
	s.TapButton(words.Now().Rehearsal.Do)
	s.Queue.Await(s.T, says, func() bool { return s.Shows(says) })
}

// savedNothing checks that neither list nor vault has anything.
func (s *realStage) savedNothing() {
	s.T.Helper()
	if there, err := s.Records(s.T.Context()); err != nil || len(there.Records) != 0 || len(s.m.All) != 0 {
		s.T.Errorf("a test saved %d accounts: %v", len(there.Records), err)
	}
}

// A test at a certified server: the right verdict for a wrong secret, each request
// once, and what it gave is revoked when nobody saves it.
func TestTestedAtOIDCProvider(t *testing.T) {
	p, s, w := testenv.OIDCProvider(t, testenv.OIDCOptions{}), newRealStage(t), words.Now()
	s.Queue.Await(t, "reading the vault", func() bool { return s.page == pageEmpty })
	s.openForm(w.Add.Issuer, auth.ClientCredentials)
	s.fill(map[string]string{w.Form.Name: "Robot", w.Form.Issuer: p.URL, w.Form.ClientID: "robot", w.Form.Secret: "wrong", w.Form.Scopes: "api:read"})
	s.Queue.Await(t, "discovery", func() bool { return s.Shows(w.Discovery.Scopes) })
	s.tries("invalid_client")
	if !s.Shows("Check the client ID, and type the secret in again.") {
		t.Errorf("it says %s", s.Texts())
	}
	s.Below(w.Form.Secret).SetText(testenv.OIDCSecret)
	s.tries(w.Rehearsal.Kept)
	if n := p.TokenRequests("client_credentials"); n > 2 {
		t.Errorf("two tests sent %d token requests", n)
	}
	s.savedNothing()
	s.Key(fyne.KeyEscape)
	s.Queue.Await(t, "revoking", func() bool {
		return slices.ContainsFunc(p.Requests(), func(r testenv.PeerRequest) bool {
			return strings.Contains(r.Path, "revocation") && r.Status == http.StatusOK
		})
	})
	s.savedNothing()
}

// The same by password, at a server that takes its address to the last slash.
func TestTestedAtDjango(t *testing.T) {
	p, s, w := testenv.Django(t), newRealStage(t), words.Now()
	s.Queue.Await(t, "reading the vault", func() bool { return s.page == pageEmpty })
	s.openForm(w.Add.Custom, auth.Password)
	s.fill(map[string]string{
		w.Form.Name: "Insiders", w.Form.Token: p.URL + "/oauth2/token", w.Form.ClientID: testenv.DjangoPasswordClient,
		w.Form.Secret: testenv.DjangoSecret, w.Form.Username: testenv.DjangoUser,
	})
	s.tickBox(w.Form.KeepPassword)
	s.Below(w.SignIn.Password).SetText(testenv.DjangoPassword)
	s.tries(w.Rehearsal.Unsaved)
	if !s.Shows("slash at its end") {
		t.Errorf("it says %s", s.Texts())
	}
	s.Below(w.Form.Token).SetText(p.URL + "/oauth2/token/")
	s.tries(w.Rehearsal.Kept)
	if n := p.TokenRequests("password"); n > 2 {
		t.Errorf("two tests sent %d token requests", n)
	}
	s.savedNothing()
	s.Key(fyne.KeyEscape)
	s.savedNothing()
}

// At a server that misbehaves a test says so in its words, saves nothing, and
// sends no code twice.
func TestTestedAtAHostileServer(t *testing.T) {
	rows := map[string]string{ // faults, and what is said of them
		"disc-iss-mismatch": "calls itself", "disc-html": "web page", "disc-503": "out of order", "invalid-client": "invalid_client",
		"html-200": "web page", "s503-retry-after": "out of order", "redirect-307-evil": "redirect", "at-missing": "access_token",
		"idt-nonce-wrong": "nonce", "idt-exp-past": "it expired at", "cb-error": "access_denied", "error-and-token": "",
	}
	for _, row := range hostile.Rows() {
		says, ok := rows[row.Fault.Name]
		if !ok || row.Moment != hostile.Login {
			continue
		}
		delete(rows, row.Fault.Name)
		t.Run(row.Fault.Name, func(t *testing.T) {
			server, s, w := hostile.Start(t, ""), newRealStage(t), words.Now()
			s.Queue.Await(t, "reading the vault", func() bool { return s.page == pageEmpty })
			s.openForm(w.Add.Issuer, auth.AuthorizationCode)
			transport := &http.Transport{}
			defer transport.CloseIdleConnections()
			browser := hostile.NewBrowser(server, row.Fault.Visits, transport)
			defer browser.Close()
			s.config.OpenURL = func(address string) error {
				s.visits.Go(func() { _ = browser.Open(t.Context(), address) })
				return nil
			}
			server.Arm(row)
			s.fill(map[string]string{w.Form.Name: "Hostile", w.Form.Issuer: server.URL, w.Form.ClientID: hostile.ClientID, w.Form.Secret: hostile.ClientSecret, w.Form.Scopes: "openid read"})
			s.TapButton(w.Rehearsal.Do)
			s.Queue.Await(t, "the description", func() bool { return s.Shows(w.Rehearsal.OnlySignIn) || s.Shows(w.Rehearsal.Unsaved) })
			if s.Shows(w.Rehearsal.OnlySignIn) {
				s.TapButton(w.Rehearsal.SignIn)
				s.Queue.Await(t, "the end of the sign-in", func() bool { return s.Shows(w.SignIn.Failed) })
			}
			if !s.Shows(says) {
				t.Errorf("it says %s", s.Texts())
			}
			s.savedNothing()
			for _, wrong := range server.Violations() {
				// A test looks whether anybody is there, and the browser is told that it failed.
				if !strings.HasPrefix(wrong, "a request to /,") && !strings.HasPrefix(wrong, "the callback answered 400") {
					t.Error(wrong)
				}
			}
		})
	}
	for name := range rows {
		t.Errorf("there is no fault %q", name)
	}
}
