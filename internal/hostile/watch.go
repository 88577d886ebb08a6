package hostile

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// watch looks at what every request must be like. (requirements 15 to 17)
func (s *Server) watch(r *http.Request, form url.Values) {
	for _, name := range []string{"Cookie", "Referer", "Proxy-Authorization", "Expect", "Origin"} {
		if r.Header.Get(name) != "" && r.URL.Path != "/authorize" {
			s.violate("%s: has a %s header", r.URL.Path, name)
		}
	}
	for _, secret := range s.Secrets() {
		if strings.Contains(r.URL.RequestURI(), secret) || strings.Contains(r.URL.RequestURI(), url.QueryEscape(secret)) {
			s.violate("%s: a secret is in the URL", r.URL.Path)
		}
	}
	if r.URL.Path != "/authorize" && r.URL.RawQuery != "" {
		s.violate("%s: has a query", r.URL.Path)
	}
	for name, values := range form {
		if len(values) != 1 {
			s.violate("%s: repeats the parameter %s", r.URL.Path, name)
		}
	}
	authorized := []string{"/token", "/device", "/revoke", "/userinfo"}
	if r.Header.Get("Authorization") != "" && !slices.Contains(authorized, r.URL.Path) {
		s.violate("%s: shows credentials where none are due", r.URL.Path)
	}
	posts := []string{"/token", "/device", "/revoke"}
	if want := slices.Contains(posts, r.URL.Path); want != (r.Method == http.MethodPost) {
		s.violate("%s: is asked by %s", r.URL.Path, r.Method)
	}
}

// watchClient looks at how the client proves itself: by Basic alone, which is
// what the metadata names first.
func (s *Server) watchClient(r *http.Request, form url.Values, path string) {
	pair := base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(ClientID) + ":" + url.QueryEscape(ClientSecret)))
	switch {
	case r.Header.Get("Authorization") != "Basic "+pair:
		s.violate("%s: the client does not prove itself by Basic", path)
	case form.Has("client_secret"):
		s.violate("%s: the secret is in the body as well", path)
	case r.Header.Get("Content-Type") != "application/x-www-form-urlencoded":
		s.violate("%s: is no form", path)
	}
}

var drawn = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// watchAuthorize looks at what the browser was sent with. (requirements 1, 2, 8)
func (s *Server) watchAuthorize(q url.Values) {
	for name, values := range q {
		if len(values) != 1 {
			s.violate("the sign-in page's address repeats the parameter %s", name)
		}
	}
	if q.Get("code_challenge_method") != "S256" || q.Get("response_type") != "code" || q.Get("client_id") != ClientID {
		s.violate("the sign-in page is asked without S256, for another response type or by another client")
	}
	if u, err := url.Parse(q.Get("redirect_uri")); err != nil || u.Scheme != "http" || u.Hostname() != "127.0.0.1" || u.Port() == "" {
		s.violate("the redirect URI is no loopback address")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range []string{"state", "nonce", "code_challenge"} {
		v := q.Get(name)
		switch {
		case !drawn.MatchString(v):
			s.violations = append(s.violations, "the "+name+" is not 32 random bytes")
		case s.seen[v]:
			s.violations = append(s.violations, "the "+name+" was used before")
		}
		s.seen[v] = true
	}
	s.secrets = append(s.secrets, q.Get("state"), q.Get("nonce"))
}
