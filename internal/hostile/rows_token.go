package hostile

import "strings"

// faults are all rows' faults.
func faults() []Fault {
	var all []Fault
	for _, family := range [][]Fault{
		accessTokens, refreshTokens, expiries, types, scopes, forms, bodies(), statuses, errorAnswers, descriptions, redirects, transports, rotations, again,
		idTokens, keySets, discoveries, callbacks, deviceAnswers, polls, revocations, profiles, handshakes,
	} {
		all = append(all, family...)
	}
	return all
}

var accessTokens = []Fault{
	{Name: "ok", Want: Works},
	{Name: "at-missing", Act: access("-"), Want: Unreachable, Says: "no access_token"},
	{Name: "at-null", Act: access("null"), Want: Unreachable, Says: "no access_token"},
	{Name: "at-empty", Act: access(`""`), Want: Unreachable, Says: "no access_token"},
	{Name: "at-number", Act: access("42"), Want: Invalid, Says: "not a token"},
	{Name: "at-bool", Act: access("true"), Want: Invalid, Says: "not a token"},
	{Name: "at-object", Act: access(`{"value":"{at}"}`), Want: Invalid, Says: "not a token"},
	{Name: "at-array", Act: access(`["{at}"]`), Want: Invalid, Says: "not a token"},
	{Name: "at-newline", Act: access(`"{at}\nurl=https://evil"`), Want: Invalid, Says: "not a token"},
	{Name: "at-cr", Act: access(`"{at}\r"`), Want: Invalid, Says: "not a token"},
	{Name: "at-header", Act: access(`"{at}\r\nX-Injected: 1"`), Want: Invalid, Says: "not a token"},
	{Name: "at-nul", Act: access(`"{at}\u0000"`), Want: Invalid, Says: "not a token"},
	{Name: "at-tab", Act: access(`"a\tb"`), Want: Invalid, Says: "not a token"},
	{Name: "at-escape", Act: access(`"\u001b]52;c;aGk=\u0007"`), Want: Invalid, Says: "not a token"},
	{Name: "at-del", Act: access(`"a\u007fb"`), Want: Invalid, Says: "not a token"},
	{Name: "at-c1", Act: access(`"a\u0085b"`), Want: Invalid, Says: "not a token"},
	{Name: "at-bidi", Act: access(`"a\u202eb"`), Want: Invalid, Says: "not a token"},
	{Name: "at-umlaut", Act: access(`"tök"`), Want: Invalid, Says: "not a token"},
	{Name: "at-surrogate", Act: access(`"\ud800"`), Want: Invalid, Says: "not a token"},
	{Name: "at-300k", Act: access(`"` + strings.Repeat("a", 300<<10) + `"`), Want: Invalid, Says: "not a token"},
	{Name: "at-64k", Act: access(`"` + strings.Repeat("a", 64<<10) + `"`), Want: Works, Gives: strings.Repeat("a", 64<<10)},
	{Name: "at-256k", Act: access(`"` + strings.Repeat("a", 256<<10) + `"`), Want: Works, Gives: strings.Repeat("a", 256<<10)},
	{Name: "at-shell", Act: access(`"$(id);` + "`id`" + `|&'\"\\<>%s"`), Want: Works, Gives: "$(id);`id`|&'\"\\<>%s"},
	{Name: "at-dash", Act: access(`"--help"`), Want: Works, Gives: "--help"},
	{Name: "at-spaces", Act: access(`" a b "`), Want: Works, Gives: " a b "},
	{Name: "at-escaped", Act: access(`"\u0041\u002f\/"`), Want: Works, Gives: "A//"},
	{Name: "at-html", Act: access(`"<b>&amp;</b>"`), Want: Works, Gives: "<b>&amp;</b>"},
	{Name: "at-one", Act: access(`"x"`), Want: Works, Gives: "x"},
	{Name: "at-jwe", Act: access(`"eyJhbGciOiJkaXIifQ..a.b.c"`), Want: Works, Gives: "eyJhbGciOiJkaXIifQ..a.b.c"},
	{Name: "at-jwt-broken", Act: access(`"eyJhbGciOiJub25lIn0.bm90IGpzb24."`), Want: Works, Gives: "eyJhbGciOiJub25lIn0.bm90IGpzb24."},
}

// access is an answer with another access token, and without the ID token, which
// binds the right one (at_hash).
func access(raw string) Act { return set("access_token", raw, "id_token", "-") }

var refreshTokens = []Fault{
	{Name: "rt-missing", Act: set("refresh_token", "-"), Want: Works, Next: Old},
	{Name: "rt-empty", Act: set("refresh_token", `""`), Want: Works, Next: Old},
	{Name: "rt-null", Act: set("refresh_token", "null"), Want: Works, Next: Old},
	{Name: "rt-number", Act: set("refresh_token", "7"), Want: Works, Next: Old},
	{Name: "rt-object", Act: set("refresh_token", `{"t":"{rt}"}`), Want: Works, Next: Old},
	{Name: "rt-newline", Act: set("refresh_token", `"a\nb"`), Want: Works, Next: Old},
	{Name: "rt-nul", Act: set("refresh_token", `"a\u0000"`), Want: Works, Next: Old},
	{Name: "rt-umlaut", Act: set("refresh_token", `"ö"`), Want: Works, Next: Old},
	{Name: "rt-300k", Act: set("refresh_token", `"`+strings.Repeat("r", 300<<10)+`"`), Want: Works, Next: Old},
	{Name: "rt-8k", Suffix: strings.Repeat("r", 8<<10), Want: Works},
	{Name: "rt-special", Suffix: ` +/=%&"'\<>`, Want: Works},
	{Name: "rt-same", When: Renewal, Act: set("refresh_token", `"{presented}"`), Want: Works, Next: Old},
	{Name: "rt-expired-at-once", Act: set("refresh_expires_in", "0"), Want: Works},
	{Name: "rt-expiry-odd", Act: set("refresh_expires_in", `"soon"`), Want: Works},
	{Name: "rt-expiry-huge", Act: set("refresh_expires_in", "1e400"), Want: Works},
}

var expiries = []Fault{
	{Name: "exp-missing", Act: set("expires_in", "-"), Want: Works},
	{Name: "exp-null", Act: set("expires_in", "null"), Want: Works},
	{Name: "exp-string", Act: set("expires_in", `"3600"`), Want: Works},
	{Name: "exp-padded", Act: set("expires_in", `" 3600 "`), Want: Works},
	{Name: "exp-float", Act: set("expires_in", "3600.5"), Want: Works},
	{Name: "exp-exponent", Act: set("expires_in", "36e2"), Want: Works},
	{Name: "exp-word", Act: set("expires_in", `"soon"`), Want: Works},
	{Name: "exp-date", Act: set("expires_in", `"2030-01-01T00:00:00Z"`), Want: Works},
	{Name: "exp-empty", Act: set("expires_in", `""`), Want: Works},
	{Name: "exp-bool", Act: set("expires_in", "true"), Want: Works},
	{Name: "exp-object", Act: set("expires_in", `{"s":3600}`), Want: Works},
	{Name: "exp-array", Act: set("expires_in", "[3600]"), Want: Works},
	{Name: "exp-zero", Act: set("expires_in", "0"), Want: Works, Lifeless: true},
	{Name: "exp-one", Act: set("expires_in", "1"), Want: Works, Lifeless: true},
	{Name: "exp-negative", Act: set("expires_in", "-3600"), Want: Works, Lifeless: true},
	{Name: "exp-max-int64", Act: set("expires_in", "9223372036854775807"), Want: Works},
	{Name: "exp-min-int64", Act: set("expires_in", "-9223372036854775808"), Want: Works, Lifeless: true},
	{Name: "exp-overflow", Act: set("expires_in", "9223372037"), Want: Works},
	{Name: "exp-huge-float", Act: set("expires_in", "1e308"), Want: Works},
	{Name: "exp-beyond-float", Act: set("expires_in", "1e999"), Want: Works},
	{Name: "exp-1000-digits", Act: set("expires_in", strings.Repeat("9", 1000)), Want: Works},
	{Name: "exp-hex-string", Act: set("expires_in", `"0x10"`), Want: Works},
	{Name: "exp-nan-string", Act: set("expires_in", `"NaN"`), Want: Works},
	{Name: "exp-epoch", Act: set("expires_in", "1900000000"), Want: Works},
	{Name: "exp-minus-zero", Act: set("expires_in", "-0"), Want: Works, Lifeless: true},
	{Name: "exp-string-negative", Act: set("expires_in", `"-5"`), Want: Works, Lifeless: true},
	{Name: "exp-string-1e400", Act: set("expires_in", `"1e400"`), Want: Works},
	{Name: "exp-wide-digits", Act: set("expires_in", `"３６００"`), Want: Works},
	{Name: "exp-string-1000-digits", Act: set("expires_in", `"`+strings.Repeat("9", 1000)+`"`), Want: Works},
	{Name: "exp-below-float", Act: set("expires_in", "1e-999"), Want: Works, Lifeless: true},
	{Name: "exp-twice", Act: Act{Last: `,"expires_in":1`}, Want: Unreachable, Says: "twice"},
	{Name: "exp-vs-jwt", Act: set("access_token", `"eyJhbGciOiJub25lIn0.eyJleHAiOjF9.c2ln"`, "id_token", "-"), Want: Works, Gives: "eyJhbGciOiJub25lIn0.eyJleHAiOjF9.c2ln"},
	{Name: "date-day-ahead", Act: same(200, "Date: Fri, 01 Jan 2038 00:00:00 GMT"), Want: Works, Notice: "clock"},
	{Name: "date-epoch", Act: same(200, "Date: Thu, 01 Jan 1970 00:00:00 GMT"), Want: Works, Notice: "clock"},
	{Name: "date-nonsense", Act: same(200, "Date: yesterday"), Want: Works},
}

var types = []Fault{
	{Name: "type-missing", Act: set("token_type", "-"), Want: Works},
	{Name: "type-null", Act: set("token_type", "null"), Want: Works},
	{Name: "type-empty", Act: set("token_type", `""`), Want: Works},
	{Name: "type-lower", Act: set("token_type", `"bearer"`), Want: Works},
	{Name: "type-upper", Act: set("token_type", `"BEARER"`), Want: Works},
	{Name: "type-dpop", Act: set("token_type", `"DPoP"`), Want: Invalid, Says: "DPoP"},
	{Name: "type-mac", Act: set("token_type", `"mac"`), Want: Invalid, Says: "only bearer"},
	{Name: "type-n-a", Act: set("token_type", `"N_A"`), Want: Invalid, Says: "only bearer"},
	{Name: "type-number", Act: set("token_type", "1"), Want: Invalid, Says: "unreadable"},
	{Name: "type-array", Act: set("token_type", `["Bearer"]`), Want: Invalid, Says: "unreadable"},
	{Name: "type-padded", Act: set("token_type", `"Bearer "`), Want: Invalid, Says: "only bearer"},
	{Name: "type-ansi", Act: set("token_type", `"\u001b[2Jx"`), Want: Invalid, Says: "[2Jx"},
	{Name: "type-header", Act: set("token_type", `"Bearer\r\nX: y"`), Want: Invalid, Says: "only bearer"},
}

var scopes = []Fault{
	{Name: "scope-missing", Act: set("scope", "-"), Want: Works},
	{Name: "scope-null", Act: set("scope", "null"), Want: Works},
	{Name: "scope-empty", Act: set("scope", `""`), Want: Works},
	{Name: "scope-number", Act: set("scope", "3"), Want: Works},
	{Name: "scope-object", Act: set("scope", `{"a":1}`), Want: Works},
	{Name: "scope-array", Act: set("scope", `["openid","read"]`), Want: Works},
	{Name: "scope-commas", Act: set("scope", `"openid,read"`), Want: Works},
	{Name: "scope-narrowed", Act: set("scope", `"openid"`), Want: Works, Notice: "missing: read"},
	{Name: "scope-widened", Act: set("scope", `"openid read admin"`), Want: Works, Notice: "more than was asked for: admin"},
	{Name: "scope-ansi", Act: set("scope", `"openid read \u001b[31mred\u202e"`), Want: Works, Notice: "more than"},
	{Name: "scope-10000", Act: set("scope", `"openid read`+strings.Repeat(" x", 10000)+`"`), Want: Works},
	{Name: "scope-1m", Act: set("scope", `"`+strings.Repeat("s", 900<<10)+`"`), Want: Works},
}
