package auth

import (
	"maps"
	"slices"
	"time"
)

// GrantType is how an account gets its tokens: one of the constants, or the
// grant_type of a definition's own.
type GrantType string

// The grants with a flow of their own.
const (
	AuthorizationCode GrantType = "authorization_code"
	DeviceCode        GrantType = "device_code"
	ClientCredentials GrantType = "client_credentials"
	Password          GrantType = "password"
	RefreshToken      GrantType = "refresh_token" // "I already have one"
	JWTBearer         GrantType = "jwt_bearer"
	TokenExchange     GrantType = "token_exchange"
)

// Grants lists the constants.
func Grants() []GrantType {
	return []GrantType{AuthorizationCode, DeviceCode, ClientCredentials, Password, RefreshToken, JWTBearer, TokenExchange}
}

// Interactive reports whether a person is needed to get the first token.
func (g GrantType) Interactive() bool {
	return g == AuthorizationCode || g == DeviceCode || g == Password || g == RefreshToken
}

// ClientAuth is how a client proves itself at the token endpoint.
type ClientAuth string

// The client authentications. (RFC 6749 2.3.1, OpenID Connect Core 9)
const (
	AuthBasic         ClientAuth = "basic"
	AuthPost          ClientAuth = "post"
	AuthJSON          ClientAuth = "json" // in a JSON body
	AuthNone          ClientAuth = "none"
	AuthPrivateKeyJWT ClientAuth = "private_key_jwt"
)

// Body is how a token request is encoded.
type Body string

// The encodings of a token request.
const (
	BodyForm Body = "form"
	BodyJSON Body = "json"
)

// ScopeStyle is how scopes are written in a request.
type ScopeStyle string

// The ways to write scopes.
const (
	ScopeSpace ScopeStyle = "space" // "a b"
	ScopeArray ScopeStyle = "array" // ["a","b"], JSON bodies only
	ScopeOmit  ScopeStyle = "omit"
)

// Step is a request in the life of a grant.
type Step string

// The steps a definition can add fields and headers to.
const (
	StepAuthorize Step = "authorize"
	StepToken     Step = "token"
	StepRenew     Step = "renew"
	StepRevoke    Step = "revoke"
)

// Steps lists every Step.
func Steps() []Step { return []Step{StepAuthorize, StepToken, StepRenew, StepRevoke} }

// Endpoints are a server's addresses, used byte for byte as written.
type Endpoints struct {
	Authorize  string `json:"authorize,omitempty" toml:"authorize,omitempty"`
	Token      string `json:"token,omitempty" toml:"token,omitempty"`
	Renew      string `json:"renew,omitempty" toml:"renew,omitempty"` // where renewal is not at Token
	Revoke     string `json:"revoke,omitempty" toml:"revoke,omitempty"`
	Device     string `json:"device,omitempty" toml:"device,omitempty"`
	Userinfo   string `json:"userinfo,omitempty" toml:"userinfo,omitempty"`
	Introspect string `json:"introspect,omitempty" toml:"introspect,omitempty"`
	PAR        string `json:"par,omitempty" toml:"par,omitempty"`
	JWKS       string `json:"jwks,omitempty" toml:"jwks,omitempty"`
}

// Or returns e with its empty addresses taken from d.
func (e Endpoints) Or(d Endpoints) Endpoints {
	return Endpoints{
		Authorize: or(e.Authorize, d.Authorize), Token: or(e.Token, d.Token), Renew: or(e.Renew, d.Renew),
		Revoke: or(e.Revoke, d.Revoke), Device: or(e.Device, d.Device), Userinfo: or(e.Userinfo, d.Userinfo),
		Introspect: or(e.Introspect, d.Introspect), PAR: or(e.PAR, d.PAR), JWKS: or(e.JWKS, d.JWKS),
	}
}

// All lists the addresses that are set.
func (e Endpoints) All() []string {
	all := []string{e.Authorize, e.Token, e.Renew, e.Revoke, e.Device, e.Userinfo, e.Introspect, e.PAR, e.JWKS}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// StepFields are fields and headers added to one step's request.
type StepFields struct {
	Params  map[string]string `json:"params,omitempty" toml:"params,omitempty"`
	Headers map[string]string `json:"headers,omitempty" toml:"headers,omitempty"`
}

// Renewal says how renewing differs from RFC 6749 6, where it does.
type Renewal struct {
	GrantType  string     `json:"grant_type,omitempty" toml:"grant_type,omitempty"`   // "refresh_token"
	TokenField string     `json:"token_field,omitempty" toml:"token_field,omitempty"` // "refresh_token"
	Body       Body       `json:"body,omitempty" toml:"body,omitempty"`
	ClientAuth ClientAuth `json:"client_auth,omitempty" toml:"client_auth,omitempty"`
	ScopeStyle ScopeStyle `json:"scope_style,omitempty" toml:"scope_style,omitempty"` // "omit"
	Reply      Reply      `json:"reply,omitzero" toml:"reply,omitempty"`
}

// Reply names the members of a token reply that differ from RFC 6749 5.1.
type Reply struct {
	Bearer         string `json:"bearer,omitempty" toml:"bearer,omitempty"`                   // "access_token"
	RefreshToken   string `json:"refresh_token,omitempty" toml:"refresh_token,omitempty"`     // "refresh_token"
	ExpiresIn      string `json:"expires_in,omitempty" toml:"expires_in,omitempty"`           // "expires_in"
	RefreshExpires string `json:"refresh_expires,omitempty" toml:"refresh_expires,omitempty"` // "refresh_expires_in"
	// TokenType is another token_type that this server means a bearer token by.
	TokenType string `json:"token_type,omitempty" toml:"token_type,omitempty"` // "Bearer"
}

// Or returns r with its empty names taken from d.
func (r Reply) Or(d Reply) Reply {
	return Reply{
		or(r.Bearer, d.Bearer), or(r.RefreshToken, d.RefreshToken), or(r.ExpiresIn, d.ExpiresIn),
		or(r.RefreshExpires, d.RefreshExpires), or(r.TokenType, d.TokenType),
	}
}

// Redirect says where the browser may come back to.
type Redirect struct {
	// URI is used as written when set; https means the person pastes the
	// address they landed on. Otherwise a loopback URI is built from the rest.
	URI  string `json:"uri,omitempty" toml:"uri,omitempty"`
	Host string `json:"host,omitempty" toml:"host,omitempty"` // 127.0.0.1; "localhost" where a server insists
	Port int    `json:"port,omitempty" toml:"port,omitempty"` // 0: any free one
	Path string `json:"path,omitempty" toml:"path,omitempty"` // /callback
}

// Lifetimes are what a provider documents, for replies that do not say.
// Seconds; 0 means undocumented.
type Lifetimes struct {
	Token   int `json:"token,omitempty" toml:"token,omitempty"`
	Refresh int `json:"refresh,omitempty" toml:"refresh,omitempty"`
}

// RateLimit names the headers that say when to come again, beside Retry-After.
type RateLimit struct {
	RetryAfter string `json:"retry_after,omitempty" toml:"retry_after,omitempty"` // seconds
	Reset      string `json:"reset,omitempty" toml:"reset,omitempty"`             // epoch seconds
}

// Protocol says everything that a request to a server needs to know. A zero
// field means what RFC 6749 says. Protocol values are immutable once shared.
type Protocol struct {
	Issuer     string     `json:"issuer,omitempty" toml:"issuer,omitempty"` // discovery: OIDC or RFC 8414
	Endpoints  Endpoints  `json:"endpoints,omitzero" toml:"endpoints,omitempty"`
	ClientAuth ClientAuth `json:"client_auth,omitempty" toml:"client_auth,omitempty"`
	// RawBasic sends Basic credentials without the form encoding of RFC 6749 2.3.1.
	RawBasic   *bool               `json:"raw_basic,omitempty" toml:"raw_basic,omitempty"`
	Body       Body                `json:"body,omitempty" toml:"body,omitempty"`
	ScopeStyle ScopeStyle          `json:"scope_style,omitempty" toml:"scope_style,omitempty"`
	GrantType  string              `json:"grant_type,omitempty" toml:"grant_type,omitempty"` // sent instead of the grant's own
	Steps      map[Step]StepFields `json:"steps,omitempty" toml:"steps,omitempty"`
	Reply      Reply               `json:"reply,omitzero" toml:"reply,omitempty"`
	Renewal    Renewal             `json:"renewal,omitzero" toml:"renewal,omitempty"`
	Redirect   Redirect            `json:"redirect,omitzero" toml:"redirect,omitempty"`
	Lifetimes  Lifetimes           `json:"lifetimes,omitzero" toml:"lifetimes,omitempty"`
	MinValid   int                 `json:"min_valid,omitempty" toml:"min_valid,omitempty"` // seconds
	RateLimit  RateLimit           `json:"rate_limit,omitzero" toml:"rate_limit,omitempty"`
}

// With returns p with every field that over sets replaced; steps merge by
// field name.
func (p Protocol) With(over Protocol) Protocol {
	p.Issuer = or(over.Issuer, p.Issuer)
	p.Endpoints = over.Endpoints.Or(p.Endpoints)
	p.ClientAuth = or(over.ClientAuth, p.ClientAuth)
	p.RawBasic = or(over.RawBasic, p.RawBasic)
	p.Body = or(over.Body, p.Body)
	p.ScopeStyle = or(over.ScopeStyle, p.ScopeStyle)
	p.GrantType = or(over.GrantType, p.GrantType)
	p.Steps = mergeSteps(p.Steps, over.Steps)
	p.Reply = over.Reply.Or(p.Reply)
	p.Renewal = Renewal{
		GrantType:  or(over.Renewal.GrantType, p.Renewal.GrantType),
		TokenField: or(over.Renewal.TokenField, p.Renewal.TokenField),
		Body:       or(over.Renewal.Body, p.Renewal.Body),
		ClientAuth: or(over.Renewal.ClientAuth, p.Renewal.ClientAuth),
		ScopeStyle: or(over.Renewal.ScopeStyle, p.Renewal.ScopeStyle),
		Reply:      over.Renewal.Reply.Or(p.Renewal.Reply),
	}
	p.Redirect = Redirect{
		URI: or(over.Redirect.URI, p.Redirect.URI), Host: or(over.Redirect.Host, p.Redirect.Host),
		Port: or(over.Redirect.Port, p.Redirect.Port), Path: or(over.Redirect.Path, p.Redirect.Path),
	}
	p.Lifetimes = Lifetimes{or(over.Lifetimes.Token, p.Lifetimes.Token), or(over.Lifetimes.Refresh, p.Lifetimes.Refresh)}
	p.MinValid = or(over.MinValid, p.MinValid)
	p.RateLimit = RateLimit{or(over.RateLimit.RetryAfter, p.RateLimit.RetryAfter), or(over.RateLimit.Reset, p.RateLimit.Reset)}
	return p
}

func mergeSteps(base, over map[Step]StepFields) map[Step]StepFields {
	if len(over) == 0 {
		return base
	}
	merged := maps.Clone(base)
	if merged == nil {
		merged = map[Step]StepFields{}
	}
	for step, f := range over {
		merged[step] = StepFields{
			Params:  mergeMaps(merged[step].Params, f.Params),
			Headers: mergeMaps(merged[step].Headers, f.Headers),
		}
	}
	return merged
}

func mergeMaps(base, over map[string]string) map[string]string {
	if len(over) == 0 {
		return base
	}
	merged := maps.Clone(base)
	if merged == nil {
		merged = map[string]string{}
	}
	maps.Copy(merged, over)
	return merged
}

// Provider is one entry of the catalogue: a Protocol with a face.
type Provider struct {
	ID            string      `json:"id"`
	Name          string      `json:"name"`
	Documentation string      `json:"documentation,omitempty"`
	Mark          string      `json:"mark,omitempty"`  // one to three letters
	Color         string      `json:"color,omitempty"` // #rrggbb
	Register      string      `json:"register,omitempty"`
	Grants        []GrantType `json:"grants,omitempty"` // offered; the first is the default
	Scopes        []string    `json:"scopes,omitempty"` // asked for by default
	Protocol      Protocol    `json:"protocol"`
	// PerGrant overrides Protocol for single grants.
	PerGrant map[GrantType]Protocol `json:"per_grant,omitempty"`
}

// Providers finds definitions by ID; package auth/catalog implements it.
type Providers interface {
	Provider(id string) (Provider, bool)
}

// Metadata is what a server says of itself by discovery.
type Metadata struct {
	Issuer       string    `json:"issuer,omitempty"`
	Endpoints    Endpoints `json:"endpoints,omitzero"`
	IssParameter bool      `json:"iss_parameter,omitempty"` // RFC 9207
	RequirePAR   bool      `json:"require_par,omitempty"`   // RFC 9126
	ClientAuths  []string  `json:"client_auths,omitempty"`
	FetchedAt    time.Time `json:"fetched_at,omitzero"`
	// Grants and Scopes are what it offers, where it says so; they are not kept.
	Grants []string `json:"-"`
	Scopes []string `json:"-"`
}

// or returns the first of two values that is not zero.
func or[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}
