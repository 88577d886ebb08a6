package flow

import (
	"context"
	"errors"
	"time"

	"github.com/authfob/authfob/auth"
)

// Bounds of a device sign-in. (RFC 8628 3.2, 3.5; requirement 13)
const (
	defaultInterval = 5 * time.Second
	leastInterval   = time.Second
	moreInterval    = 5 * time.Second
	maxInterval     = time.Hour
	defaultCodeLife = 10 * time.Minute
	maxCodeLife     = time.Hour
	maxUserCode     = 64
)

// deviceCode is a server's answer to a device authorization request.
type deviceCode struct {
	code     auth.Secret
	user     auth.UserCode
	interval time.Duration
}

// codeExpired is said when time is over, by our clock or by the server's word. (RFC 8628 3.5)
const codeExpired = "the code expired before anybody entered it"

// authorizeDevice lets a person sign in on any device, and asks meanwhile
// whether they have. (RFC 8628)
func (c *Client) authorizeDevice(ctx context.Context, t auth.Target, p auth.Prompt) (auth.Grant, error) {
	if p.ShowCode == nil {
		return auth.Grant{}, refused(doingSignIn, t.Protocol.Endpoints.Device, "a device code cannot be shown here")
	}
	d, err := c.deviceCode(ctx, t)
	if err != nil {
		return auth.Grant{}, err
	}
	p.ShowCode(d.user)
	show(auth.Prompt{OpenURL: p.OpenURL}, or(d.user.CompleteURI, d.user.URI), func(error) {}) // the address is on screen anyway
	return c.poll(ctx, t, d)
}

func (c *Client) deviceCode(ctx context.Context, t auth.Target) (deviceCode, error) {
	r, err := newRequest(t, auth.StepAuthorize, doingSignIn, t.Protocol.Endpoints.Device, auth.BodyForm)
	if err != nil {
		return deviceCode{}, err
	}
	if err := r.authenticate(t, t.Protocol.ClientAuth); err != nil {
		return deviceCode{}, err
	}
	r.addScope(t.Account.Scopes, t.Protocol.ScopeStyle)
	r.addResources(t.Account.Resources)
	r.add("audience", t.Account.Audience)
	r.addStep(t)
	a, err := c.post(ctx, t, r)
	if err != nil {
		return deviceCode{}, err
	}
	obj, failure := r.read(a, t.Protocol.RateLimit)
	if failure != nil {
		return deviceCode{}, failure
	}
	return r.readDevice(a, obj)
}

// readDevice reads the answer; what is hostile in it is refused, what is odd
// gets the default. (requirements 13, 14)
func (r *request) readDevice(a answer, obj object) (deviceCode, error) {
	code, ok := tokenOf(obj, "device_code")
	user := obj.text("user_code")
	uri := or(obj.text("verification_uri"), obj.text("verification_url")) // the second as Google writes it
	switch {
	case !ok:
		return deviceCode{}, invalid(r.doing, r.url, "the server gave no usable device code")
	case user == "" || len(user) > maxUserCode || auth.Clean(user, maxUserCode) != user:
		return deviceCode{}, invalid(r.doing, r.url, "the server gave no usable user code")
	}
	if err := auth.CheckEndpoint(uri); err != nil {
		return deviceCode{}, invalid(r.doing, r.url, "the server's verification page: %v", err)
	}
	complete := or(obj.text("verification_uri_complete"), obj.text("verification_url_complete"))
	if auth.CheckEndpoint(complete) != nil || auth.Origin(complete) != auth.Origin(uri) { // what is opened is what is shown
		complete = ""
	}
	life, _ := lifeOf(obj["expires_in"])
	if life == 0 {
		life = defaultCodeLife
	}
	interval, _ := lifeOf(obj["interval"])
	if interval == 0 {
		interval = defaultInterval
	}
	return deviceCode{
		code:     code,
		user:     auth.UserCode{Code: user, URI: uri, CompleteURI: complete, ExpiresAt: a.at.Add(min(life, maxCodeLife))},
		interval: min(max(interval, leastInterval), maxInterval),
	}, nil
}

// poll asks for the token, never faster than the server wants, until the
// person is done or the code has expired.
func (c *Client) poll(ctx context.Context, t auth.Target, d deviceCode) (auth.Grant, error) {
	interval := d.interval
	timer := time.NewTimer(c.counted(interval))
	defer timer.Stop()
	expired := time.NewTimer(c.counted(time.Until(d.user.ExpiresAt)))
	defer expired.Stop()
	for {
		select {
		case <-ctx.Done():
			return auth.Grant{}, ctx.Err()
		case <-expired.C:
			return auth.Grant{}, helped(refused(doingSignIn, t.Protocol.Endpoints.Token, codeExpired), auth.RemedyAgain)
		case <-timer.C:
		}
		g, err := c.askDevice(ctx, t, d)
		var wait bool
		if interval, wait = slower(interval, err); !wait {
			return g, err
		}
		timer.Reset(c.counted(interval))
	}
}

// counted is how long to wait for what the server said in seconds.
func (c *Client) counted(d time.Duration) time.Duration {
	return time.Duration(d.Seconds() * float64(c.limits.Second))
}

func (c *Client) askDevice(ctx context.Context, t auth.Target, d deviceCode) (auth.Grant, error) {
	r, err := tokenRequest(t, auth.StepToken, doingSignIn, or(t.Protocol.GrantType, wireDevice), func(r *request) error {
		r.addSecret("device_code", d.code)
		return nil
	})
	if err != nil {
		return auth.Grant{}, err
	}
	return c.obtain(ctx, t, r, auth.Grant{}, idCheck{})
}

// slower says whether polling goes on after err, and how fast: five seconds
// slower for good when asked to, half as fast again when nobody answers.
func slower(interval time.Duration, err error) (time.Duration, bool) {
	f, ok := errors.AsType[*auth.Failure](err)
	if !ok {
		return interval, false
	}
	switch {
	case f.Code == "authorization_pending":
		return interval, true
	case f.Code == "slow_down":
		return interval + moreInterval, true
	case f.Outcome == auth.OutcomeUnreachable:
		wait := max(interval+interval/2, interval+leastInterval)
		if !f.RetryAt.IsZero() {
			wait = max(wait, time.Until(f.RetryAt))
		}
		return min(wait, maxInterval), true
	}
	return interval, false
}
