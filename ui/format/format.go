// Package format writes a token the way another program wants to read it: as
// it is, as a header, as a curl command. It decides nothing about which token.
package format

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// formats are the known ones, in the order they are offered.
var formats = []struct {
	name  string
	write func(auth.Token) (string, error)
}{
	{"raw", func(t auth.Token) (string, error) { return t.Value.Reveal(), nil }},
	{"header", func(t auth.Token) (string, error) { return header(t), nil }},
	{"curl", func(t auth.Token) (string, error) { return "curl -H " + quoteShell(header(t)), nil }},
	{"json", asJSON},
	{"env", func(t auth.Token) (string, error) { return "TOKEN=" + quoteShell(t.Value.Reveal()), nil }},
}

// Names lists the formats; the first is the default.
func Names() []string {
	names := make([]string, 0, len(formats))
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// Token writes t in the format called name; "" means raw. The result is as
// secret as the token.
func Token(t auth.Token, name string) (auth.Secret, error) {
	if name == "" {
		name = formats[0].name
	}
	for _, f := range formats {
		if f.name == name {
			s, err := f.write(t)
			return auth.NewSecret(s), err
		}
	}
	return auth.Secret{}, &auth.InputError{Field: "format", Text: fmt.Sprintf("%q is none of %s", auth.Clean(name, 40), strings.Join(Names(), ", "))}
}

func header(t auth.Token) string { return "Authorization: Bearer " + t.Value.Reveal() }

// quoteShell makes s one word of a POSIX shell, whatever is in it.
func quoteShell(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func asJSON(t auth.Token) (string, error) {
	b, err := json.Marshal(struct {
		Account      string            `json:"account"`
		Token        string            `json:"token"`
		TokenType    string            `json:"token_type"`
		ObtainedAt   time.Time         `json:"obtained_at"`
		ExpiresAt    *time.Time        `json:"expires_at"`
		ExpirySource auth.ExpirySource `json:"expiry_source"`
		Scopes       []string          `json:"scopes"`
	}{t.Account, t.Value.Reveal(), t.Type, t.ObtainedAt.UTC(), Instant(t.ExpiresAt), t.ExpirySource, NonNil(t.Scopes)})
	return string(b), err
}

// Instant writes an instant for JSON: UTC, nil when unknown.
func Instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// NonNil makes an absent list an empty one, so that JSON shows [] and not null.
func NonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return slices.Clone(list)
}
