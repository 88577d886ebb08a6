package hostile

import "strings"

const right = "code={code}&state={state}&iss={iss}"

var genuine = Visit{Status: 200}

// back is a sign-in that the callback's query ends, well or badly.
func back(name, query string, want Outcome, says string) Fault {
	status := 400
	if want == Works {
		status = 200
	}
	return Fault{Name: name, At: Callback, When: Login, Visits: []Visit{{Query: query, Status: status}}, Want: want, Says: says}
}

// stray is a request that must change nothing: alone the sign-in goes on
// waiting, and before the genuine one the sign-in works.
func stray(name string, v Visit) Fault {
	return Fault{Name: name, At: Callback, When: Login, Visits: []Visit{v}, Want: Waiting}
}

func first(name string, v ...Visit) Fault {
	return Fault{Name: name, At: Callback, When: Login, Visits: append(v, genuine), Want: Works}
}

// callbacks are what can come to the redirect listener. (requirements 4, 43 to 49)
var callbacks = []Fault{
	back("cb-page-ok", right, Works, ""),
	back("cb-extra-params", right+"&session_state=PROBE&authuser=0&prompt=none&scope=a", Works, ""),
	back("cb-iss-wrong", "code={code}&state={state}&iss=https%3A%2F%2Fevil.example", Invalid, "iss"),
	back("cb-iss-slash", right+"%2F", Invalid, "iss"),
	back("cb-iss-missing", "code={code}&state={state}", Invalid, "iss"),
	back("cb-iss-empty", "code={code}&state={state}&iss=", Invalid, "iss"),
	back("cb-iss-dup", right+"&iss={iss}", Invalid, "iss more than once"),
	back("cb-iss-dup-evil", right+"&iss=https%3A%2F%2Fevil.example", Invalid, "iss more than once"),
	back("cb-iss-on-error-wrong", "error=access_denied&state={state}&iss=https%3A%2F%2Fevil.example", Invalid, "iss"),
	back("cb-iss-on-error-missing", "error=access_denied&state={state}", Invalid, "iss"),
	back("cb-iss-ansi", "code={code}&state={state}&iss=%1b%5b31mx", Invalid, "iss"),
	back("cb-error", "error=access_denied&state={state}&iss={iss}", Refused, "access_denied"),
	back("cb-error-and-code", right+"&error=access_denied", Refused, "access_denied"),
	back("cb-error-dup", "error=a&error=b&state={state}&iss={iss}", Invalid, "error more than once"),
	back("cb-error-empty", right+"&error=", Refused, ""),
	back("cb-error-hostile", "error=%1b%5b2Jx&error_description=PROBE%3Cscript%3E%0d%0aSet-Cookie:a%E2%80%AE&state={state}&iss={iss}", Refused, "PROBE"),
	back("cb-error-1m", "error=x&error_description="+strings.Repeat("no+", 6000)+"&state={state}&iss={iss}", Refused, "…"),
	back("cb-error-echo-state", "error=x&error_description=state+{state}&state={state}&iss={iss}", Refused, "[redacted]"),
	back("cb-error-login", "error=invalid_grant&state={state}&iss={iss}", Refused, ""),
	back("cb-code-missing", "state={state}&iss={iss}", Invalid, "neither a code"),
	back("cb-code-empty", "code=&state={state}&iss={iss}", Invalid, "neither a code"),
	back("cb-code-dup", right+"&code=second", Invalid, "code more than once"),
	back("cb-code-dup-same", right+"&code={code}", Invalid, "code more than once"),
	back("cb-code-control", "code=a%00b&state={state}&iss={iss}", Invalid, "characters"),
	back("cb-code-newline", "code=a%0d%0ab&state={state}&iss={iss}", Invalid, "characters"),
	back("cb-code-umlaut", "code=%C3%B6&state={state}&iss={iss}", Invalid, "characters"),
	back("cb-code-invalid-utf8", "code=%ff%fe&state={state}&iss={iss}", Invalid, "characters"),
	back("cb-code-20k", "code="+strings.Repeat("c", 20<<10)+"&state={state}&iss={iss}", Invalid, "characters"),
	back("cb-token-in-query", "access_token=PROBE&state={state}&iss={iss}", Invalid, "neither a code"),
	back("cb-xss-probe", "code=&PROBE=%3Cscript%3E&state={state}&iss={iss}", Invalid, ""),
	stray("cb-state-missing", Visit{Query: "code={code}&iss={iss}", Status: 400}),
	stray("cb-state-empty", Visit{Query: "code={code}&state=&iss={iss}", Status: 400}),
	stray("cb-state-wrong", Visit{Query: "code={code}&state=wrong&iss={iss}", Status: 400}),
	stray("cb-state-half", Visit{Query: "code={code}&state={half}&iss={iss}", Status: 400}),
	stray("cb-state-longer", Visit{Query: "code={code}&state={state}x&iss={iss}", Status: 400}),
	stray("cb-state-padded", Visit{Query: "code={code}&state={state}%20&iss={iss}", Status: 400}),
	stray("cb-state-nul", Visit{Query: "code={code}&state={state}%00&iss={iss}", Status: 400}),
	stray("cb-state-dup", Visit{Query: right + "&state={state}", Status: 400}),
	stray("cb-state-dup-wrong", Visit{Query: "state=x&" + right, Status: 400}),
	stray("cb-state-case", Visit{Query: "code={code}&State={state}&iss={iss}", Status: 400}),
	stray("cb-state-array", Visit{Query: "code={code}&state[]={state}&iss={iss}", Status: 400}),
	stray("cb-error-no-state", Visit{Query: "error=access_denied&iss={iss}", Status: 400}),
	stray("cb-error-wrong-state", Visit{Query: "error=access_denied&state=x&iss={iss}", Status: 400}),
	stray("cb-semicolon", Visit{Query: "code={code};state={state};iss={iss}", Status: 400}),
	stray("cb-bad-encoding", Visit{Query: right + "&x=%zz", Status: 400}),
	stray("cb-no-params", Visit{Query: "-", Status: 400}),
	stray("cb-wrong-path", Visit{Path: "/", Status: 404}),
	stray("cb-path-slash", Visit{Path: "/callback/", Status: 404}),
	stray("cb-path-double", Visit{Path: "//callback", Status: 404}),
	stray("cb-path-case", Visit{Path: "/Callback", Status: 404}),
	stray("cb-favicon", Visit{Path: "/favicon.ico", Query: "-", Status: 404}),
	stray("cb-well-known", Visit{Path: "/.well-known/appspecific/com.chrome.devtools.json", Query: "-", Status: 404}),
	stray("cb-head-good", Visit{Method: "HEAD", Status: 405}),
	stray("cb-post-good", Visit{Method: "POST", Status: 405}),
	stray("cb-form-post", Visit{Method: "POST", Query: "-", Body: right, Headers: []string{"Content-Type: application/x-www-form-urlencoded"}, Status: 405}),
	stray("cb-options", Visit{Method: "OPTIONS", Headers: []string{"Origin: https://evil.example", "Access-Control-Request-Private-Network: true"}, Status: 405}),
	stray("cb-delete", Visit{Method: "DELETE", Status: 405}),
	stray("cb-odd-method", Visit{Method: "BREW", Status: 405}),
	stray("cb-put", Visit{Method: "PUT", Body: right, Status: 405}),
	stray("cb-trace", Visit{Method: "TRACE", Status: 405}),
	stray("cb-post-json", Visit{Method: "POST", Body: `{"code":"x"}`, Headers: []string{"Content-Type: application/json"}, Status: 405}),
	stray("cb-path-deeper", Visit{Path: "/callback/x", Status: 404}),
	stray("cb-path-dots", Visit{Path: "/x/../callback", Status: 404}),
	stray("cb-state-encoded-twice", Visit{Query: "code={code}&state=%2573{state}&iss={iss}", Status: 400}),
	stray("cb-host-nip", Visit{Host: "127.0.0.1.nip.example", Status: 421}),
	stray("cb-host-user", Visit{Host: "127.0.0.1@evil.example", Status: 0}),
	stray("cb-host-v6", Visit{Host: "[::1]", Status: 421}),
	back("cb-iss-encoded-twice", "code={code}&state={state}&iss=http%253A%252F%252F127.0.0.1", Invalid, "iss"),
	back("cb-iss-case", "code={code}&state={state}&iss=HTTP%3A%2F%2F127.0.0.1", Invalid, "iss"),
	stray("cb-host-rebind", Visit{Host: "evil.example", Status: 421}),
	stray("cb-host-rebind-port", Visit{Host: "evil.example:80", Status: 421}),
	stray("cb-host-localhost", Visit{Host: "localhost", Status: 421}),
	stray("cb-host-no-port", Visit{Host: "127.0.0.1", Status: 421}),
	stray("cb-host-other-ip", Visit{Host: "127.0.0.2:80", Status: 421}),
	stray("cb-huge-query", Visit{Query: right + "&x=" + strings.Repeat("y", 60<<10)}),
	stray("cb-huge-header", Visit{Headers: []string{"X-Long: " + strings.Repeat("y", 60<<10)}}),
	first("cb-error-first", Visit{Query: "error=access_denied", Status: 400}),
	first("cb-wrong-state-first", Visit{Query: "code=stolen&state=wrong", Status: 400}),
	first("cb-no-params-first", Visit{Query: "-", Status: 400}),
	first("cb-path-first", Visit{Path: "/", Query: "-", Status: 404}),
	first("cb-head-first", Visit{Method: "HEAD", Status: 405}),
	first("cb-rebind-first", Visit{Host: "evil.example", Status: 421}),
	first("cb-origin-first", Visit{Query: "code=x&state=y", Headers: []string{"Origin: https://evil.example", "Sec-Fetch-Site: cross-site"}, Status: 400}),
	first("cb-flood", Visit{Query: "code=x&state=y", Times: 300, Status: 400}),
	first("cb-flood-together", Visit{Query: "code=x&state=y", Times: 60, Together: true}),
	first("cb-many-params", Visit{Query: "state=x" + strings.Repeat("&a=b", 5000), Status: 400}),
	first("cb-slowloris", Visit{Hang: "GET /callback?state=x HTTP/1.1\r\nHost: {host}\r\nX-", Times: 150}),
	first("cb-silent", Visit{Hang: " ", Times: 200}),
	first("cb-half-body", Visit{Hang: "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100000\r\n\r\nabc", Times: 20}),
	first("cb-garbage", Visit{Hang: "\x16\x03\x01\x02\x00\x01garbage\r\n\r\n", Times: 20}),
	first("cb-smuggle", Visit{Hang: "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET {path}?error=x HTTP/1.1\r\n\r\n", Times: 3}),
	first("cb-pipelined", Visit{Hang: "GET {path}?code=x&state=y HTTP/1.1\r\nHost: {host}\r\n\r\nGET {path}?error=x HTTP/1.1\r\nHost: {host}\r\n\r\n", Times: 3}),
	first("cb-http10", Visit{Hang: "GET {path}?code=x&state=y HTTP/1.0\r\n\r\n", Times: 3}),
	first("cb-absolute-form", Visit{Hang: "GET http://evil.example{path}?code=x HTTP/1.1\r\nHost: {host}\r\n\r\n", Times: 3}),
	first("cb-host-twice", Visit{Hang: "GET {path}?code=x HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n", Times: 3}),
	{Name: "cb-range", At: Callback, When: Login, Visits: []Visit{{Headers: []string{"Range: bytes=0-1"}, Status: 200}}, Want: Works},
	{Name: "cb-upgrade", At: Callback, When: Login, Visits: []Visit{{Headers: []string{"Connection: Upgrade", "Upgrade: websocket"}, Status: 200}}, Want: Works},
	{Name: "cb-prefetch", At: Callback, When: Login, Visits: []Visit{{Headers: []string{"Sec-Purpose: prefetch", "Purpose: prefetch"}, Status: 200}}, Want: Works},
	{Name: "cb-code-special", At: Callback, When: Login, Suffix: ` +/=%&"'\\<>~`, Want: Works},
	{Name: "cb-code-8k", At: Callback, When: Login, Suffix: strings.Repeat("c", 8<<10), Want: Works},
	{Name: "cb-auth-error-page", At: Authorize, When: Login, Act: html(400), Want: Waiting},
	{Name: "cb-auth-500", At: Authorize, When: Login, Act: says(500, ""), Want: Waiting},
	{Name: "cb-auth-reset", At: Authorize, When: Login, Act: Act{Do: breakOff("")}, Want: Waiting},
	{Name: "cb-twice", At: Callback, When: Login, Visits: []Visit{{Together: true}, {Together: true}, {Together: true}}, Want: Works},
	{Name: "cb-twice-other-code", At: Callback, When: Login, Visits: []Visit{genuine, {Query: "code=other&state={state}&iss={iss}"}}, Want: Works},
	{Name: "cb-after-refusal", At: Callback, When: Login, Visits: []Visit{{Query: "error=access_denied&state={state}&iss={iss}", Status: 400}, {}}, Want: Refused},
	{Name: "cb-never", At: Callback, When: Login, Visits: []Visit{}, Want: Waiting},
}
