package hostile

import "strings"

func revoke(name string, act Act, want Outcome, says string) Fault {
	return Fault{Name: name, At: Revoke, When: Login, Act: act, Want: want, Says: says}
}

// revocations must never keep an account from being forgotten. (requirement 32)
var revocations = []Fault{
	revoke("revoke-ok", Act{}, Works, ""),
	revoke("revoke-body", says(200, "whatever"), Works, ""),
	revoke("revoke-html", html(200), Works, ""),
	revoke("revoke-204", says(204, ""), Unreachable, ""),
	revoke("revoke-400", says(400, `{"error":"unsupported_token_type"}`), Refused, "unsupported_token_type"),
	revoke("revoke-401", says(401, ""), Refused, ""),
	revoke("revoke-404", html(404), Unreachable, "web page"),
	revoke("revoke-500", says(500, ""), Unreachable, ""),
	revoke("revoke-503", says(503, "", "Retry-After: 99"), Unreachable, ""),
	revoke("revoke-429", says(429, "", "Retry-After: 99999999"), Unreachable, ""),
	revoke("revoke-error-200", says(200, `{"error":"x"}`), Works, ""),
	revoke("revoke-redirect-evil", says(307, "", "Location: {evil}/revoke"), Unreachable, "redirect"),
	revoke("revoke-redirect-self", says(302, "", "Location: {self}/revoke"), Unreachable, "redirect"),
	revoke("revoke-reset", Act{Do: breakOff("")}, Unreachable, "broke off"),
	revoke("revoke-echo", says(400, `{"error":"x","error_description":"token {secret}"}`), Refused, "[redacted]"),
	revoke("revoke-ansi", says(400, `{"error":"\u001b[31mx"}`), Refused, ""),
	{Name: "revoke-stall", At: Revoke, When: Login, Act: Act{Do: stall}, Want: Unreachable, Says: "no answer", Slow: true},
	{Name: "revoke-trickle", At: Revoke, When: Login, Act: Act{Do: trickle(okHead + "Content-Length: 500000\r\n\r\n")}, Want: Unreachable, Says: "no answer", Slow: true},
	{Name: "revoke-gzip-bomb", At: Revoke, When: Login, Act: Act{Do: gzipBomb}, Want: Unreachable, Says: "more than 1 MiB", Bomb: true},
}

func profile(name string, act Act, want Outcome, says string) Fault {
	return Fault{Name: name, At: Userinfo, When: Login, Act: act, Want: want, Says: says}
}

// profiles are answers of the userinfo endpoint. (requirement 41)
var profiles = []Fault{
	profile("ui-ok", Act{}, Works, ""),
	profile("ui-sub-wrong", set("sub", `"mallory"`), Invalid, "somebody else"),
	profile("ui-sub-missing", set("sub", "-"), Invalid, "somebody else"),
	profile("ui-sub-case", set("sub", `"ALICE-0001"`), Invalid, "somebody else"),
	profile("ui-sub-array", set("sub", `["alice-0001"]`), Invalid, "somebody else"),
	profile("ui-sub-null", set("sub", "null"), Invalid, "somebody else"),
	profile("ui-array", says(200, "[]"), Unreachable, ""),
	profile("ui-204", says(204, ""), Unreachable, ""),
	profile("ui-utf16", says(200, "\xff\xfe{\x00}\x00"), Unreachable, "UTF-8"),
	profile("ui-deep", Act{Last: `,"x":` + nest(1000)}, Unreachable, "nested"),
	profile("ui-dup-sub", Act{Last: `,"sub":"mallory"`}, Unreachable, "twice"),
	profile("ui-hostile", set("name", `"\u001b]0;x\u0007"`, "picture", `"{evil}/p.png"`, "profile", `"javascript:alert(1)"`), Works, ""),
	profile("ui-jwt", says(200, "eyJhbGciOiJub25lIn0.e30.", "Content-Type: application/jwt"), Unreachable, "application/jwt"),
	profile("ui-html", html(200), Unreachable, "web page"),
	profile("ui-401", says(401, "", "WWW-Authenticate: Bearer error=\"invalid_token\""), Refused, ""),
	profile("ui-500", says(500, ""), Unreachable, ""),
	profile("ui-redirect-evil", says(302, "", "Location: {evil}/me"), Unreachable, "redirect"),
	profile("ui-reset", Act{Do: breakOff("")}, Unreachable, "broke off"),
	{Name: "ui-stall", At: Userinfo, When: Login, Act: Act{Do: stall}, Want: Unreachable, Says: "no answer", Slow: true},
	{Name: "ui-huge", At: Userinfo, When: Login, Act: Act{Do: flood(okHead+"\r\n", strings.Repeat(" ", 1<<16))}, Want: Unreachable, Says: "more than 1 MiB", Bomb: true},
	{Name: "ui-gzip-bomb", At: Userinfo, When: Login, Act: Act{Do: gzipBomb}, Want: Unreachable, Says: "more than 1 MiB", Bomb: true},
}

func shake(kind string, want Outcome, says string) Fault {
	return Fault{Name: "tls-" + kind, At: TLS, When: Login, TLS: kind, Want: want, Says: says}
}

// handshakes are servers to which no secure connection may come about.
// (requirement 31)
var handshakes = []Fault{
	shake("good", Works, ""),
	shake("tls12", Works, ""),
	shake("tls13", Works, ""),
	shake("unknown", Unreachable, "unknown authority"),
	shake("expired", Unreachable, "expired"),
	shake("not-yet", Unreachable, "not valid yet"),
	shake("wrong-host", Unreachable, "another host"),
	shake("wrong-ip", Unreachable, "another host"),
	shake("no-names", Unreachable, "certificate"),
	shake("client-use", Unreachable, "certificate"),
	shake("ca-expired", Unreachable, "certificate"),
	shake("ca-is-none", Unreachable, "certificate"),
	shake("ca-constrained", Unreachable, "certificate"),
	shake("tls10", Unreachable, "refused the secure connection"),
	shake("tls11", Unreachable, "refused the secure connection"),
	shake("wants-client", Unreachable, "refused the secure connection"),
	shake("h2-only", Works, ""),
	shake("plain", Unreachable, "does not speak TLS"),
	shake("garbage", Unreachable, "does not speak TLS"),
	shake("ssh", Unreachable, "does not speak TLS"),
	shake("reset", Unreachable, "broke off"),
	{Name: "tls-silent", At: TLS, When: Login, TLS: "silent", Want: Unreachable, Says: "no secure connection", Slow: true},
}
