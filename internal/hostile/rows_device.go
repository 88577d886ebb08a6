package hostile

import (
	"slices"
	"strings"
)

func dev(name, member, raw string, want Outcome, says string) Fault {
	return Fault{Name: name, At: Device, When: Login, Act: set(member, raw), Want: want, Says: says}
}

func devAct(name string, act Act, want Outcome, says string) Fault {
	return Fault{Name: name, At: Device, When: Login, Act: act, Want: want, Says: says}
}

// deviceAnswers are answers to a device authorization request. (requirements 13, 14)
var deviceAnswers = []Fault{
	devAct("dev-ok", Act{}, Works, ""),
	dev("dev-interval-missing", "interval", "-", Works, ""),
	dev("dev-interval-zero", "interval", "0", Works, ""),
	dev("dev-interval-negative", "interval", "-5", Works, ""),
	dev("dev-interval-min", "interval", "-9223372036854775808", Works, ""),
	dev("dev-interval-string", "interval", `"2"`, Works, ""),
	dev("dev-interval-word", "interval", `"often"`, Works, ""),
	dev("dev-interval-float", "interval", "1.5", Works, ""),
	dev("dev-interval-tiny", "interval", "0.0001", Works, ""),
	dev("dev-interval-null", "interval", "null", Works, ""),
	dev("dev-interval-object", "interval", "{}", Works, ""),
	dev("dev-interval-array", "interval", "[5]", Works, ""),
	dev("dev-interval-1e-300", "interval", "1e-300", Works, ""),
	dev("dev-interval-nan", "interval", `"NaN"`, Works, ""),
	dev("dev-interval-true", "interval", "true", Works, ""),
	dev("dev-expires-object", "expires_in", "{}", Works, ""),
	dev("dev-expires-min", "expires_in", "-9223372036854775808", Works, ""),
	dev("dev-complete-elsewhere", "verification_uri_complete", `"{evil}/verify"`, Works, ""),
	devAct("dev-utf16", says(200, "\xff\xfe{\x00}\x00"), Unreachable, "UTF-8"),
	devAct("dev-204", says(204, ""), Unreachable, ""),
	devAct("dev-interval-huge", set("interval", "9223372036854775807", "expires_in", "20"), Refused, "expired"),
	devAct("dev-interval-1e300", set("interval", "1e300", "expires_in", "20"), Refused, "expired"),
	devAct("dev-expires-tiny", set("expires_in", "0.1", "interval", "5"), Refused, "expired"),
	dev("dev-expires-missing", "expires_in", "-", Works, ""),
	dev("dev-expires-zero", "expires_in", "0", Works, ""),
	dev("dev-expires-negative", "expires_in", "-1", Works, ""),
	dev("dev-expires-huge", "expires_in", "1e99", Works, ""),
	dev("dev-expires-word", "expires_in", `"soon"`, Works, ""),
	dev("dev-code-missing", "device_code", "-", Invalid, "device code"),
	dev("dev-code-empty", "device_code", `""`, Invalid, "device code"),
	dev("dev-code-newline", "device_code", `"a\nb"`, Invalid, "device code"),
	dev("dev-code-number", "device_code", "7", Invalid, "device code"),
	dev("dev-code-1m", "user_code", `"`+strings.Repeat("A", 900<<10)+`"`, Invalid, "user code"),
	dev("dev-code-ansi", "user_code", `"A\u001b[2JB"`, Invalid, "user code"),
	dev("dev-code-bidi", "user_code", `"A\u202eB"`, Invalid, "user code"),
	dev("dev-code-newlines", "user_code", `"A\nopen https://evil.example"`, Invalid, "user code"),
	dev("dev-code-none", "user_code", "-", Invalid, "user code"),
	dev("dev-code-odd", "user_code", `"ab-CD ef 12"`, Works, ""),
	dev("dev-uri-missing", "verification_uri", "-", Invalid, "verification page"),
	dev("dev-uri-http", "verification_uri", `"http://login.example/"`, Invalid, "verification page"),
	dev("dev-uri-javascript", "verification_uri", `"javascript:alert(1)"`, Invalid, "verification page"),
	dev("dev-uri-file", "verification_uri", `"file:///bin/sh"`, Invalid, "verification page"),
	dev("dev-uri-ansi", "verification_uri", `"https://x.example/\u001b[2J"`, Invalid, "verification page"),
	dev("dev-uri-shell", "verification_uri", `"https://x.example/\u0060id\u0060"`, Invalid, "verification page"),
	dev("dev-uri-user", "verification_uri", `"https://good.example@evil.example/"`, Invalid, "verification page"),
	dev("dev-uri-option", "verification_uri", `"-version"`, Invalid, "verification page"),
	dev("dev-uri-9k", "verification_uri", `"https://x.example/`+strings.Repeat("a", 9<<10)+`"`, Invalid, "verification page"),
	devAct("dev-uri-google", set("verification_uri", "-", "verification_url", `"{self}/verify"`), Works, ""),
	dev("dev-complete-missing", "verification_uri_complete", "-", Works, ""),
	dev("dev-complete-javascript", "verification_uri_complete", `"javascript:alert(1)"`, Works, ""),
	dev("dev-complete-file", "verification_uri_complete", `"file:///bin/sh"`, Works, ""),
	devAct("dev-error-200", set("error", `"invalid_scope"`), Refused, "invalid_scope"),
	devAct("dev-400", says(400, `{"error":"unauthorized_client"}`), Refused, "unauthorized_client"),
	devAct("dev-404-html", html(404), Unreachable, "web page"),
	devAct("dev-dup", Act{Last: `,"device_code":"x"`}, Unreachable, "twice"),
	devAct("dev-redirect-evil", says(307, "", "Location: {evil}/device"), Unreachable, "redirect"),
	devAct("dev-reset", Act{Do: breakOff("")}, Unreachable, "broke off"),
	devAct("dev-gzip-bomb", Act{Do: gzipBomb}, Unreachable, "more than 1 MiB"),
	devAct("dev-token-in-answer", set("access_token", `"{self}"`), Works, ""),
}

var (
	pending  = says(400, `{"error":"authorization_pending"}`)
	slowDown = says(400, `{"error":"slow_down"}`)
)

func poll(name string, want Outcome, text string, acts ...Act) Fault {
	last := acts[len(acts)-1]
	return Fault{Name: name, At: Poll, When: Login, Rest: acts[:len(acts)-1], Act: last, Want: want, Says: text}
}

// polls are answers while the person has not decided yet, and after.
var polls = []Fault{
	poll("dev-poll-pending", Works, "", pending, pending, pending, Act{}),
	poll("dev-poll-pending-200", Works, "", says(200, `{"error":"authorization_pending"}`), Act{}),
	poll("dev-poll-pending-403", Works, "", says(403, `{"error":"authorization_pending"}`), Act{}),
	poll("dev-poll-slow-down", Works, "", slowDown, pending, Act{}),
	poll("dev-poll-slow-down-429", Works, "", says(429, `{"error":"slow_down"}`), Act{}),
	{Name: "dev-poll-slow-down-endless", At: Poll, When: Login, Also: map[Place]Act{Device: set("expires_in", "20")}, Rest: slices.Repeat([]Act{slowDown}, 99), Want: Refused, Says: "expired"},
	{Name: "dev-poll-pending-endless", At: Poll, When: Login, Also: map[Place]Act{Device: set("expires_in", "10")}, Rest: slices.Repeat([]Act{pending}, 99), Want: Refused, Says: "expired"},
	poll("dev-poll-pending-upper", Refused, "AUTHORIZATION_PENDING", says(400, `{"error":"AUTHORIZATION_PENDING"}`)),
	poll("dev-poll-error-array", Refused, "", says(400, `{"error":["authorization_pending"]}`)),
	poll("dev-poll-reset", Works, "", Act{Do: breakOff("")}, Act{Do: breakOff("")}, Act{}),
	poll("dev-poll-500", Works, "", says(500, ""), says(502, ""), Act{}),
	poll("dev-poll-html", Works, "", html(200), Act{}),
	poll("dev-poll-empty", Works, "", says(200, ""), Act{}),
	poll("dev-poll-redirect", Works, "", says(302, "", "Location: {evil}/t"), Act{}),
	poll("dev-poll-denied", Refused, "access_denied", pending, says(400, `{"error":"access_denied"}`)),
	poll("dev-poll-expired", Refused, "expired_token", pending, says(400, `{"error":"expired_token"}`)),
	poll("dev-poll-invalid-grant", Refused, "invalid_grant", says(400, `{"error":"invalid_grant"}`)),
	poll("dev-poll-400-empty", Refused, "", says(400, "")),
	poll("dev-poll-error-and-token", Refused, "access_denied", set("error", `"access_denied"`)),
	poll("dev-poll-pending-and-token", Works, "", set("error", `"authorization_pending"`), Act{}),
	poll("dev-poll-type-dpop", Invalid, "DPoP", set("token_type", `"DPoP"`)),
	poll("dev-poll-at-newline", Invalid, "not a token", access(`"a\nb"`)),
	poll("dev-poll-echo", Refused, "[redacted]", desc("{presented} {secret}")),
	{Name: "dev-poll-id-wrong", At: Poll, When: Login, ID: claim("iss", `"{evil}"`), Want: Invalid, Says: "issuer"},
	{Name: "dev-poll-id-none", At: Poll, When: Login, ID: signed("none"), Want: Invalid, Says: `"none"`},
	{Name: "dev-poll-rt-newline", At: Poll, When: Login, Act: set("refresh_token", `"a\n"`), Want: Works, Next: None},
}
