package flow

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

const struck = "[redacted]"

// opaque matches runs that look like a token or a key: long, without a space.
var opaque = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z0-9_\-.~+/=%]{24,}`) })

// traceID matches a UUID: servers print them for their support.
var traceID = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\.?$`)
})

// strike takes the secrets of this request, in raw, URL and base64 form, and
// whatever else looks like a token out of a server's words. (requirement 88)
func (r *request) strike(s string) string {
	return opaque().ReplaceAllStringFunc(r.strikeOwn(s), func(run string) string {
		if !strings.ContainsAny(run, "0123456789") || traceID().MatchString(run) {
			return run
		}
		return struck
	})
}

// strikeOwn takes the secrets of this request out, and nothing else.
func (r *request) strikeOwn(s string) string {
	for _, secret := range r.secrets {
		v := secret.Reveal()
		if len(v) < 4 { // would tear holes into ordinary words
			continue
		}
		for _, form := range []string{
			v, url.QueryEscape(v), url.PathEscape(v),
			base64.StdEncoding.EncodeToString([]byte(v)), base64.RawURLEncoding.EncodeToString([]byte(v)),
		} {
			s = strings.ReplaceAll(s, form, struck)
		}
	}
	return s
}
