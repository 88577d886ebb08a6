package loopback

import (
	"errors"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
)

func TestReadPaste(t *testing.T) {
	const home = "https://redirect.configured.for.client"
	good := "code=CODE&state=" + state
	tests := []struct {
		name, text, redirect, code, says string
		over                             bool
	}{
		{name: "address", text: home + "/?" + good, code: "CODE"},
		{name: "address without a slash", text: home + "?" + good, code: "CODE"},
		{name: "in quotes, with spaces", text: "  \"" + home + "?" + good + "\"\n", code: "CODE"},
		{name: "with a fragment", text: home + "?" + good + "#_=_", code: "CODE"},
		{name: "default port", text: "https://redirect.configured.for.client:443/?" + good, code: "CODE"},
		{name: "host in capitals", text: "HTTPS://Redirect.Configured.For.Client/?" + good, code: "CODE"},
		{name: "redirect URI with a query", text: home + "/cb?a=b&" + good, redirect: home + "/cb?a=b", code: "CODE"},
		{name: "query", text: "?" + good, code: "CODE"},
		{name: "query without the mark", text: "state=" + state + "&code=CODE", code: "CODE"},
		{name: "without the scheme", text: "Redirect.configured.for.client/?" + good, code: "CODE"},
		{name: "without scheme and slash", text: "redirect.configured.for.client?" + good, code: "CODE"},
		{name: "query with an issuer", text: "iss=https%3A%2F%2Fas.example&" + good, code: "CODE"},
		{name: "code", text: "CODE_1", code: "CODE_1"},
		{name: "code with padding", text: "Q09ERQ==", code: "Q09ERQ=="},
		{name: "code out of an address", text: "4%2F0AbC", code: "4/0AbC"},
		{name: "own scheme", text: "com.example.app://cb?" + good, redirect: "com.example.app://cb", code: "CODE"},

		{name: "nothing", text: " ", says: "nothing was pasted"},
		{name: "a sentence", text: "it did not work", says: "neither an address nor a code"},
		{name: "other host", text: "https://evil.example/?" + good, says: "that address is at https://evil.example, but the answer comes to " + home},
		{name: "plain http", text: "http://redirect.configured.for.client/?" + good, says: "is at http://redirect.configured.for.client"},
		{name: "other host, without the scheme", text: "evil.example:8443/cb?" + good, says: "that address is at https://evil.example:8443, but"},
		{name: "half an address, without the scheme", text: "redirect.configured.for.cli", says: "that address is at https://redirect.configured.for.cli, but"},
		{name: "no answer, without the scheme", text: "redirect.configured.for.client/", says: "no answer in it"},
		{name: "other path", text: home + "/login?" + good, says: "another page"},
		{name: "sign-in page", text: "https://as.example/authorize?response_type=code&state=" + state, says: "the sign-in page itself"},
		{name: "no answer in it", text: home + "/", says: "no answer in it"},
		{name: "no state", text: home + "/?code=CODE", says: "has no state"},
		{name: "other sign-in", text: home + "/?code=CODE&state=old", says: "another sign-in"},
		{name: "damaged", text: home + "/?" + good + "&x=%zz", says: "damaged"},
		{name: "broken in two", text: home + "/?code=CO DE", says: "not a complete address"},
		{name: "too long", text: strings.Repeat("x", maxPaste+1), says: "too long"},
		{name: "refused", text: home + "/?error=access_denied&state=" + state, says: "access_denied", over: true},
		{name: "wrong issuer", text: home + "/?" + good + "&iss=evil", says: "another server", over: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			redirect := home
			if tt.redirect != "" {
				redirect = tt.redirect
			}
			code, err := ReadPaste(tt.text, redirect, want)
			if tt.says == "" {
				if err != nil || code.Reveal() != tt.code {
					t.Errorf("code %q, error %v; want %q", code.Reveal(), err, tt.code)
				}
				return
			}
			_, over := errors.AsType[*auth.Failure](err)
			if err == nil || !strings.Contains(err.Error(), tt.says) || over != tt.over {
				t.Errorf("error %v (over: %v), want …%s…", err, over, tt.says)
			}
		})
	}
}

// FuzzJudge checks that nothing but the right state, once, ends a sign-in, and
// that every code is usable.
func FuzzJudge(f *testing.F) {
	f.Add("code=CODE&state=" + state)
	f.Add("state=" + state + "&error=access_denied&error_description=%1b%5b")
	f.Add("code=a;state=" + state)
	f.Add("state=%zz&&&=&iss")
	f.Fuzz(func(t *testing.T, query string) {
		v := judge(query, want)
		switch {
		case v.ours && !strings.Contains(query, "state=") && !strings.Contains(query, "%"):
			t.Errorf("%q was taken", query)
		case v.ours && v.err == nil && !usableCode(v.code.Reveal()):
			t.Errorf("%q gave the code %q", query, v.code.Reveal())
		case v.err != nil && auth.Clean(v.err.Error(), 4096) != v.err.Error():
			t.Errorf("%q gave the message %q", query, v.err.Error())
		}
	})
}

func FuzzReadPaste(f *testing.F) {
	f.Add("https://redirect.example/?code=CODE&state=" + state)
	f.Add("?code=a%2Fb")
	f.Add("://\x00")
	f.Fuzz(func(t *testing.T, text string) {
		code, err := ReadPaste(text, "https://redirect.example", want)
		if err == nil && !usableCode(code.Reveal()) {
			t.Errorf("%q gave the code %q", text, code.Reveal())
		}
		if err != nil && auth.Clean(err.Error(), 4096) != err.Error() {
			t.Errorf("%q gave the message %q", text, err.Error())
		}
	})
}
