// Package share is what accounts look like in a file that goes to another
// computer or person: how it is written, strictly read, and judged before
// anything of it is taken in. docs/formats.md describes the file.
//
// The package must never write a secret anywhere but into an encrypted text,
// never reach the network, never change an account that is there, and never
// make a path of a name that it read.
package share

import (
	"time"

	"github.com/authfob/authfob/auth"
)

// What a file begins with.
const (
	formatName    = "authfob-accounts"
	formatVersion = 1
)

// Bounds of a file. (requirement 85)
const (
	MaxSize     = 10 << 20 // bytes, encrypted or not
	MaxAccounts = 10_000
	maxPEM      = 1 << 20   // bytes of a certificate file
	maxToken    = 256 << 10 // bytes (requirement 20)
)

// file is a file as it is written.
type file struct {
	Format   string    `json:"format"`
	Version  int       `json:"version"`
	Accounts []account `json:"accounts"`
	// Providers are definitions of one's own that the accounts use: TOML texts by ID.
	Providers map[string]string `json:"providers,omitempty"`
}

// account is an account as it is written. Its ID stays here: the account that
// is made of it gets a new one.
type account struct {
	Name         string         `json:"name"`
	Provider     string         `json:"provider,omitempty"`
	Grant        auth.GrantType `json:"grant"`
	ClientID     string         `json:"client_id,omitempty"`
	Scopes       []string       `json:"scopes,omitempty"`
	Audience     string         `json:"audience,omitempty"`
	Resources    []string       `json:"resources,omitempty"`
	Username     string         `json:"username,omitempty"`
	Tags         []string       `json:"tags,omitempty"`
	RenewAhead   bool           `json:"renew_ahead,omitempty"`
	KeepFresh    time.Duration  `json:"keep_fresh_ns,omitempty"`
	KeepPassword bool           `json:"keep_password,omitempty"`
	Source       string         `json:"source,omitempty"` // the name of another account of the file
	CA           string         `json:"ca,omitempty"`
	Certificate  string         `json:"certificate,omitempty"`
	Proxy        string         `json:"proxy,omitempty"`
	Protocol     auth.Protocol  `json:"protocol,omitzero"`
	CreatedAt    time.Time      `json:"created_at,omitzero"`
	Metadata     auth.Metadata  `json:"metadata,omitzero"` // what discovery found
	Secrets      *secrets       `json:"secrets,omitempty"` // in encrypted files only
	Tokens       *tokens        `json:"tokens,omitempty"`  // in encrypted files only
}

type secrets struct {
	ClientSecret   string   `json:"client_secret,omitempty"`
	Password       string   `json:"password,omitempty"`
	PrivateKey     string   `json:"private_key,omitempty"`
	CertificateKey string   `json:"certificate_key,omitempty"`
	Origins        []string `json:"origins,omitempty"`
}

type tokens struct {
	Access           string            `json:"access_token,omitempty"`
	Refresh          string            `json:"refresh_token,omitempty"`
	ID               string            `json:"id_token,omitempty"`
	Fields           map[string]string `json:"fields,omitempty"`
	TokenType        string            `json:"token_type,omitempty"`
	Scopes           []string          `json:"scopes,omitempty"`
	Bearer           string            `json:"bearer,omitempty"`
	ObtainedAt       time.Time         `json:"obtained_at,omitzero"`
	ExpiresAt        time.Time         `json:"expires_at,omitzero"`
	ExpirySource     auth.ExpirySource `json:"expiry_source,omitempty"`
	RefreshExpiresAt time.Time         `json:"refresh_expires_at,omitzero"`
	Issuer           string            `json:"issuer,omitempty"`
	Subject          string            `json:"subject,omitempty"`
	Skew             time.Duration     `json:"skew_ns,omitempty"`
	Notices          []string          `json:"notices,omitempty"`
}

// settings is the part of a record that is no secret.
func settings(r auth.Record) account {
	a := r.Account
	return account{
		Name: a.Name, Provider: a.Provider, Grant: a.Grant, ClientID: a.ClientID, Scopes: a.Scopes,
		Audience: a.Audience, Resources: a.Resources, Username: a.Username, Tags: a.Tags,
		RenewAhead: a.RenewAhead, KeepFresh: a.KeepFresh, KeepPassword: a.KeepPassword,
		CA: a.CA, Certificate: a.Certificate, Proxy: a.Proxy,
		Protocol: a.Protocol, CreatedAt: a.CreatedAt, Metadata: r.Metadata,
	}
}

// record is the account under a fresh ID. Its source is linked later.
func (a account) record() auth.Record {
	r := auth.Record{
		Account: auth.Account{
			ID:   auth.NewAccountID(),
			Name: a.Name, Provider: a.Provider, Grant: a.Grant, ClientID: a.ClientID, Scopes: a.Scopes,
			Audience: a.Audience, Resources: a.Resources, Username: a.Username, Tags: a.Tags,
			RenewAhead: a.RenewAhead, KeepFresh: a.KeepFresh, KeepPassword: a.KeepPassword,
			CA: a.CA, Certificate: a.Certificate, Proxy: a.Proxy,
			Protocol: a.Protocol, CreatedAt: a.CreatedAt.UTC(),
		},
		Metadata: a.Metadata,
	}
	r.Metadata.FetchedAt = a.Metadata.FetchedAt.UTC()
	if a.Secrets != nil {
		r.Credentials = a.Secrets.credentials()
	}
	if a.Tokens != nil {
		r.Grant = a.Tokens.grant()
	}
	return r
}
