package format

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/google/go-cmp/cmp"
)

// nasty is a legal bearer that a careless line would run.
const nasty = `-n'"$(touch x)` + "`id`" + `;&|<>*? !! ~ %s {{.}} ${x} \`

func token(value string) auth.Token {
	return auth.Token{Account: "work", Value: auth.NewSecret(value), Type: "Bearer", ObtainedAt: time.Unix(0, 0), ExpirySource: auth.ExpiryUnknown}
}

func TestFormats(t *testing.T) {
	for name, want := range map[string]string{
		"": "ACCESS", "raw": "ACCESS", "header": "Authorization: Bearer ACCESS",
		"curl":       `curl -H 'Authorization: Bearer ACCESS'`,
		"httpie":     `http --auth-type=bearer --auth='ACCESS'`,
		"powershell": `Invoke-RestMethod -Headers @{ Authorization = 'Bearer ACCESS' }`,
		"python":     `requests.get(url, headers={"Authorization": "Bearer ACCESS"})`,
		"fetch":      `fetch(url, { headers: { Authorization: "Bearer ACCESS" } })`,
		"env":        "TOKEN=ACCESS",
		"postman": `{
  "name": "work",
  "values": [
    {
      "key": "token",
      "value": "ACCESS",
      "type": "secret",
      "enabled": true
    }
  ],
  "_postman_variable_scope": "environment"
}`,
		"json": `{"account":"work","token":"ACCESS","token_type":"Bearer","obtained_at":"1970-01-01T00:00:00Z","expires_at":null,"expiry_source":"unknown","scopes":[]}`,
	} {
		got, err := Formats{}.Token(token("ACCESS"), name)
		if err != nil || got.Reveal() != want {
			t.Errorf("%s: %q, %v", name, got.Reveal(), err)
		}
	}
}

func TestUnknownFormatNamesTheKnownOnes(t *testing.T) {
	_, err := Formats{}.Token(token("ACCESS"), "../x")
	if err == nil || strings.Contains(err.Error(), "ACCESS") || !strings.Contains(err.Error(), strings.Join(Names(), ", ")) {
		t.Errorf("got %v", err)
	}
}

func TestJSONFormatsHoldAnyToken(t *testing.T) {
	for name, find := range map[string]func(map[string]any) any{
		"json":    func(m map[string]any) any { return m["token"] },
		"postman": func(m map[string]any) any { return m["values"].([]any)[0].(map[string]any)["value"] },
	} {
		s, err := Formats{}.Token(token(nasty), name)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal([]byte(s.Reveal()), &got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(any(nasty), find(got)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
