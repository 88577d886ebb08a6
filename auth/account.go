package auth

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// AccountID names an account for ever: 128 random bits in hex. It is safe as a
// file name and is never shown as a name.
type AccountID string

// NewAccountID draws a fresh ID.
func NewAccountID() AccountID {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails (Go 1.24)
	return AccountID(hex.EncodeToString(b[:]))
}

// Valid reports whether the ID has the form NewAccountID gives.
func (id AccountID) Valid() bool {
	b, err := hex.DecodeString(string(id))
	return err == nil && len(b) == 16 && strings.ToLower(string(id)) == string(id)
}

// Account is one linked account: who asks, at which provider, for what. It
// holds no secret; those are in Credentials and Grant.
type Account struct {
	ID         AccountID `json:"id"`
	Name       string    `json:"name"`
	Provider   string    `json:"provider,omitempty"` // catalogue ID; "" when the endpoints are the account's own
	Grant      GrantType `json:"grant"`
	ClientID   string    `json:"client_id,omitempty"`
	Scopes     []string  `json:"scopes,omitempty"` // asked for
	Audience   string    `json:"audience,omitempty"`
	Resources  []string  `json:"resources,omitempty"` // RFC 8707
	Username   string    `json:"username,omitempty"`
	Tags       []string  `json:"tags,omitempty"` // prod, staging, dev, or one's own
	RenewAhead bool      `json:"renew_ahead,omitempty"`
	// KeepFresh is how long a copied token stays on the clipboard and is
	// replaced there by its successors; 0 for not at all.
	KeepFresh time.Duration `json:"keep_fresh_ns,omitempty"`
	// KeepPassword keeps the password of a password grant in the vault.
	KeepPassword bool `json:"keep_password,omitempty"`
	// Source is the account a token exchange starts from (RFC 8693).
	Source AccountID `json:"source,omitempty"`
	// CA and Certificate are PEM texts; Proxy is a URL. All optional.
	CA          string `json:"ca,omitempty"`
	Certificate string `json:"certificate,omitempty"`
	Proxy       string `json:"proxy,omitempty"`
	// Protocol overrides what the provider's definition says, field by field.
	Protocol  Protocol  `json:"protocol,omitzero"`
	CreatedAt time.Time `json:"created_at,omitzero"`
}

// Credentials are what an account proves itself with.
type Credentials struct {
	ClientSecret   Secret
	Password       Secret // only with Account.KeepPassword
	PrivateKey     Secret // PEM, for private_key_jwt (RFC 7523)
	CertificateKey Secret // PEM, for mutual TLS (RFC 8705)
	// Origins are the scheme://host:port these were entered for. They are sent
	// nowhere else (requirement 83).
	Origins []string
}

// IsZero reports whether there is no credential at all.
func (c Credentials) IsZero() bool {
	return c.ClientSecret.IsZero() && c.Password.IsZero() && c.PrivateKey.IsZero() && c.CertificateKey.IsZero()
}

// maxKeepFresh bounds KeepFresh: a working day and its evening.
const maxKeepFresh = 24 * time.Hour

// maxNameLen bounds an account name, in characters.
const maxNameLen = 200

// CheckName says what is wrong with an account name, or nil. A name is one
// line of visible text; it never becomes a path.
func CheckName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return errors.New("an account needs a name")
	case name != strings.TrimSpace(name):
		return errors.New("an account name does not start or end with a space")
	case !utf8.ValidString(name) || Clean(name, len(name)) != name:
		return errors.New("an account name is plain text without control or invisible characters")
	case utf8.RuneCountInString(name) > maxNameLen:
		return fmt.Errorf("an account name has at most %d characters", maxNameLen)
	case strings.HasPrefix(name, "-"):
		return errors.New("an account name does not start with a dash")
	}
	return nil
}

// FoldName makes names equal that are the same account's: those that
// strings.EqualFold calls equal.
func FoldName(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, name)
}
