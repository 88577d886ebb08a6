package format

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// builtIn are the formats that everybody has, in the order they are offered.
// Commands end where the address goes. docs/copy-formats.md shows them.
var builtIn = []struct {
	name  string
	write func(values) (string, error)
}{
	{"raw", func(v values) (string, error) { return v.Token, nil }},
	{"header", func(v values) (string, error) { return header(v), nil }},
	{"curl", func(v values) (string, error) { return around("curl -H ", Sh, header(v), "") }},
	{"httpie", func(v values) (string, error) { return around("http --auth-type=bearer --auth=", Sh, v.Token, "") }},
	{"powershell", func(v values) (string, error) {
		return around("Invoke-RestMethod -Headers @{ Authorization = ", PowerShell, bearer(v), " }")
	}},
	{"python", func(v values) (string, error) {
		return around(`requests.get(url, headers={"Authorization": `, python, bearer(v), "})")
	}},
	{"fetch", func(v values) (string, error) {
		return around("fetch(url, { headers: { Authorization: ", js, bearer(v), " } })")
	}},
	{"env", env},
	{"postman", postman},
	{"json", asJSON},
}

func bearer(v values) string { return "Bearer " + v.Token }
func header(v values) string { return "Authorization: " + bearer(v) }

// around writes a quoted value between two texts.
func around(before string, quote func(string) (string, error), value, after string) (string, error) {
	q, err := quote(value)
	return before + q + after, err
}

// plainInEnv are the characters that every reader of .env files takes as they
// are. Docker keeps quotes as part of the value, so there are none around these.
const plainInEnv = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+/=-"

// errEnv is why there is no line of a .env file.
var errEnv = errors.New("the readers of .env files do not agree on a token with an apostrophe beside one of \" $ ` \\, or with a \\ at its end: copy the token alone")

// env writes the line so that a shell and the readers of .env files take it for
// the same: single quotes where the token has none, else double ones where it has
// nothing that is special between those.
func env(v values) (string, error) {
	switch {
	case strings.Trim(v.Token, plainInEnv) == "":
		return "TOKEN=" + v.Token, nil
	case strings.HasSuffix(v.Token, `\`): // some take it for the quote's
	case !strings.Contains(v.Token, "'"):
		return "TOKEN='" + v.Token + "'", nil
	case !strings.ContainsAny(v.Token, "\"$`\\"):
		return `TOKEN="` + v.Token + `"`, nil
	}
	return "", errEnv
}

// postman writes an environment that Postman imports; the value is of its
// secret type, which it masks.
func postman(v values) (string, error) {
	type variable struct {
		Key     string `json:"key"`
		Value   string `json:"value"`
		Type    string `json:"type"`
		Enabled bool   `json:"enabled"`
	}
	b, err := json.MarshalIndent(struct {
		Name   string     `json:"name"`
		Values []variable `json:"values"`
		Scope  string     `json:"_postman_variable_scope"`
	}{v.Account, []variable{{"token", v.Token, "secret", true}}, "environment"}, "", "  ")
	return string(b), err
}

func asJSON(v values) (string, error) {
	b, err := json.Marshal(struct {
		Account      string            `json:"account"`
		Token        string            `json:"token"`
		TokenType    string            `json:"token_type"`
		ObtainedAt   time.Time         `json:"obtained_at"`
		ExpiresAt    *time.Time        `json:"expires_at"`
		ExpirySource auth.ExpirySource `json:"expiry_source"`
		Scopes       []string          `json:"scopes"`
	}{v.Account, v.Token, v.Type, v.obtained, Instant(v.expires), v.source, v.Scopes})
	return string(b), err
}
