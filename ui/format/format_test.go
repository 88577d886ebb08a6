package format

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// nasty is a legal bearer that a careless shell line would run.
const nasty = `-n'"$(touch x)` + "`id`" + `;&|<>*? \`

func token(value string) auth.Token {
	return auth.Token{Account: "work", Value: auth.NewSecret(value), Type: "Bearer", ObtainedAt: time.Unix(0, 0), ExpirySource: auth.ExpiryUnknown}
}

func TestFormats(t *testing.T) {
	for name, want := range map[string]string{
		"": "ACCESS", "raw": "ACCESS", "header": "Authorization: Bearer ACCESS", "curl": "curl -H 'Authorization: Bearer ACCESS'", "env": "TOKEN='ACCESS'",
	} {
		got, err := Token(token("ACCESS"), name)
		if err != nil || got.Reveal() != want {
			t.Errorf("%s: %q, %v", name, got.Reveal(), err)
		}
	}
	if _, err := Token(token("ACCESS"), "nope"); err == nil || strings.Contains(err.Error(), "ACCESS") {
		t.Errorf("an unknown format gives %v", err)
	}
}

func TestShellQuotingAgainstARealShell(t *testing.T) {
	for _, tt := range []struct{ format, script string }{
		{"env", "LINE\nprintf %s \"$TOKEN\""},
		{"curl", "curl() { printf %s \"${2#Authorization: Bearer }\"; }\nLINE"},
	} {
		line, err := Token(token(nasty), tt.format)
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("sh", "-c", strings.Replace(tt.script, "LINE", line.Reveal(), 1)).Output()
		if err != nil || string(out) != nasty {
			t.Errorf("%s: the shell got %q (%v)", tt.format, out, err)
		}
	}
}

func TestJSON(t *testing.T) {
	s, err := Token(token(nasty), "json")
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(s.Reveal()), &got); err != nil {
		t.Fatal(err)
	}
	if got["token"] != nasty || got["expires_at"] != nil || got["obtained_at"] != "1970-01-01T00:00:00Z" || len(got) != 7 {
		t.Errorf("got %v", got)
	}
}
