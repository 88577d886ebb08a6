package auth

import (
	"slices"
	"strings"
)

// SplitScopes reads scopes as a person writes them: between spaces, each once. A
// comma at a word's end is of the list; one inside is of the scope, as some
// servers have them. (RFC 6749 3.3)
func SplitScopes(text string) []string {
	scopes := []string{}
	for _, s := range strings.Fields(text) {
		if s = strings.TrimRight(s, ","); s != "" && !slices.Contains(scopes, s) {
			scopes = append(scopes, s)
		}
	}
	return scopes
}
