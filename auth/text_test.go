package auth_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
)

func TestSecretNeverPrints(t *testing.T) {
	s := auth.NewSecret("HUSH")
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "secret", s, "record", auth.Record{Credentials: auth.Credentials{ClientSecret: s}})
	b, _ := json.Marshal(map[string]any{"s": s, "g": auth.Grant{Access: s}})
	for _, out := range []string{
		fmt.Sprint(s), fmt.Sprintf("%v %+v %#v %s %q %x %d", s, s, s, s, s, s, s),
		fmt.Sprintf("%+v %#v", auth.Grant{Access: s}, &auth.Credentials{Password: s}), log.String(), string(b),
	} {
		if strings.Contains(out, "HUSH") || strings.Contains(out, "48555348") {
			t.Errorf("the secret shows in %s", out)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                      "plain",
		"two\nlines\tand\rmore":      "two lines and more",
		"\x1b[31mred\x1b[0m":         "[31mred[0m",
		"right\u202eleft":            "rightleft",
		"zero\u200bwidth\ufeff":      "zerowidth",
		"bad\xffbytes":               "badbytes",
		strings.Repeat("a", 50):      strings.Repeat("a", 40) + "…",
		"\u0085c1\u009b":             "c1",
		"tag\U000e0041s":             "tags",
		"Ünïcödé 日本語 stays as it is": "Ünïcödé 日本語 stays as it is",
	} {
		if got := auth.Clean(in, 40); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanLines(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"a\r\n\tb\n":                    "a\n    b",
		"\x1b[31mred\u202e\n\n{\n":      "[31mred\n\n{",
		strings.Repeat("12345678\n", 9): strings.Repeat("12345678\n", 5) + "…",
	} {
		if got := auth.CleanLines(in, 50); got != want {
			t.Errorf("CleanLines(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCheckEndpoint(t *testing.T) {
	for _, good := range []string{
		"https://example.com/token", "https://example.com/token/?a=b", "http://127.0.0.1:8080/t", "http://[::1]/t", "https://xn--bcher-kva.example/",
	} {
		if err := auth.CheckEndpoint(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "http://example.com/token", "http://localhost/token", "ftp://example.com", "file:///etc/passwd", "javascript:alert(1)",
		"https://user:pw@example.com/", "https://example.com/#frag", "https:///token", "https:example.com", "//example.com/t", "example.com",
		"https://exa mple.com", "https://example.com/\n", "https://example.com/\u202e", "https://example.com/<x>", "https://example.com/%zz",
		"https://" + strings.Repeat("a", 9000) + ".example/", "http://127.0.0.1.evil.example/", "http://0x7f000001/",
	} {
		if err := auth.CheckEndpoint(bad); err == nil {
			t.Errorf("%.60q is taken", bad)
		}
	}
}

func TestOriginAndHost(t *testing.T) {
	for _, tt := range []struct{ url, origin, host string }{
		{"https://Example.com/a", "https://example.com:443", "example.com"},
		{"https://example.com:443/a", "https://example.com:443", "example.com"},
		{"http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080"},
		{"http://127.0.0.1:/a", "http://127.0.0.1:80", "127.0.0.1"},
		{"https://[::1]:/a", "https://[::1]:443", "[::1]"},
		{"nonsense", "", ""},
	} {
		if o, h := auth.Origin(tt.url), auth.Host(tt.url); o != tt.origin || h != tt.host {
			t.Errorf("%s: %q %q", tt.url, o, h)
		}
	}
}

func TestProtocolWithOverridesFieldByField(t *testing.T) {
	base := auth.Protocol{
		Endpoints: auth.Endpoints{Token: "https://a.example/token", Revoke: "https://a.example/revoke"}, ClientAuth: auth.AuthBasic,
		Steps: map[auth.Step]auth.StepFields{auth.StepToken: {Params: map[string]string{"a": "1", "b": "1"}}},
	}
	got := base.With(auth.Protocol{
		Endpoints: auth.Endpoints{Token: "https://b.example/token"},
		Steps:     map[auth.Step]auth.StepFields{auth.StepToken: {Params: map[string]string{"b": "2"}}},
	})
	params := got.Steps[auth.StepToken].Params
	if got.Endpoints.Token != "https://b.example/token" || got.Endpoints.Revoke != base.Endpoints.Revoke || got.ClientAuth != auth.AuthBasic ||
		params["a"] != "1" || params["b"] != "2" || base.Steps[auth.StepToken].Params["b"] != "1" {
		t.Errorf("got %+v from %+v", got, base)
	}
}
