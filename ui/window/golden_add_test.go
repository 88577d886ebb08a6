package window

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// What an issuer offers, with words from outside that do not behave.
func TestPictureOfDiscovery(t *testing.T) {
	for _, c := range []struct {
		name, mode    string
		width, height float32
	}{{"add-found", kit.ThemeLight, 480, 900}, {"add-found-dark", kit.ThemeDark, 1000, 760}, {"add-found-narrow", kit.ThemeLight, 360, 640}} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.mode, c.width, c.height, fakes.Accounts(), providers)
			s.openCard(words.Now().Add.Issuer)
			s.Agent.Server.Describe = func(_ context.Context, r auth.Record) (auth.Metadata, error) {
				md := fakes.Described(r)
				md.Scopes = append(md.Scopes, "\u202eevil", "zero\u200bwidth", strings.Repeat("x", 10_000))
				for i, scope := range md.Scopes {
					md.Scopes[i] = auth.Clean(scope, 60)
				}
				return md, nil
			}
			s.Below(words.Now().Form.Issuer).SetText("https://login.example.com")
			s.At.Advance(time.Second)
			s.Queue.Await(t, "discovery", func() bool { return s.Shows(words.Now().Discovery.Found.With("host", "login.example.com")) })
			s.Sheets[0].Scroll.ScrollToOffset(fyne.NewPos(0, 90))
			s.picture(c.name)
		})
	}
}

func TestPictureOfRehearsal(t *testing.T) {
	for _, c := range []struct {
		name, mode    string
		width, height float32
		grant         auth.GrantType
		err           error
	}{
		{"add-tested", kit.ThemeLight, 480, 760, auth.ClientCredentials, nil},
		{"add-tested-dark", kit.ThemeDark, 480, 760, auth.ClientCredentials, nil},
		{"add-tested-narrow", kit.ThemeDark, 360, 640, auth.AuthorizationCode, nil},
		{"add-refused", kit.ThemeLight, 480, 760, auth.ClientCredentials, &auth.Failure{Outcome: auth.OutcomeRefused, Doing: "sign in", Host: "login.example.com", Status: 401, Code: "invalid_client", Description: auth.Clean("\u202eno\u200b "+strings.Repeat("very long words of a server ", 40), 300)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.mode, c.width, c.height, fakes.Accounts(), providers)
			s.openRobot(c.grant)
			s.Below(words.Now().Form.Scopes).SetText("orders:read orders:write")
			s.Agent.Gives("ACCESS_1")
			end := words.Now().Rehearsal.Kept
			if c.err != nil {
				give := s.Agent.Server.Try
				s.Agent.Server.Try = func(ctx context.Context, r auth.Record, p auth.Prompt) (auth.Trial, error) {
					tr, _ := give(ctx, r, p)
					tr.Grant, tr.Exchanges[0].Status, tr.Exchanges[0].Code = auth.Grant{}, 401, "invalid_client"
					return tr, c.err
				}
				end = words.Now().Rehearsal.Unsaved
			} else if c.grant.Interactive() {
				end = words.Now().Rehearsal.OnlySignIn
			}
			s.TapButton(words.Now().Rehearsal.Do)
			s.Queue.Await(t, "the test", func() bool { return s.Shows(end) })
			s.Canvas.Unfocus()
			s.picture(c.name)
		})
	}
}
