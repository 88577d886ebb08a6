package demo

import (
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// login is an authorization request that waits for a person's decision.
type login struct {
	name      string // of the provider that is played
	system    string // of the client
	issuer    string
	sendIss   bool // RFC 9207
	client    Client
	redirect  string
	state     string
	nonce     string
	challenge string
	scopes    []string
	device    *device // instead of a redirect (RFC 8628)
	expires   time.Time
}

// pushed is an authorization request that was pushed. (RFC 9126)
type pushed struct {
	fields  fields
	expires time.Time
}

const loginLife = 15 * time.Minute

// authorize shows the sign-in page. (RFC 6749 4.1.1)
func (s *Server) authorize(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodGet) {
		return
	}
	f, err := single(r.URL.Query())
	if err != nil {
		x.refuse(err.Error())
		return
	}
	l := login{name: "Authfob demo", issuer: s.url, sendIss: true}
	if uri := f.get("request_uri"); uri != "" {
		if f, err = s.takePushed(uri, f.get("client_id")); err != nil {
			x.refuse(err.Error())
			return
		}
	} else if s.settings().RequirePAR {
		x.refuse("this server wants the request to be pushed first")
		return
	}
	s.begin(x, r, l, f, s.checkAuthorize)
}

// begin checks a request and shows the sign-in page. Who asks and where to go
// back to is checked first: before that, no error is sent anywhere.
func (s *Server) begin(x *exchange, r *http.Request, l login, f fields, check func(*login, fields) (code, why string)) {
	client, ok := s.client(l.system, f.get("client_id"))
	if !ok {
		x.refuse("the client is not known here")
		return
	}
	x.line.Client = client.ID
	l.client, l.redirect, l.state, l.nonce, l.challenge = client, f.get("redirect_uri"), f.get("state"), f.get("nonce"), f.get("code_challenge")
	if !registered(client.Redirects, l.redirect) {
		x.refuse("the redirect address is not registered for this client")
		return
	}
	if code, why := check(&l, f); code != "" {
		x.line.Outcome = code + ": " + why
		s.goBack(x, r, l, url.Values{"error": {code}, "error_description": {why}})
		return
	}
	if f.get("prompt") == "none" { // nobody is ever signed in already (OpenID Connect Core 3.1.2.6)
		x.line.Outcome = "login_required"
		s.goBack(x, r, l, url.Values{"error": {"login_required"}})
		return
	}
	x.loginPage(l, s.keep(l))
}

// keep remembers a login and returns its key for the page's form.
func (s *Server) keep(l login) string {
	l.expires = time.Now().Add(loginLife)
	key := draw()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logins[key] = l
	return key
}

var challengeForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`) })

func (s *Server) checkAuthorize(l *login, f fields) (code, why string) {
	l.scopes = splitScopes(f.get("scope"))
	switch {
	case f.get("response_type") != "code":
		return "unsupported_response_type", "only response_type=code is offered"
	case !l.client.may(grantCode):
		return "unauthorized_client", "this client does not sign people in"
	case f.get("code_challenge_method") != "S256" || !challengeForm().MatchString(l.challenge):
		return "invalid_request", "PKCE with S256 is needed"
	case len(l.state) < 8:
		return "invalid_request", "the state is shorter than 8 characters"
	case beyond(l.scopes, demoScopes):
		return "invalid_scope", "the scopes are " + strings.Join(demoScopes, ", ")
	}
	return "", ""
}

// registered compares redirect addresses exactly, but for the port of loopback
// ones. (RFC 8252 7.3)
func registered(list []string, uri string) bool {
	if slices.Contains(list, uri) {
		return true
	}
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "http" || u.Port() == "" {
		return false
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return false
	}
	without := *u
	without.Host = strings.TrimSuffix(u.Host, ":"+u.Port())
	return slices.Contains(list, without.String())
}

// decide takes the person's click on the sign-in page.
func (s *Server) decide(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodPost) {
		return
	}
	f, err := readForm(r)
	if err != nil {
		x.refuse(err.Error())
		return
	}
	s.mu.Lock()
	l, ok := s.logins[f.get("request")]
	delete(s.logins, f.get("request"))
	s.mu.Unlock()
	if !ok || time.Now().After(l.expires) {
		x.refuse("this page was used before or is too old. Start again in Authfob")
		return
	}
	x.line.Client = l.client.ID
	if f.get("person") == "" {
		x.line.Outcome = "access_denied"
		s.denied(x, r, l)
		return
	}
	who, ok := findPerson(f.get("person"))
	if !ok {
		x.refuse("nobody of that name is here")
		return
	}
	g := &grant{client: l.client, issuer: l.issuer, subject: who.ID, scopes: l.scopes, nonce: l.nonce, signed: time.Now()}
	s.allowed(x, r, l, g)
}

func (s *Server) denied(x *exchange, r *http.Request, l login) {
	if l.device != nil {
		s.settleDevice(l.device, nil)
		x.page(http.StatusOK, "Refused", "<p>The device was not signed in. You can close this page.</p>")
		return
	}
	s.goBack(x, r, l, url.Values{"error": {"access_denied"}, "error_description": {"You chose to refuse."}})
}

func (s *Server) allowed(x *exchange, r *http.Request, l login, g *grant) {
	if l.device != nil {
		s.settleDevice(l.device, g)
		x.page(http.StatusOK, "Signed in", "<p>The device is signed in. You can close this page.</p>")
		return
	}
	s.goBack(x, r, l, url.Values{"code": {s.newCode(l, g)}})
}

// goBack sends the browser back to the client. (RFC 6749 4.1.2, RFC 9207 2)
func (s *Server) goBack(x *exchange, r *http.Request, l login, answer url.Values) {
	if l.state != "" {
		answer.Set("state", l.state)
	}
	if l.sendIss {
		answer.Set("iss", l.issuer)
	}
	separator := "?"
	if strings.Contains(l.redirect, "?") {
		separator = "&"
	}
	http.Redirect(x, r, l.redirect+separator+answer.Encode(), http.StatusSeeOther)
}
