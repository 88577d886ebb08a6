package flow

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

func TestLifeOf(t *testing.T) {
	tests := []struct {
		in   any
		want time.Duration // -1: unknown
	}{
		{json.Number("3600"), time.Hour},
		{json.Number("3600.5"), time.Hour + 500*time.Millisecond},
		{"3600", time.Hour},
		{" 60 ", time.Minute},
		{json.Number("0"), 0},
		{json.Number("-1"), 0},
		{json.Number("1e3"), 1000 * time.Second},
		{json.Number("9223372036854775807"), -1},
		{json.Number("1e400"), -1},
		{"NaN", -1},
		{"Inf", -1},
		{"0x10", -1},
		{"soon", -1},
		{"", -1},
		{true, -1},
		{nil, -1},
		{object{}, -1},
		{[]any{}, -1},
	}
	for _, tt := range tests {
		got, ok := lifeOf(tt.in)
		if ok != (tt.want >= 0) || ok && got != tt.want {
			t.Errorf("lifeOf(%v) = %v, %v; want %v", tt.in, got, ok, tt.want)
		}
	}
}

// unsigned is a JWT-shaped token with the given claims.
func unsigned(claims string) string {
	return encode64([]byte(`{"alg":"none"}`)) + "." + encode64([]byte(claims)) + ".c2ln"
}

func TestExpirySources(t *testing.T) {
	at := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	in10h := unsigned(`{"exp":1777672800}`) // 22:00
	doc := auth.Lifetimes{Token: 600}
	tests := []struct {
		name, body string
		reply      auth.Reply
		doc        auth.Lifetimes
		date       time.Time
		want       time.Time
		source     auth.ExpirySource
	}{
		{"expires_in", `{"access_token":"x","expires_in":60}`, auth.Reply{}, doc, at, at.Add(time.Minute), auth.ExpiryReply},
		{"expires_in beats exp", `{"access_token":"` + in10h + `","expires_in":60}`, auth.Reply{}, doc, at, at.Add(time.Minute), auth.ExpiryReply},
		{"exp", `{"access_token":"` + in10h + `"}`, auth.Reply{}, doc, at, at.Add(10 * time.Hour), auth.ExpiryJWT},
		{"exp of an ID token beats expires_in", `{"id_token":"` + in10h + `","expires_in":60}`, auth.Reply{Bearer: "id_token"}, doc, at, at.Add(10 * time.Hour), auth.ExpiryJWT},
		{"an opaque ID token", `{"id_token":"x","expires_in":60}`, auth.Reply{Bearer: "id_token"}, doc, at, at.Add(time.Minute), auth.ExpiryReply},
		{"documented", `{"access_token":"x"}`, auth.Reply{}, doc, at, at.Add(10 * time.Minute), auth.ExpiryDocumented},
		{"unknown", `{"access_token":"x","expires_in":"soon"}`, auth.Reply{}, auth.Lifetimes{}, at, time.Time{}, auth.ExpiryUnknown},
		{"JWE", `{"access_token":"` + in10h + `.a.b"}`, auth.Reply{}, auth.Lifetimes{}, at, time.Time{}, auth.ExpiryUnknown},
		{"own member", `{"access_token":"x","lifetime":"120"}`, auth.Reply{ExpiresIn: "lifetime"}, doc, at, at.Add(2 * time.Minute), auth.ExpiryReply},
		{"exp, with this clock an hour ahead", `{"access_token":"` + in10h + `"}`, auth.Reply{}, doc, at.Add(-time.Hour), at.Add(11 * time.Hour), auth.ExpiryJWT},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			obj, err := parseObject([]byte(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			target := auth.Target{Protocol: auth.Protocol{Reply: tt.reply, Lifetimes: tt.doc}}
			a := answer{status: 200, at: at, header: http.Header{"Date": {tt.date.Format(http.TimeFormat)}}}
			g, failure := (&request{step: auth.StepToken}).grant(target, a, obj, auth.Grant{})
			if failure != nil {
				t.Fatal(failure)
			}
			if !g.ExpiresAt.Equal(tt.want) || g.ExpirySource != tt.source || g.Skew != at.Sub(tt.date) {
				t.Errorf("expires %v by %s, skew %v; want %v by %s", g.ExpiresAt, g.ExpirySource, g.Skew, tt.want, tt.source)
			}
		})
	}
}

func TestScopesAndNotices(t *testing.T) {
	tests := []struct {
		name, scope string
		asked, want []string
		notice      string
	}{
		{"absent", `null`, []string{"a", "b"}, []string{"a", "b"}, ""},
		{"empty", `""`, []string{"a", "b"}, []string{"a", "b"}, ""},
		{"same, other order", `"b a"`, []string{"a", "b"}, []string{"b", "a"}, ""},
		{"narrower", `"a"`, []string{"a", "b"}, []string{"a"}, "missing: b"},
		{"wider", `"a c"`, []string{"a"}, []string{"a", "c"}, "more than was asked for: c"},
		{"commas", `"a,b"`, []string{"a", "b"}, []string{"a", "b"}, ""},
		{"a scope with a comma", `"read,write"`, []string{"read,write"}, []string{"read,write"}, ""},
		{"array", `["a","b"]`, []string{"a", "b"}, []string{"a", "b"}, ""},
		{"hostile", `"a \u202eb\u001b[31m"`, []string{"a"}, []string{"a", "b[31m"}, "more than was asked for: b[31m"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			obj, err := parseObject([]byte(`{"access_token":"x","scope":` + tt.scope + `}`))
			if err != nil {
				t.Fatal(err)
			}
			target := auth.Target{Account: auth.Account{Scopes: tt.asked}}
			g, failure := (&request{step: auth.StepToken}).grant(target, answer{at: now()}, obj, auth.Grant{})
			if failure != nil {
				t.Fatal(failure)
			}
			if diff := cmp.Diff(tt.want, g.Scopes); diff != "" {
				t.Errorf("scopes (-want +got):\n%s", diff)
			}
			if got := strings.Join(g.Notices, "; "); tt.notice == "" && got != "" || !strings.Contains(got, tt.notice) {
				t.Errorf("notices %q, want %q", got, tt.notice)
			}
		})
	}
}

func TestFieldAsBearer(t *testing.T) {
	obj, err := parseObject([]byte(`{"access_token":"BOT","authed_user":{"access_token":"USER"}}`))
	if err != nil {
		t.Fatal(err)
	}
	target := auth.Target{Protocol: auth.Protocol{Reply: auth.Reply{Bearer: "authed_user.access_token"}}}
	g, failure := (&request{}).grant(target, answer{at: now()}, obj, auth.Grant{})
	if failure != nil {
		t.Fatal(failure)
	}
	if got := g.Field(""); got.Reveal() != "USER" {
		t.Errorf("bearer %q, want USER", got.Reveal())
	}
}

// FuzzReply checks that whatever a server says, what is kept of it is sound.
func FuzzReply(f *testing.F) {
	f.Add([]byte(`{"access_token":"a","refresh_token":"r","expires_in":3600,"scope":"a b"}`))
	f.Add([]byte(`{"access_token":"\u0000","id_token":"a.b.c"}`))
	f.Add([]byte(`{"error":{"code":1},"access_token":"a"}`))
	f.Add([]byte(`{"access_token":"a","expires_in":1e99,"x":[[[{}]]]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := &request{step: auth.StepToken, doing: doingSignIn, url: "https://a.example/token"}
		a := answer{status: 200, header: http.Header{}, body: body, at: now()}
		obj, failure := r.read(a, auth.RateLimit{})
		if failure != nil {
			if auth.Clean(failure.Error(), 4096) != failure.Error() {
				t.Errorf("message %q is not clean", failure.Error())
			}
			return
		}
		g, failure := r.grant(auth.Target{}, a, obj, auth.Grant{})
		if failure != nil {
			return
		}
		bearer := g.Access.Reveal()
		if bearer == "" || len(bearer) > maxToken || strings.ContainsFunc(bearer, func(r rune) bool { return r < 0x20 || r > 0x7e }) {
			t.Errorf("bearer %q accepted", bearer)
		}
		if g.ExpirySource == auth.ExpiryReply && g.ExpiresAt.Before(g.ObtainedAt) {
			t.Errorf("expires %v before it was obtained", g.ExpiresAt)
		}
	})
}

func TestTokenTypes(t *testing.T) {
	tests := []struct {
		written, own string
		ok           bool
	}{
		{`"Bearer"`, "", true},
		{`"BEARER"`, "", true},
		{`""`, "", true},
		{`null`, "", true},
		{`"bot"`, "bot", true},
		{`"bearer"`, "bot", true},
		{`"bot"`, "", false},
		{`"DPoP"`, "", false},
		{`"mac"`, "bot", false},
		{`7`, "", false},
		{`"bearer "`, "", false},
	}
	for _, tt := range tests {
		obj, err := parseObject([]byte(`{"token_type":` + tt.written + `}`))
		if err != nil {
			t.Fatal(err)
		}
		if f := (&request{}).checkType(obj, tt.own); (f == nil) != tt.ok {
			t.Errorf("%s with %q: %v", tt.written, tt.own, f)
		}
	}
}
