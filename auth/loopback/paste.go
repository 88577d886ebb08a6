package loopback

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/authfob/authfob/auth"
)

// maxPaste bounds what a person pastes, in bytes.
const maxPaste = 64 << 10

// query matches the text of an answer's query without its address.
var query = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\??(.*&)?(code|error|state)=`) })

// bare matches an answer's address without its scheme, as address bars show it.
var bare = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\w.-]+(:\d+)?(/[^?#]*)?\?(.*&)?(code|error|state)=`)
})

// escape matches a percent-encoded byte.
var escape = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`%[0-9A-Fa-f]{2}`) })

// ReadPaste finds the code in what a person pasted: the address that they
// landed on, its query, or the code alone. An *auth.Failure says that the
// sign-in is over: the server refused it; any other error names the mistake,
// and another try can follow.
func ReadPaste(text, redirectURI string, want Expect) (auth.Secret, error) {
	text = strings.Trim(strings.TrimSpace(text), `"'<>`)
	scheme, address, ok := strings.Cut(redirectURI, "://")
	host, _, _ := strings.Cut(address, "/")
	host, _, _ = strings.Cut(host, "?")
	if ok && text != "" && (bare().MatchString(text) || begins(text, host) || strings.Contains(text, ".") && begins(host, text)) {
		text = scheme + "://" + text
	}
	switch {
	case text == "":
		return auth.Secret{}, errors.New("nothing was pasted; paste the whole address that the browser landed on")
	case len(text) > maxPaste:
		return auth.Secret{}, errors.New("that is too long to be an address")
	case strings.Contains(text, "://"):
		return readAddress(text, redirectURI, want)
	case query().MatchString(text):
		return readQuery(strings.TrimPrefix(text, "?"), want)
	}
	return readCode(text)
}

// begins reports whether text begins with a host, whose capitals do not count.
func begins(text, host string) bool {
	return host != "" && len(text) >= len(host) && strings.EqualFold(text[:len(host)], host)
}

func readCode(text string) (auth.Secret, error) {
	if escape().MatchString(text) { // copied out of an address
		if plain, err := url.QueryUnescape(text); err == nil {
			text = plain
		}
	}
	if strings.ContainsAny(text, " \t\r\n") || !usableCode(text) {
		return auth.Secret{}, errors.New("that is neither an address nor a code; paste the whole address that the browser landed on")
	}
	return auth.NewSecret(text), nil
}

func readAddress(text, redirectURI string, want Expect) (auth.Secret, error) {
	got, err := url.Parse(text)
	if err != nil || strings.ContainsAny(text, " \t\r\n") {
		return auth.Secret{}, errors.New("that is not a complete address; copy all of it from the browser's address bar")
	}
	due, err := url.Parse(redirectURI)
	if err != nil {
		return auth.Secret{}, errors.New("the account's redirect URI is not an address")
	}
	switch q := got.Query(); {
	case q.Has("response_type") || q.Has("code_challenge"):
		return auth.Secret{}, errors.New("that is the address of the sign-in page itself; sign in there first, then paste the address that you land on")
	case !strings.EqualFold(got.Scheme, due.Scheme) || auth.Origin(got.String()) != auth.Origin(due.String()):
		return auth.Secret{}, fmt.Errorf("that address is at %s, but the answer comes to %s", shown(got), shown(due))
	case trimRoot(got.EscapedPath()) != trimRoot(due.EscapedPath()):
		return auth.Secret{}, fmt.Errorf("that is another page of %s; the answer comes to %s", shown(due), auth.Clean(redirectURI, 200))
	}
	return readQuery(ownQueryRemoved(got.RawQuery, due.RawQuery), want)
}

// shown is scheme and host, fit to be read.
func shown(u *url.URL) string {
	if u.Host == "" {
		return auth.Clean(u.Scheme+":", 40)
	}
	return auth.Clean(u.Scheme+"://"+u.Host, 120)
}

func trimRoot(path string) string {
	if path == "/" {
		return ""
	}
	return path
}

// ownQueryRemoved takes the redirect URI's own query off the answer's.
func ownQueryRemoved(raw, own string) string {
	if own == "" {
		return raw
	}
	return strings.TrimPrefix(strings.TrimPrefix(raw, own), "&")
}

func readQuery(raw string, want Expect) (auth.Secret, error) {
	raw, _, _ = strings.Cut(raw, "#")
	if v := judge(raw, want); v.ours {
		if v.err != nil {
			return auth.Secret{}, v.err
		}
		return v.code, nil
	}
	q, err := url.ParseQuery(raw)
	switch {
	case err != nil:
		return auth.Secret{}, errors.New("that address is damaged; copy it again from the browser's address bar")
	case len(q) == 0:
		return auth.Secret{}, errors.New("that address has no answer in it (no ?code=…); paste it as it is right after signing in")
	case !q.Has("state") && q.Has("code"):
		return auth.Secret{}, errors.New("that address has no state, so it may not belong to this sign-in; copy all of it, or paste the code alone")
	case !q.Has("state"):
		return auth.Secret{}, errors.New("that address has neither a code nor the state of this sign-in")
	}
	return auth.Secret{}, errors.New("that address belongs to another sign-in (its state differs); paste the one from the page that was opened last")
}
