package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/authfob/authfob/auth"
)

// known are the words of the format, for proposing the right one.
var known = []string{
	"format", "name", "documentation", "mark", "color", "register", "grants", "scopes", "protocol", "per_grant",
	"issuer", "endpoints", "client_auth", "raw_basic", "body", "scope_style", "grant_type", "steps", "reply", "renewal",
	"redirect", "lifetimes", "min_valid", "rate_limit", "authorize", "token", "renew", "revoke", "device", "userinfo",
	"introspect", "par", "jwks", "params", "headers", "token_field", "bearer", "refresh_token", "expires_in",
	"refresh_expires", "token_type", "uri", "host", "port", "path", "refresh", "retry_after", "reset",
}

// unknownKey names a key that the format does not have, and the nearest that it has.
func unknownKey(text string, key toml.Key) *Error {
	word := key[len(key)-1]
	hint := "remove it, or see docs/providers.md for the keys there are"
	switch near := auth.Near(strings.ReplaceAll(word, "-", "_"), known); near {
	case "":
	case word:
		hint = auth.Clean(word, 80) + " belongs into another table; see docs/providers.md"
	default:
		hint = "did you mean " + near + "?"
	}
	return &Error{lineOf(text, key), fmt.Sprintf("there is no key %s here; %s", auth.Clean(key.String(), 200), hint)}
}

// lineOf finds the line that sets key, or the nearest table above it; 0 when
// there is none. The TOML library keeps no positions.
func lineOf(text string, key []string) int {
	lines := strings.Split(text, "\n")
	for ; len(key) > 0; key = key[:len(key)-1] {
		var table []string
		for i, line := range lines {
			line = strings.TrimSpace(line)
			if name, ok := strings.CutPrefix(line, "["); ok {
				table = splitKey(strings.Trim(strings.SplitN(name, "]", 2)[0], "["))
				if slices.Equal(table, key) {
					return i + 1
				}
				continue
			}
			if name, _, ok := strings.Cut(line, "="); ok && slices.Equal(slices.Concat(table, splitKey(name)), key) {
				return i + 1
			}
		}
	}
	return 0
}

// splitKey takes a dotted key apart; dots within quotes stay.
func splitKey(s string) []string {
	var parts []string
	var part strings.Builder
	quote := rune(0)
	for _, r := range s {
		switch {
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		case r == quote:
			quote = 0
		case r == '.' && quote == 0:
			parts = append(parts, strings.TrimSpace(part.String()))
			part.Reset()
		default:
			part.WriteRune(r)
		}
	}
	return append(parts, strings.TrimSpace(part.String()))
}
