package auth

import (
	"errors"
	"slices"
	"time"
)

// ExpirySource says how an expiry is known, best first.
type ExpirySource string

// Where an expiry can come from.
const (
	ExpiryReply      ExpirySource = "expires_in"
	ExpiryJWT        ExpirySource = "jwt_exp"
	ExpiryDocumented ExpirySource = "documented"
	ExpiryUnknown    ExpirySource = "unknown"
)

// Grant is what a server gave: its tokens and their lives. Instants are UTC
// wall-clock times without a monotonic part, so that they are right after sleep.
type Grant struct {
	Access  Secret
	Refresh Secret
	ID      Secret // OpenID Connect ID token
	// Fields are other members of the reply that a definition names as bearer.
	Fields           map[string]Secret
	TokenType        string // as the server wrote it; "" means Bearer
	Scopes           []string
	Bearer           string // the reply member that is the bearer; "" means access_token
	ObtainedAt       time.Time
	ExpiresAt        time.Time // of the bearer; zero when unknown
	ExpirySource     ExpirySource
	RefreshExpiresAt time.Time // zero when unknown
	Issuer           string    // of the verified ID token
	Subject          string    // of the verified ID token
	// Skew is how far this computer's clock was ahead of the server's Date
	// header when the grant was obtained.
	Skew time.Duration
	// Notices are cleaned sentences about this answer: a narrower scope, say.
	Notices []string
}

// IsZero reports whether there is no token at all.
func (g Grant) IsZero() bool {
	return g.Access.IsZero() && g.Refresh.IsZero() && g.ID.IsZero() && len(g.Fields) == 0
}

// Field returns the token of the reply member called name; "" means the
// grant's own bearer.
func (g Grant) Field(name string) Secret {
	switch or(name, or(g.Bearer, "access_token")) {
	case "access_token":
		return g.Access
	case "id_token":
		return g.ID
	case "refresh_token":
		return Secret{} // is never handed out as a bearer
	default:
		return g.Fields[or(name, g.Bearer)]
	}
}

// Life returns how long the bearer lives in all, 0 when unknown.
func (g Grant) Life() time.Duration {
	if g.ExpiresAt.IsZero() {
		return 0
	}
	return g.ExpiresAt.Sub(g.ObtainedAt)
}

// Token is what is handed out: a bearer and what is known of it.
type Token struct {
	Account      string
	Value        Secret
	Type         string // "Bearer"
	ObtainedAt   time.Time
	ExpiresAt    time.Time // zero when unknown
	ExpirySource ExpirySource
	Scopes       []string
	KeepFresh    time.Duration // the account's; see Account
	// Warning tells why the token is not as fresh as asked for, or with an
	// *UnsavedError that it is, but in memory only; nil when all is well.
	Warning error
	// Notices are cleaned sentences worth showing beside the token.
	Notices []string
}

// Old reports that the token is an earlier one, because no new one was to be had.
func (t Token) Old() bool { return t.Warning != nil && !errors.As(t.Warning, new(*UnsavedError)) }

// Record is all that the vault holds of an account.
type Record struct {
	Account     Account
	Credentials Credentials
	Metadata    Metadata
	Grant       Grant
	Trouble     *Trouble // the last attempt's failure; nil after a success
	History     []Event  // newest last, at most maxHistory
	CallOrigins []string // other servers that the person sent a token to, by Call
	Gen         uint64   // grows with each write
	// Older says that an older version of this record was put back, a backup's
	// say: its refresh token may be one that was spent. A new grant ends it, or
	// somebody who edits it away.
	Older bool
}

// How many events are kept, and how many of them with their exchanges.
const (
	maxHistory = 20
	maxDetail  = 6
)

// Event is one line of an account's history, without secrets.
type Event struct {
	At     time.Time `json:"at"`
	What   string    `json:"what"` // "sign_in", "renew", "sign_out", "import"
	Host   string    `json:"host,omitempty"`
	OK     bool      `json:"ok"`
	Code   string    `json:"code,omitempty"`
	Detail string    `json:"detail,omitempty"`
	// Exchanges are the requests that were sent for it, in their order. Only
	// the last few events have them.
	Exchanges []Exchange `json:"exchanges,omitempty"`
}

// note adds a line to the history. Of the same failure over and over, the first
// and the last line stay.
func (r *Record) note(e Event) {
	r.History = slices.Clone(r.History)
	if n := len(r.History); n >= 2 && !e.OK && e.alike(r.History[n-1]) && e.alike(r.History[n-2]) {
		r.History = r.History[:n-1]
	}
	r.History = append(r.History, e)
	if n := len(r.History) - maxHistory; n > 0 {
		r.History = r.History[n:]
	}
	if n := len(r.History) - maxDetail; n > 0 {
		r.History[n-1].Exchanges = nil
	}
}

// alike reports that two events say the same.
func (e Event) alike(o Event) bool {
	return e.What == o.What && e.Host == o.Host && e.OK == o.OK && e.Code == o.Code && e.Detail == o.Detail
}

// Target is an account made ready for its server: definition, overrides and
// discovery put together.
type Target struct {
	Account     Account
	Credentials Credentials
	Metadata    Metadata
	Provider    Provider
	Protocol    Protocol // effective; its endpoints include the discovered ones
	// SourceToken is the token of Account.Source that a token exchange starts
	// from (RFC 8693 subject_token).
	SourceToken Secret
}

// NewTarget resolves a record against the catalogue.
func NewTarget(r Record, providers Providers) Target {
	t := Target{Account: r.Account, Credentials: r.Credentials, Metadata: r.Metadata}
	if p, ok := providers.Provider(r.Account.Provider); ok {
		t.Provider = p
	}
	t.Protocol = t.Declared()
	if r.Metadata.Issuer == t.Protocol.Issuer { // else it was fetched for another issuer
		t.Protocol.Endpoints = t.Protocol.Endpoints.Or(r.Metadata.Endpoints)
	}
	return t
}

// Undefined reports whether the account's provider has no definition that can be
// used: nobody knows how its server is to be asked.
func (t Target) Undefined() bool { return t.Account.Provider != "" && t.Provider.ID == "" }

// Declared is the protocol as the definition and the account write it, without
// what discovery found.
func (t Target) Declared() Protocol {
	return t.Provider.Protocol.With(t.Provider.PerGrant[t.Account.Grant]).With(t.Account.Protocol)
}

// NeedsDiscovery reports whether the server's addresses are still unknown.
func (t Target) NeedsDiscovery() bool {
	return t.Protocol.Issuer != "" && t.Metadata.Issuer != t.Protocol.Issuer
}

// Renewable reports whether a new token can be had without a person.
func (t Target) Renewable(g Grant) bool {
	switch {
	case !g.Refresh.IsZero():
		return true
	case t.Protocol.Renewal.TokenField == "id_token" && !g.ID.IsZero():
		return true
	case t.Account.Grant == Password:
		return !t.Credentials.Password.IsZero()
	}
	return !t.Account.Grant.Interactive()
}

// SecretOrigins lists the origins that receive this account's secrets and tokens.
func (t Target) SecretOrigins() []string {
	e := t.Protocol.Endpoints
	var origins []string
	for _, u := range []string{e.Token, e.Renew, e.Revoke, e.Device, e.PAR, e.Introspect, e.Userinfo} {
		if o := Origin(u); o != "" && !slices.Contains(origins, o) {
			origins = append(origins, o)
		}
	}
	return origins
}
