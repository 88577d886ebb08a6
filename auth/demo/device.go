package demo

import (
	"crypto/rand"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// device is a device authorization. Its fields are guarded by the server's mutex.
type device struct {
	client   Client
	scopes   []string
	user     string // user code, as shown
	interval time.Duration
	polled   time.Time
	grant    *grant // when allowed
	settled  bool
	used     bool
	expires  time.Time
}

// userCodeLetters has no vowels and nothing that looks like something else.
// (RFC 8628 6.1)
const userCodeLetters = "BCDFGHJKLMNPQRSTVWXZ"

func newUserCode() string {
	var b strings.Builder
	for i := range 8 {
		if i == 4 {
			b.WriteByte('-')
		}
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(userCodeLetters))))
		if err != nil {
			panic("demo: the random source failed: " + err.Error())
		}
		b.WriteByte(userCodeLetters[n.Int64()])
	}
	return b.String()
}

// deviceAuthorization starts a device flow. (RFC 8628 3.1)
func (s *Server) deviceAuthorization(x *exchange, r *http.Request) {
	f, c, ok := s.authenticated(x, r)
	if !ok {
		return
	}
	scopes := splitScopes(f.get("scope"))
	switch {
	case !c.may(grantDevice):
		x.fail(http.StatusBadRequest, "unauthorized_client", "this client has no device flow")
		return
	case beyond(scopes, demoScopes):
		x.fail(http.StatusBadRequest, "invalid_scope", "")
		return
	}
	k := s.settings()
	d := &device{client: c, scopes: scopes, user: newUserCode(), interval: k.DeviceInterval, expires: time.Now().Add(k.DeviceLife)}
	text := draw()
	s.mu.Lock()
	s.noteIssued(text)
	s.devices[text] = d
	s.mu.Unlock()
	x.json(http.StatusOK, map[string]any{
		"device_code": text, "user_code": d.user, "verification_uri": s.url + "/activate",
		"verification_uri_complete": s.url + "/activate?user_code=" + url.QueryEscape(d.user),
		"expires_in":                int(k.DeviceLife.Seconds()), "interval": int(k.DeviceInterval.Seconds()),
	})
}

// activate is the page where the person types the code. (RFC 8628 3.3)
func (s *Server) activate(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodGet) {
		return
	}
	typed := r.URL.Query().Get("user_code")
	if typed == "" {
		x.codePage("")
		return
	}
	d := s.findDevice(typed)
	if d == nil {
		x.line.Outcome = "unknown user code"
		x.codePage("That code is not known here, was used before or is too old.")
		return
	}
	x.line.Client = d.client.ID
	l := login{name: "Authfob demo", issuer: s.url, client: d.client, scopes: d.scopes, device: d}
	x.loginPage(l, s.keep(l))
}

// findDevice compares user codes without regard to case and punctuation.
func (s *Server) findDevice(typed string) *device {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.devices {
		if plainCode(d.user) == plainCode(typed) && !d.settled && time.Now().Before(d.expires) {
			return d
		}
	}
	return nil
}

func plainCode(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(userCodeLetters, r) {
			return r
		}
		return -1
	}, strings.ToUpper(s))
}

// settleDevice records the decision; a nil grant is a refusal.
func (s *Server) settleDevice(d *device, g *grant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d.grant, d.settled = g, true
}

// deviceGrant answers a poll. (RFC 8628 3.4, 3.5)
func (s *Server) deviceGrant(x *exchange, r *http.Request, c Client, f fields) {
	g, failure := s.poll(f.get("device_code"), c)
	if failure != "" {
		x.fail(http.StatusBadRequest, failure, "")
		return
	}
	s.answerGrant(x, r, g, g.scopes, true)
}

func (s *Server) poll(text string, c Client) (g *grant, failure string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.devices[text]
	if !ok || d.client.ID != c.ID || d.used {
		return nil, "invalid_grant"
	}
	now := time.Now()
	early := !d.polled.IsZero() && now.Sub(d.polled) < d.interval-50*time.Millisecond // answers travel too
	d.polled = now
	switch {
	case !now.Before(d.expires):
		return nil, "expired_token"
	case early:
		d.interval += 5 * time.Second
		return nil, "slow_down"
	case !d.settled:
		return nil, "authorization_pending"
	case d.grant == nil:
		return nil, "access_denied"
	}
	d.used = true
	return d.grant, ""
}
