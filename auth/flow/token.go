package flow

import (
	"context"
	"encoding/base64"
	"net/url"
	"slices"

	"github.com/authfob/authfob/auth"
)

// Grant types as they are sent. (RFC 6749, 7523, 8628, 8693)
const (
	wireCode          = "authorization_code"
	wireRefresh       = "refresh_token"
	wireClient        = "client_credentials"
	wirePassword      = "password"
	wireDevice        = "urn:ietf:params:oauth:grant-type:device_code"
	wireJWTBearer     = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	wireExchange      = "urn:ietf:params:oauth:grant-type:token-exchange"
	wireAccessToken   = "urn:ietf:params:oauth:token-type:access_token"
	wireAssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
)

// tokenRequest builds every token request: to the token endpoint, or to the
// renewal endpoint where a definition has one. fill puts in what the grant
// needs; what the definition adds comes last.
func tokenRequest(t auth.Target, step auth.Step, doing, grantType string, fill func(*request) error) (*request, error) {
	p := t.Protocol
	address, body, method := p.Endpoints.Token, p.Body, p.ClientAuth
	if step == auth.StepRenew {
		address = or(p.Endpoints.Renew, address)
		body, method = or(p.Renewal.Body, body), or(p.Renewal.ClientAuth, method)
	}
	if body == "" && method == auth.AuthJSON {
		body = auth.BodyJSON
	}
	r, err := newRequest(t, step, doing, address, body)
	if err != nil {
		return nil, err
	}
	r.add("grant_type", grantType)
	if err := r.authenticate(t, method); err != nil {
		return nil, err
	}
	if err := fill(r); err != nil {
		return nil, err
	}
	r.addStep(t)
	return r, nil
}

// obtain sends a token request and reads the grant that it brought; was is what
// the account had before.
func (c *Client) obtain(ctx context.Context, t auth.Target, r *request, was auth.Grant, check idCheck) (auth.Grant, error) {
	a, err := c.post(ctx, t, r)
	if err != nil {
		return auth.Grant{}, err
	}
	obj, failure := r.read(a, t.Protocol.RateLimit)
	if failure != nil {
		return auth.Grant{}, failure
	}
	g, failure := r.grant(t, a, obj, was)
	if failure != nil {
		return auth.Grant{}, failure
	}
	return c.identify(ctx, t, r, g, was, check)
}

// authenticate proves the client in the given way, or in the best one that the
// account has the means for and the server says it takes. (RFC 6749 2.3)
func (r *request) authenticate(t auth.Target, method auth.ClientAuth) error {
	id, secret := t.Account.ClientID, t.Credentials.ClientSecret
	switch or(method, defaultAuth(t)) {
	case auth.AuthBasic:
		r.basic(id, secret, t.Protocol.RawBasic != nil && *t.Protocol.RawBasic)
	case auth.AuthPost, auth.AuthJSON:
		r.add("client_id", id)
		r.addSecret("client_secret", secret)
	case auth.AuthPrivateKeyJWT:
		assertion, err := clientAssertion(t)
		if err != nil {
			return helped(invalid(r.doing, r.url, "%v", err), auth.RemedyKey)
		}
		r.add("client_id", id)
		r.add("client_assertion_type", wireAssertionType)
		r.addSecret("client_assertion", assertion)
	case auth.AuthNone:
		r.add("client_id", id)
	default:
		return invalid(r.doing, r.url, "%q is no way to authenticate a client", auth.Clean(string(method), 40))
	}
	return nil
}

func defaultAuth(t auth.Target) auth.ClientAuth {
	switch {
	case !t.Credentials.ClientSecret.IsZero():
	case !t.Credentials.PrivateKey.IsZero() && t.Account.Grant != auth.JWTBearer:
		return auth.AuthPrivateKeyJWT
	default:
		return auth.AuthNone
	}
	for _, m := range []struct {
		name string
		auth auth.ClientAuth
	}{{"client_secret_basic", auth.AuthBasic}, {"client_secret_post", auth.AuthPost}} {
		if slices.Contains(t.Metadata.ClientAuths, m.name) {
			return m.auth
		}
	}
	return auth.AuthBasic
}

// basic sets the Authorization header. Both parts are form-encoded first,
// unless the server wants them raw. (RFC 6749 2.3.1)
func (r *request) basic(id string, secret auth.Secret, raw bool) {
	s := secret.Reveal()
	r.secrets = append(r.secrets, secret)
	if !raw {
		id, s = url.QueryEscape(id), url.QueryEscape(s)
	}
	pair := base64.StdEncoding.EncodeToString([]byte(id + ":" + s))
	r.secrets = append(r.secrets, auth.NewSecret(pair))
	r.header.Set("Authorization", "Basic "+pair)
}
