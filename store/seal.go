package store

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/authfob/authfob/auth"
)

// The types here mirror those of package auth that hold secrets, which do not
// marshal themselves. This is the store's one file with Reveal.

type sealedRecord struct {
	Account     auth.Account      `json:"account"`
	Credentials sealedCredentials `json:"credentials,omitzero"`
	Metadata    auth.Metadata     `json:"metadata,omitzero"`
	Grant       sealedGrant       `json:"grant,omitzero"`
	Trouble     *auth.Trouble     `json:"trouble,omitempty"`
	History     []auth.Event      `json:"history,omitempty"`
	CallOrigins []string          `json:"call_origins,omitempty"`
	Gen         uint64            `json:"gen"`
	Older       bool              `json:"older,omitempty"`
}

type sealedCredentials struct {
	ClientSecret   string   `json:"client_secret,omitempty"`
	Password       string   `json:"password,omitempty"`
	PrivateKey     string   `json:"private_key,omitempty"`
	CertificateKey string   `json:"certificate_key,omitempty"`
	Origins        []string `json:"origins,omitempty"`
}

type sealedGrant struct {
	Access           string            `json:"access,omitempty"`
	Refresh          string            `json:"refresh,omitempty"`
	ID               string            `json:"id,omitempty"`
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
	Skew             time.Duration     `json:"skew,omitempty"`
	Notices          []string          `json:"notices,omitempty"`
}

// sealedJSON is the plain text of a record; the caller seals and clears it.
func sealedJSON(r auth.Record) ([]byte, error) {
	c, g := r.Credentials, r.Grant
	s := sealedRecord{
		Account: r.Account, Metadata: r.Metadata, Trouble: r.Trouble, History: r.History, CallOrigins: r.CallOrigins, Gen: r.Gen, Older: r.Older,
		Credentials: sealedCredentials{
			ClientSecret: c.ClientSecret.Reveal(), Password: c.Password.Reveal(),
			PrivateKey: c.PrivateKey.Reveal(), CertificateKey: c.CertificateKey.Reveal(), Origins: c.Origins,
		},
		Grant: sealedGrant{
			Access: g.Access.Reveal(), Refresh: g.Refresh.Reveal(), ID: g.ID.Reveal(),
			TokenType: g.TokenType, Scopes: g.Scopes, Bearer: g.Bearer, ObtainedAt: g.ObtainedAt,
			ExpiresAt: g.ExpiresAt, ExpirySource: g.ExpirySource, RefreshExpiresAt: g.RefreshExpiresAt,
			Issuer: g.Issuer, Subject: g.Subject, Skew: g.Skew, Notices: g.Notices,
		},
	}
	if len(g.Fields) > 0 {
		s.Grant.Fields = make(map[string]string, len(g.Fields))
		for name, v := range g.Fields {
			s.Grant.Fields[name] = v.Reveal()
		}
	}
	return json.Marshal(s)
}

func openJSON(text []byte) (auth.Record, error) {
	var s sealedRecord
	if err := json.Unmarshal(text, &s); err != nil {
		return auth.Record{}, err
	}
	c, g := s.Credentials, s.Grant
	r := auth.Record{
		Account: s.Account, Metadata: s.Metadata, Trouble: s.Trouble, History: s.History, CallOrigins: s.CallOrigins, Gen: s.Gen, Older: s.Older,
		Credentials: auth.Credentials{
			ClientSecret: auth.NewSecret(c.ClientSecret), Password: auth.NewSecret(c.Password),
			PrivateKey: auth.NewSecret(c.PrivateKey), CertificateKey: auth.NewSecret(c.CertificateKey), Origins: c.Origins,
		},
		Grant: auth.Grant{
			Access: auth.NewSecret(g.Access), Refresh: auth.NewSecret(g.Refresh), ID: auth.NewSecret(g.ID),
			TokenType: g.TokenType, Scopes: g.Scopes, Bearer: g.Bearer, ObtainedAt: g.ObtainedAt,
			ExpiresAt: g.ExpiresAt, ExpirySource: g.ExpirySource, RefreshExpiresAt: g.RefreshExpiresAt,
			Issuer: g.Issuer, Subject: g.Subject, Skew: g.Skew, Notices: g.Notices,
		},
	}
	if len(g.Fields) > 0 {
		r.Grant.Fields = make(map[string]auth.Secret, len(g.Fields))
		for name, v := range g.Fields {
			r.Grant.Fields[name] = auth.NewSecret(v)
		}
	}
	return r, nil
}

// passphraseBytes, codeText and handedKey let the secrets that are keys out to
// be used.

func passphraseBytes(s auth.Secret) []byte { return []byte(s.Reveal()) }

func codeText(s auth.Secret) string { return s.Reveal() }

func handedKey(s auth.Secret) ([32]byte, error) { return parseKey([]byte(s.Reveal())) }

func keyText(key [32]byte) auth.Secret {
	return auth.NewSecret(base64.StdEncoding.EncodeToString(key[:]))
}
