package cli

import (
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
)

// A table is straight on a terminal, whatever a name is written in.
func TestColumnsAreStraight(t *testing.T) {
	for _, name := range []string{"work", "\U0001f680 rocket", "仕事用", "회사", "u\u0308ni", "Ａpi", "データ"} {
		var b strings.Builder
		if err := printColumns(&b, [][]string{{"a longer one than all", "|"}, {name, "|"}}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(b.String(), "\n")
		if got := strings.Count(lines[1], " "); got != len("a longer one than all")+2-taken[name]+strings.Count(name, " ") {
			t.Errorf("%q is followed by %d spaces: %q", name, got, lines[1])
		}
	}
}

// taken is how many columns a terminal takes for a name.
var taken = map[string]int{"work": 4, "\U0001f680 rocket": 9, "仕事用": 6, "회사": 4, "u\u0308ni": 3, "Ａpi": 4, "データ": 6}

// A failure in the history reads as one.
func TestFailuresOfTheHistory(t *testing.T) {
	for want, e := range map[string]auth.Event{
		"ok":                                  {OK: true},
		"failed: invalid_grant":               {Code: "invalid_grant"},
		"failed: it is out of order (500)":    {Detail: "it is out of order (500)"},
		"failed: invalid_client who are you?": {Code: "invalid_client", Detail: "who are you?"},
	} {
		if got := result(e); got != want {
			t.Errorf("%+v: %q, want %q", e, got, want)
		}
	}
}
