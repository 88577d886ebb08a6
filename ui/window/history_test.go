package window

import (
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

func TestDetailsSayWhatCameOfScopesAndRequests(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 1000, 900, fakes.Accounts())
	s.Agent.WhenRecord = func(id auth.AccountID) auth.Record {
		r := auth.Record{Account: auth.Account{ID: id, Scopes: []string{"read:device", "admin"}}}
		r.History = []auth.Event{{At: fakes.Noon, What: "renew", Code: "invalid_client", Exchanges: []auth.Exchange{{
			Method: "POST", Host: "a\u202e.example", Path: "/token", Status: 401, Code: "invalid_client", RequestID: "r-1", Times: 3,
		}, {Method: "GET", Host: "b.example", Reason: "the connection was refused"}}}}
		return r
	}
	s.open(fakes.Accounts()[1].ID)
	s.Queue.Await(t, "reading the record", func() bool { return s.Shows("401 invalid_client") })
	got := s.Texts()
	for _, want := range []string{
		"admin\n" + words.Now().Details.Refused, words.Now().Details.Granted, words.Now().Details.Extra, words.Now().Details.NoIDToken,
		"POST a.example/token", "401 invalid_client · 0s · request r-1 · 3 times", "GET b.example", words.Now().Details.NoAnswer + " · the connection was refused",
	} {
		if !inAnyOrder(got, want) {
			t.Errorf("%q is not said:\n%s", want, got)
		}
	}
}

// inAnyOrder reports whether every line of want is a line of text.
func inAnyOrder(text, want string) bool {
	for line := range strings.Lines(want) {
		if !strings.Contains(text, strings.TrimSpace(line)) {
			return false
		}
	}
	return true
}
