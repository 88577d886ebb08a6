package demo

import (
	_ "embed"
	"html"
	"net/http"
	"slices"
	"strings"
)

//go:embed page.html
var pageHTML string

// page answers a web page. body is HTML; everything in it that came from
// outside is escaped by the caller.
func (x *exchange) page(status int, title, body string) {
	h := x.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	x.WriteHeader(status)
	_, _ = strings.NewReplacer("{{title}}", html.EscapeString(title), "{{body}}", body).WriteString(x, pageHTML) // the browser may be gone
}

// refuse shows what is wrong on a page of the server's own: there is no safe
// address to send the browser back to. (RFC 6749 4.1.2.1)
func (x *exchange) refuse(why string) {
	x.line.Outcome = "refused: " + why
	x.page(http.StatusBadRequest, "This does not work", "<p class=bad>"+html.EscapeString(sentence(why))+"</p>")
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }

// loginPage lets the person choose who to be.
func (x *exchange) loginPage(l login, key string) {
	var b strings.Builder
	b.WriteString("<p><b>" + html.EscapeString(l.client.ID) + "</b> asks to sign in")
	if l.device != nil {
		b.WriteString(" the device that shows <b class=code>" + html.EscapeString(l.device.user) + "</b>")
	}
	b.WriteString(". Who are you today?</p><form method=post action=/decide><input type=hidden name=request value=\"" + key + "\">")
	for i, p := range people {
		b.WriteString(personButton(i, p))
	}
	b.WriteString(`<button class=no id=refuse name=person value="">Refuse</button></form>`)
	if scopes := slices.Clone(l.scopes); len(scopes) > 0 {
		for i, s := range scopes {
			scopes[i] = "<span>" + html.EscapeString(s) + "</span>"
		}
		b.WriteString("<p class=scopes>It asks for " + strings.Join(scopes, " ") + "</p>")
	}
	x.page(http.StatusOK, "Sign in · "+l.name, b.String())
}

var avatarColors = []string{"#4f46e5", "#0f766e", "#b45309", "#be185d"}

func personButton(i int, p person) string {
	return `<button class=who id="` + p.ID + `" name=person value="` + p.ID + `"><i style="background:` + avatarColors[i%len(avatarColors)] +
		`">` + p.Given[:1] + p.Family[:1] + `</i><span><b>` + p.name() + `</b><small>` + p.Known + `</small></span></button>`
}

// codePage asks for a device's code. (RFC 8628 3.3)
func (x *exchange) codePage(wrong string) {
	note := ""
	if wrong != "" {
		note = "<p class=bad>" + html.EscapeString(wrong) + "</p>"
	}
	x.page(http.StatusOK, "Sign in a device", note+
		`<form method=get action=/activate><label for=user_code>The code that your device shows</label>`+
		`<input id=user_code name=user_code autocomplete=off autofocus placeholder="BCDF-GHJK"><button class=go id=go>Continue</button></form>`)
}
