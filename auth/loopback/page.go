package loopback

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
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

// Words are what the pages say. They go into the page as text, never as markup.
type Words struct {
	Language            string // a BCP 47 tag
	Done, DoneMore      string // the sign-in succeeded
	Failed, FailedMore  string
	Nothing, NothingFor string // the address is for something else
}

// English are the words where nobody chose others.
var English = Words{
	Language: "en",
	Done:     "You are signed in. You can close this page.", DoneMore: "Authfob has what it needs.",
	Failed: "The sign-in did not succeed.", FailedMore: "Authfob says why. Nothing was lost; you can close this page and try again there.",
	Nothing: "There is nothing here.", NothingFor: "This address only takes the answer to a sign-in that is under way.",
}

func (w Words) done() string    { return w.page("", "✓", w.Done, w.DoneMore) }
func (w Words) failed() string  { return w.page(" no", "!", w.Failed, w.FailedMore) }
func (w Words) nothing() string { return w.page(" no", "?", w.Nothing, w.NothingFor) }

func (w Words) page(kind, mark, says, more string) string {
	return `<!doctype html>
<html lang="` + html.EscapeString(w.Language) + `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Authfob</title><style>` + style + `</style></head><body><main>
<div class="mark` + kind + `" aria-hidden="true">` + mark + `</div>
<h1>` + html.EscapeString(says) + `</h1>
<p>` + html.EscapeString(more) + `</p>
</main></body></html>
`
}

// policy lets a page do nothing but carry its own style.
var policy = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
})

// show writes one of the pages, which are constant. (requirement 48)
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
