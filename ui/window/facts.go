package window

import (
	"slices"
	"time"

	"github.com/authfob/authfob/auth"
)

// facts are what the details show beyond the status, without a secret.
type facts struct {
	account          auth.Account
	hasSecret        bool
	wantsSecret      bool         // its client proves itself with one
	history          []auth.Event // newest first
	refreshExpiresAt time.Time
	asked            []string // scopes asked for
	notices          []string
	hosts            []string // that get secrets and tokens
	verified         bool     // the ID token's signature was checked at the sign-in
	id, access       []claimLine
}

// newFacts reads a record; t is the same record made ready for its server.
func newFacts(r auth.Record, t auth.Target) facts {
	f := facts{
		account: r.Account, hasSecret: !r.Credentials.ClientSecret.IsZero(),
		history: slices.Clone(r.History), refreshExpiresAt: r.Grant.RefreshExpiresAt,
		asked: r.Account.Scopes, notices: r.Grant.Notices, verified: r.Grant.Issuer != "",
		id: claimLines(r.Grant.ID), access: claimLines(r.Grant.Access),
	}
	slices.Reverse(f.history)
	a := t.Protocol.ClientAuth
	f.wantsSecret = f.hasSecret || a != auth.AuthNone && a != auth.AuthPrivateKeyJWT
	for _, o := range t.SecretOrigins() {
		if host := auth.Host(o); !slices.Contains(f.hosts, host) {
			f.hosts = append(f.hosts, host)
		}
	}
	return f
}
