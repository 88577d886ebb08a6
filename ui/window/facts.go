package window

import (
	"slices"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// facts are what the details show beyond the status, without a secret.
type facts struct {
	read               bool
	history            []auth.Event // newest first
	refreshExpiresAt   time.Time
	asked              []string // scopes asked for
	notices            []string
	hosts              []string // that get secrets and tokens
	hasID, hasAccess   bool
	verified           bool // the ID token's signature was checked at the sign-in
	id, access         []claimLine
	idHead, accessHead []claimLine // what they say of their signatures
}

// newFacts reads a record; t is the same record made ready for its server.
func newFacts(r auth.Record, t auth.Target) facts {
	f := facts{
		read: true, hasID: !r.Grant.ID.IsZero(), hasAccess: !r.Grant.Access.IsZero(),
		history: slices.Clone(r.History), refreshExpiresAt: r.Grant.RefreshExpiresAt,
		asked: r.Account.Scopes, notices: r.Notices(), verified: r.Grant.Issuer != "",
		id: claimLines(auth.Claims(r.Grant.ID)), access: claimLines(auth.Claims(r.Grant.Access)),
		idHead: claimLines(auth.Header(r.Grant.ID)), accessHead: claimLines(auth.Header(r.Grant.Access)),
	}
	slices.Reverse(f.history)
	for _, o := range t.SecretOrigins() {
		if host := auth.Host(o); !slices.Contains(f.hosts, host) {
			f.hosts = append(f.hosts, host)
		}
	}
	return f
}

// signedInAt is when the person signed in last; zero where that is forgotten.
func (f facts) signedInAt() time.Time {
	for _, e := range f.history {
		if e.OK && e.What == "sign_in" {
			return e.At
		}
	}
	return time.Time{}
}

// signature says whether the signature of the ID token was verified, or why not.
func (f facts) signature() string {
	switch {
	case f.verified:
		return words.Now().Details.Signed
	case f.hasID:
		return words.Now().Details.Unsigned
	}
	return words.Now().Details.NoIDToken
}
