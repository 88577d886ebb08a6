package hostile

import "strings"

// forms are answers whose JSON is not as it must be. (requirement 19)
var forms = []Fault{
	{Name: "dup-access", Act: Act{Last: `,"access_token":"second"`}, Want: Unreachable, Says: "twice"},
	{Name: "dup-access-first", Act: Act{First: `"access_token":"first"`}, Want: Unreachable, Says: "twice"},
	{Name: "dup-escaped", Act: Act{Last: `,"access\u005ftoken":"second"`}, Want: Unreachable, Says: "twice"},
	{Name: "dup-refresh", Act: Act{Last: `,"refresh_token":"second"`}, Want: Unreachable, Says: "twice"},
	{Name: "dup-error", Act: Act{Last: `,"error":null,"error":null`}, Want: Unreachable, Says: "twice"},
	{Name: "dup-inner", Act: Act{Last: `,"more":{"a":1,"a":2}`}, Want: Unreachable, Says: "twice"},
	{Name: "dup-deep", Act: Act{Last: `,"more":[[{"a":{"b":1,"b":1}}]]`}, Want: Unreachable, Says: "twice"},
	{Name: "dup-unknown", Act: Act{Last: `,"x":1,"x":1`}, Want: Unreachable, Says: "twice"},
	{Name: "case-variant-only", Act: set("access_token", "-", "Access_Token", `"{at}"`), Want: Unreachable, Says: "no access_token"},
	{Name: "case-variant-upper", Act: set("access_token", "-", "ACCESS_TOKEN", `"{at}"`), Want: Unreachable, Says: "no access_token"},
	{Name: "case-variant-beside", Act: set("Access_Token", `"wrong"`), Want: Works},
	{Name: "case-variant-refresh", Act: set("refresh_token", "-", "Refresh_Token", `"{rt}"`), Want: Works, Next: Old},
	{Name: "case-variant-error", Act: set("Error", `"invalid_grant"`), Want: Works},
	{Name: "case-variant-expiry", Act: set("Expires_In", "1"), Want: Works},
	{Name: "fold-variant-key", Act: set("access_token", "-", "acceſſ_token", `"{at}"`), Want: Unreachable, Says: "no access_token"},
	{Name: "fold-variant-beside", Act: set("acceſſ_toKen", `"wrong"`), Want: Works},
	{Name: "camel-case-key", Act: set("access_token", "-", "accessToken", `"{at}"`), Want: Unreachable, Says: "no access_token"},
	{Name: "json-array", Act: says(200, `[{"access_token":"x"}]`), Want: Unreachable, Says: "not a JSON object"},
	{Name: "json-string", Act: says(200, `"token"`), Want: Unreachable, Says: "not a JSON object"},
	{Name: "json-number", Act: says(200, `42`), Want: Unreachable, Says: "not a JSON object"},
	{Name: "json-null", Act: says(200, `null`), Want: Unreachable, Says: "not a JSON object"},
	{Name: "json-true", Act: says(200, `true`), Want: Unreachable, Says: "not a JSON object"},
	{Name: "json-empty-object", Act: says(200, `{}`), Want: Unreachable, Says: "no access_token"},
	{Name: "json-cut", Act: says(200, `{"access_token":"x","expires_`), Want: Unreachable, Says: "not JSON"},
	{Name: "json-trailing-comma", Act: Act{Last: `,`}, Want: Unreachable, Says: "not JSON"},
	{Name: "json-trailing-data", Act: says(200, `{good}{"access_token":"second"}`), Want: Unreachable, Says: "not JSON"},
	{Name: "json-trailing-word", Act: says(200, `{good} x`), Want: Unreachable, Says: "not JSON"},
	{Name: "json-trailing-nul", Act: says(200, "{good}\x00"), Want: Unreachable, Says: "not JSON"},
	{Name: "json-trailing-space", Act: says(200, "{good}\r\n\t \n"), Want: Works},
	{Name: "json-leading-space", Act: says(200, "\r\n\t {good}"), Want: Works},
	{Name: "json-bom", Act: says(200, "\ufeff{good}"), Want: Unreachable, Says: "not JSON"},
	{Name: "json-comment", Act: says(200, "/* ok */{good}"), Want: Unreachable, Says: "not JSON"},
	{Name: "json-single-quotes", Act: says(200, "{'access_token':'x'}"), Want: Unreachable, Says: "not JSON"},
	{Name: "json-xssi", Act: says(200, ")]}'\n{good}"), Want: Unreachable, Says: "not JSON"},
	{Name: "json-jsonp", Act: says(200, "callback({good})"), Want: Unreachable, Says: "not JSON"},
	{Name: "json-invalid-utf8", Act: Act{Last: ",\"x\":\"\xff\xfe\""}, Want: Unreachable, Says: "UTF-8"},
	{Name: "json-latin1", Act: says(200, "{\"access_token\":\"x\",\"name\":\"J\xfcrg\"}"), Want: Unreachable, Says: "UTF-8"},
	{Name: "json-utf16", Act: says(200, "\xff\xfe{\x00}\x00"), Want: Unreachable, Says: "UTF-8"},
	{Name: "json-raw-newline", Act: says(200, "{\"access_token\":\"a\nb\"}"), Want: Unreachable, Says: "not JSON"},
	{Name: "json-nan", Act: Act{Last: `,"x":NaN`}, Want: Unreachable, Says: "not JSON"},
	{Name: "json-hex", Act: Act{Last: `,"x":0x10`}, Want: Unreachable, Says: "not JSON"},
	{Name: "json-huge-number", Act: Act{Last: `,"x":` + strings.Repeat("1", 100000)}, Want: Works},
	{Name: "json-many-members", Act: Act{Last: manyMembers(20000)}, Want: Works},
	{Name: "json-proto", Act: Act{Last: `,"__proto__":{"access_token":"x"}`}, Want: Works},
	{Name: "json-in-form", Act: says(200, "access_token=x&token_type=bearer", "Content-Type: application/x-www-form-urlencoded"), Want: Unreachable, Says: "instead of JSON"},
	{Name: "json-as-text", Act: same(200, "Content-Type: text/plain"), Want: Works},
	{Name: "json-as-html", Act: same(200, "Content-Type: text/html"), Want: Works},
	{Name: "json-odd-charset", Act: same(200, "Content-Type: application/json; charset=utf-7"), Want: Works},
	{Name: "json-utf16-label", Act: same(200, "Content-Type: application/json; charset=utf-16"), Want: Works},
	{Name: "json-type-broken", Act: same(200, "Content-Type: ;;;/"), Want: Works},
	{Name: "json-utf16be", Act: says(200, "\xfe\xff\x00{\x00}"), Want: Unreachable, Says: "UTF-8"},
	{Name: "json-utf32", Act: says(200, "\xff\xfe\x00\x00{\x00\x00\x00}\x00\x00\x00"), Want: Unreachable, Says: "UTF-8"},
	{Name: "json-lone-surrogate", Act: Act{Last: `,"x":"\ud83d"`}, Want: Works},
	{Name: "json-exponent-only", Act: Act{Last: `,"x":1e`}, Want: Unreachable, Says: "not JSON"},
	{Name: "json-1e400", Act: Act{Last: `,"x":1e400,"y":-1e400,"z":1e-400`}, Want: Works},
	{Name: "json-empty-name", Act: Act{Last: `,"":1`}, Want: Works},
	{Name: "json-lines", Act: says(200, "{good}\n{good}\n"), Want: Unreachable, Says: "not JSON"},
	{Name: "json-sse", Act: says(200, "data: {good}\n\n", "Content-Type: text/event-stream"), Want: Unreachable},
	{Name: "xml-200", Act: says(200, `<?xml version="1.0"?><token>x</token>`, "Content-Type: application/xml"), Want: Unreachable, Says: "web page"},
	{Name: "deep-32", Act: Act{Last: `,"x":` + nest(31)}, Want: Works},
	{Name: "deep-nesting", Act: Act{Last: `,"x":` + nest(40)}, Want: Unreachable, Says: "nested too deeply"},
	{Name: "deep-100k", Act: Act{Last: `,"x":` + nest(100_000)}, Want: Unreachable, Bomb: true},
	{Name: "deep-objects", Act: Act{Last: `,"x":` + strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000)}, Want: Unreachable, Says: "nested too deeply"},
	{Name: "deep-unclosed", Act: says(200, strings.Repeat("[", 500_000)), Want: Unreachable, Bomb: true},
}

func nest(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

func manyMembers(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`,"x` + strings.Repeat("y", i%7) + itoa(i) + `":` + itoa(i))
	}
	return b.String()
}

// bodies are answers that are packed, cut or endless. (requirement 18)
func bodies() []Fault {
	return []Fault{
		{Name: "gzip-good", Act: Act{Do: zipped(100)}, Want: Works},
		{Name: "gzip-cut", Act: Act{Do: zipped(70)}, Want: Unreachable},
		{Name: "gzip-nothing", Act: Act{Do: zipped(0)}, Want: Unreachable},
		{Name: "gzip-not", Act: same(200, "Content-Encoding: gzip"), Want: Unreachable},
		{Name: "gzip-bomb", Act: Act{Do: gzipBomb}, Want: Unreachable, Says: "more than 1 MiB", Bomb: true},
		{Name: "gzip-unasked-br", Act: says(200, "\x0b\x02\x80x\x03", "Content-Encoding: br"), Want: Unreachable},
		{Name: "body-empty", Act: says(200, ""), Want: Unreachable, Says: "nothing"},
		{Name: "body-spaces", Act: says(200, " \n "), Want: Unreachable, Says: "nothing"},
		{Name: "body-nul", Act: says(200, "\x00"), Want: Unreachable, Says: "not JSON"},
		{Name: "body-huge", Act: Act{Do: flood(okHead+"Content-Length: 1073741824\r\n\r\n", strings.Repeat(" ", 1<<16))}, Want: Unreachable, Says: "more than 1 MiB", Bomb: true},
		{Name: "body-endless", Act: Act{Do: flood(okHead+"Connection: close\r\n\r\n", strings.Repeat("x", 1<<16))}, Want: Unreachable, Says: "more than 1 MiB", Bomb: true},
		{Name: "body-endless-chunks", Act: Act{Do: flood(okHead+"Transfer-Encoding: chunked\r\n\r\n", "10000\r\n"+strings.Repeat("x", 1<<16)+"\r\n")}, Want: Unreachable, Says: "more than 1 MiB", Bomb: true},
		{Name: "body-tiny-chunks", Act: Act{Do: flood(okHead+"Transfer-Encoding: chunked\r\n\r\n", strings.Repeat("1\r\n \r\n", 1000))}, Want: Unreachable, Bomb: true},
		{Name: "body-chunk-extension", Act: Act{Do: flood(okHead+"Transfer-Encoding: chunked\r\n\r\n1;", strings.Repeat("a", 4096))}, Want: Unreachable, Bomb: true},
		{Name: "body-chunk-negative", Act: Act{Raw: okHead + "Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n"}, Want: Unreachable},
		{Name: "body-chunk-cut", Act: Act{Raw: okHead + "Transfer-Encoding: chunked\r\n\r\nff\r\n{good}"}, Want: Unreachable},
		{Name: "body-trailer-flood", Act: Act{Do: flood(okHead+"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", "X-Trailer: "+strings.Repeat("a", 4096)+"\r\n")}, Want: Unreachable, Bomb: true},
		{Name: "body-1m-strings", Act: Act{Last: `,"x":"` + strings.Repeat("y", 900<<10) + `"`}, Want: Works},
		{Name: "body-over-1m", Act: Act{Last: `,"x":"` + strings.Repeat("y", 1<<20) + `"`}, Want: Unreachable, Says: "more than 1 MiB"},
		{Name: "body-arrays-1m", Act: Act{Last: `,"x":[` + strings.Repeat("0,", 400<<10) + `0]`}, Want: Works, Bomb: true},
	}
}
