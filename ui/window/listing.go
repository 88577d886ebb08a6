package window

import (
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
)

// listing is a snapshot of the accounts, with what the list looks up in it. It
// is made off the UI goroutine and never changed.
type listing struct {
	all   []auth.Status // in the agent's order
	byID  map[auth.AccountID]auth.Status
	texts []string                      // of each account, what a search looks at
	apart map[auth.AccountID]text.Apart // what tells a name from one that looks the same
}

func newListing(all []auth.Status) listing {
	l := listing{
		all: all, byID: make(map[auth.AccountID]auth.Status, len(all)),
		texts: make([]string, len(all)), apart: text.Alike(all),
	}
	for i, s := range all {
		l.byID[s.ID] = s
		l.texts[i] = strings.ToLower(strings.Join([]string{
			s.Name, s.ProviderName, s.Provider, s.Host, strings.Join(s.Scopes, " "), strings.Join(s.Tags, " "),
		}, " "))
	}
	return l
}
