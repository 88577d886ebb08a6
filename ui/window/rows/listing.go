package rows

import (
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
)

// Listing is a snapshot of the accounts, with what the list looks up in it. It
// is made off the UI goroutine and never changed.
type Listing struct {
	All   []auth.Status // in the agent's order
	ByID  map[auth.AccountID]auth.Status
	Apart map[auth.AccountID]text.Apart // what tells a name from one that looks the same
	texts []string                      // of each account, what a search looks at
}

// NewListing returns the snapshot with what is looked up in it.
func NewListing(all []auth.Status) Listing {
	l := Listing{
		All: all, ByID: make(map[auth.AccountID]auth.Status, len(all)),
		Apart: text.Alike(all), texts: make([]string, len(all)),
	}
	for i, s := range all {
		l.ByID[s.ID] = s
		l.texts[i] = strings.ToLower(strings.Join([]string{
			s.Name, s.ProviderName, s.Provider, s.Host, strings.Join(s.Scopes, " "), strings.Join(s.Tags, " "),
		}, " "))
	}
	return l
}
