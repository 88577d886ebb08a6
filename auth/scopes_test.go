package auth

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitScopes(t *testing.T) {
	for text, want := range map[string][]string{
		"":                           {},
		" , ":                        {},
		"openid  email\n":            {"openid", "email"},
		"openid, profile, email":     {"openid", "profile", "email"},
		"read,activity:read_all":     {"read,activity:read_all"},
		"a b a c b":                  {"a", "b", "c"},
		"https://api.example/.read,": {"https://api.example/.read"},
	} {
		if diff := cmp.Diff(want, SplitScopes(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
