package hostile

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// authorize is the sign-in page: it checks the request and sends the browser
// back at once.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	s.watchAuthorize(q)
	act, row := s.armed(Authorize)
	if row != nil && row.At == Authorize {
		s.act(w, r, act, "", nil)
		return
	}
	code := s.fresh("code")
	if row != nil {
		code += row.Suffix
	}
	s.guard(code)
	s.mu.Lock()
	s.code[code] = &grantCode{challenge: q.Get("code_challenge"), redirectURI: q.Get("redirect_uri"), nonce: q.Get("nonce")}
	s.mu.Unlock()
	back := url.Values{"code": {code}, "state": {q.Get("state")}, "iss": {s.URL}}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// token answers every grant.
func (s *Server) token(w http.ResponseWriter, r *http.Request, form url.Values) {
	s.watchClient(r, form, "/token")
	place, nonce := Token, ""
	var presented, problem string
	switch form.Get("grant_type") {
	case "authorization_code":
		presented = form.Get("code")
		nonce, problem = s.redeem(form)
	case "refresh_token":
		presented = form.Get("refresh_token")
		problem = s.redeemRefresh(presented)
	case "urn:ietf:params:oauth:grant-type:device_code":
		place, presented = Poll, form.Get("device_code")
		s.watchPoll(presented)
	default:
		problem = "a grant_type of " + form.Get("grant_type")
	}
	s.present(presented, place)
	if problem != "" {
		s.violate("%s", problem)
		s.act(w, r, says(400, `{"error":"invalid_grant"}`), "", nil)
		return
	}
	act, row := s.armed(place)
	if strings.Contains(act.Body, "slow_down") {
		s.slowDown()
	}
	s.grant(w, r, act, row, presented, form.Get("code_verifier"), nonce)
}

// present notes what was presented; while a fault is armed, one request must be all.
func (s *Server) present(value string, place Place) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.Contains(s.tokens, value) && place != Poll {
		s.violations = append(s.violations, "a code or refresh token was presented twice")
	}
	s.tokens = append(s.tokens, value)
}

func (s *Server) redeem(form url.Values) (nonce, problem string) {
	s.guard(form.Get("code_verifier"))
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.code[form.Get("code")]
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	switch {
	case c == nil:
		return "", "a code that was never given"
	case c.spent:
		return "", "a code was presented twice"
	case base64.RawURLEncoding.EncodeToString(sum[:]) != c.challenge:
		return "", "the verifier does not fit the challenge"
	case form.Get("redirect_uri") != c.redirectURI:
		return "", "the redirect_uri differs from that of the sign-in page"
	case s.seen[form.Get("code_verifier")]:
		return "", "the verifier was used before"
	}
	c.spent, s.seen[form.Get("code_verifier")] = true, true
	return c.nonce, ""
}

func (s *Server) redeemRefresh(token string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.refresh == lost:
		return ""
	case token != s.refresh:
		return "a refresh token that was rotated away, or never given"
	}
	return ""
}

// lost marks a refresh token that the client cannot know: the server answers
// invalid_grant to whatever it presents.
const lost = "lost"

// grant answers with tokens, or with what the row does to them.
func (s *Server) grant(w http.ResponseWriter, r *http.Request, act Act, row *Row, presented, verifier, nonce string) {
	s.mu.Lock()
	dead := s.refresh == lost && nonce == ""
	s.mu.Unlock()
	if dead && row == nil {
		s.act(w, r, says(400, `{"error":"invalid_grant"}`), "", nil)
		return
	}
	access, refresh := s.fresh("at"), s.fresh("rt")
	if row != nil {
		refresh += row.Suffix
	}
	var id *IDToken
	if row != nil && (row.At == Token || row.At == Poll) {
		id = row.ID
	}
	idToken := s.idToken(id, nonce, access)
	s.guard(idToken)
	s.rotate(row, refresh, access)
	good := fmt.Sprintf(`{"access_token":%q,"token_type":"Bearer","expires_in":3600,"refresh_token":%q,"id_token":%q,"scope":"openid read"}`, access, refresh, idToken)
	fill := []string{
		"{at}", access, "{rt}", refresh, "{idt}", idToken, "{presented}", presented, "{presented-url}", url.QueryEscape(presented),
		"{presented-64}", base64.StdEncoding.EncodeToString([]byte(presented)), "{verifier}", verifier,
	}
	s.act(w, r, act, good, fill)
}

// rotate decides which refresh token counts from now on.
func (s *Server) rotate(row *Row, refresh, access string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.access = access
	next := New
	if row != nil {
		next = row.NextRefresh()
	}
	switch next {
	case New:
		s.refresh = refresh
	case None:
		s.refresh = lost
	}
}

// deviceCode begins a device sign-in.
func (s *Server) deviceCode(w http.ResponseWriter, r *http.Request, form url.Values) {
	s.watchClient(r, form, "/device")
	code := s.fresh("dc")
	s.mu.Lock()
	s.device = deviceGrant{code: code, last: time.Now(), interval: s.Second}
	s.mu.Unlock()
	s.answer(w, r, Device, s.fill(fmt.Sprintf(`{"device_code":%q,"user_code":"WDJB-MJHT","verification_uri":"{self}/verify",
		"verification_uri_complete":"{self}/verify?user_code=WDJB-MJHT","expires_in":600,"interval":1}`, code)), nil)
}

func (s *Server) watchPoll(code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &s.device
	if since := time.Since(d.last); since < d.interval {
		s.violations = append(s.violations, fmt.Sprintf("polled after %v, not %v", since, d.interval))
	}
	if code != d.code {
		s.violations = append(s.violations, "polled with another device code")
	}
	d.last = time.Now()
	d.polls++
}

func (s *Server) slowDown() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.device.interval += 5 * s.Second
}
