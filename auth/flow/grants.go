package flow

import (
	"context"
	"errors"

	"github.com/authfob/authfob/auth"
)

// Authorize runs the flow that the account's grant needs.
func (c *Client) Authorize(ctx context.Context, t auth.Target, p auth.Prompt) (auth.Grant, error) {
	if t.Undefined() {
		return auth.Grant{}, undefined(t, doingSignIn)
	}
	switch t.Account.Grant {
	case auth.AuthorizationCode:
		return c.authorizeCode(ctx, t, p)
	case auth.DeviceCode:
		return c.authorizeDevice(ctx, t, p)
	case auth.RefreshToken:
		return c.importToken(ctx, t, p)
	case auth.Password:
		return c.authorizePassword(ctx, t, p)
	}
	return c.direct(ctx, t, doingSignIn)
}

// direct obtains a token without a person, by whatever grant the account has.
func (c *Client) direct(ctx context.Context, t auth.Target, doing string) (auth.Grant, error) {
	grantType, fill := wireGrant(t)
	r, err := tokenRequest(t, auth.StepToken, doing, or(t.Protocol.GrantType, grantType), func(r *request) error {
		if err := fill(r); err != nil {
			return helped(invalid(r.doing, r.url, "%v", err), wants(t.Account.Grant))
		}
		r.addScope(t.Account.Scopes, t.Protocol.ScopeStyle)
		r.addResources(t.Account.Resources)
		if t.Account.Grant != auth.JWTBearer { // there it is the assertion's
			r.add("audience", t.Account.Audience)
		}
		return nil
	})
	if err != nil {
		return auth.Grant{}, err
	}
	return c.obtain(ctx, t, r, auth.Grant{}, idCheck{})
}

// wants is what helps where a direct grant lacks what it is made of.
func wants(g auth.GrantType) auth.Remedy {
	if g == auth.JWTBearer {
		return auth.RemedyKey
	}
	return auth.RemedySettings
}

// wireGrant gives the grant_type and what a direct grant puts into the request.
func wireGrant(t auth.Target) (string, func(*request) error) {
	switch t.Account.Grant {
	case auth.ClientCredentials:
		return wireClient, func(*request) error { return nil }
	case auth.JWTBearer:
		return wireJWTBearer, func(r *request) error {
			assertion, err := grantAssertion(t)
			r.addSecret("assertion", assertion)
			return err
		}
	case auth.TokenExchange:
		return wireExchange, func(r *request) error {
			if t.SourceToken.IsZero() {
				return errors.New("a token exchange needs a token of the account that it starts from")
			}
			r.addSecret("subject_token", t.SourceToken)
			if t.Protocol.Steps[r.step].Params["subject_token_type"] == "" {
				r.add("subject_token_type", wireAccessToken)
			}
			return nil
		}
	}
	return string(t.Account.Grant), func(*request) error { return nil } // a definition's own
}

// authorizePassword sends a name and a password. Only definitions that
// document nothing better offer it. (RFC 6749 4.3)
func (c *Client) authorizePassword(ctx context.Context, t auth.Target, p auth.Prompt) (auth.Grant, error) {
	password := t.Credentials.Password
	if password.IsZero() {
		if p.Password == nil {
			return auth.Grant{}, helped(refused(doingSignIn, t.Protocol.Endpoints.Token, "the password was not given"), auth.RemedyAgain)
		}
		var err error
		if password, err = p.Password(ctx, t.Account.Username); err != nil {
			return auth.Grant{}, asked(ctx, t, err)
		}
	}
	return c.password(ctx, t, password, doingSignIn)
}

func (c *Client) password(ctx context.Context, t auth.Target, password auth.Secret, doing string) (auth.Grant, error) {
	if t.Account.Username == "" {
		return auth.Grant{}, helped(invalid(doing, t.Protocol.Endpoints.Token, "the account has no user name"), auth.RemedyUsername)
	}
	r, err := tokenRequest(t, auth.StepToken, doing, or(t.Protocol.GrantType, wirePassword), func(r *request) error {
		r.add("username", t.Account.Username)
		r.addSecret("password", password)
		r.addScope(t.Account.Scopes, t.Protocol.ScopeStyle)
		r.addResources(t.Account.Resources)
		r.add("audience", t.Account.Audience)
		return nil
	})
	if err != nil {
		return auth.Grant{}, err
	}
	return c.obtain(ctx, t, r, auth.Grant{}, idCheck{})
}

// importToken takes a refresh token that the person already has and proves it
// by renewing with it at once.
func (c *Client) importToken(ctx context.Context, t auth.Target, p auth.Prompt) (auth.Grant, error) {
	if p.RefreshToken == nil {
		return auth.Grant{}, helped(refused(doingSignIn, t.Protocol.Endpoints.Token, "the refresh token was not given"), auth.RemedyAgain)
	}
	token, err := p.RefreshToken(ctx)
	if err != nil {
		return auth.Grant{}, asked(ctx, t, err)
	}
	g, err := c.refresh(ctx, t, auth.Grant{Refresh: token}, doingSignIn)
	if f, ok := errors.AsType[*auth.Failure](err); ok && f.Outcome == auth.OutcomeSignIn {
		f.Outcome = auth.OutcomeRefused // a person is here already, with a token that is no good
	}
	return g, err
}

// asked turns a surface's error into a Failure, unless the person gave up.
func asked(ctx context.Context, t auth.Target, err error) error {
	if ctx.Err() != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return or(ctx.Err(), err)
	}
	f := invalid(doingSignIn, t.Protocol.Endpoints.Token, "%s", auth.Clean(err.Error(), maxDescription))
	f.Cause = err
	return f
}
