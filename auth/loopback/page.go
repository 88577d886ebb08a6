package loopback

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"sync"
)

const style = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:17px/1.5 system-ui,sans-serif;background:#f4f5f7;color:#1c2530}
main{max-width:26rem;margin:1.5rem;padding:2.5rem;border-radius:16px;background:#fff;box-shadow:0 1px 3px #0002,0 12px 40px #0001;text-align:center}
h1{font-size:1.4rem;margin:1rem 0 .5rem}p{margin:0;color:#51606f}
.mark{display:inline-grid;place-items:center;width:3.5rem;height:3.5rem;border-radius:50%;font-size:1.7rem;color:#fff;background:#1f7a4d}
.mark.no{background:#a33a2c}
@media(prefers-color-scheme:dark){body{background:#14181d;color:#e8ecf0}main{background:#1e242b;box-shadow:none}p{color:#a9b4bf}}`

const head = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Authfob</title><style>` + style + `</style></head><body><main>
`

const (
	pageDone = head + `<div class="mark" aria-hidden="true">✓</div>
<h1>You are signed in. You can close this page.</h1>
<p>Authfob has what it needs.</p>
</main></body></html>
`
	pageFailed = head + `<div class="mark no" aria-hidden="true">!</div>
<h1>The sign-in did not succeed.</h1>
<p>Authfob says why. Nothing was lost; you can close this page and try again there.</p>
</main></body></html>
`
	pageNothing = head + `<div class="mark no" aria-hidden="true">?</div>
<h1>There is nothing here.</h1>
<p>This address only takes the answer to a sign-in that is under way.</p>
</main></body></html>
`
)

// policy lets a page do nothing but carry its own style.
var policy = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
})

// show writes one of the constant pages. (requirement 48)
func show(w http.ResponseWriter, status int, page string) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy())
	h.Set("Content-Length", strconv.Itoa(len(page)))
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(page))
}
