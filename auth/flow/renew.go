package flow

import (
	"context"
	"errors"

	"github.com/authfob/authfob/auth"
)

// Renew gets a new token without a person: with the refresh token, or by
// repeating a grant that needs nobody. It sends one request; a second of
// another kind only when a password that the person chose to keep takes the
// place of a refresh token that has died.
func (c *Client) Renew(ctx context.Context, t auth.Target, g auth.Grant) (auth.Grant, error) {
	if t.Undefined() {
		return auth.Grant{}, undefined(t, doingRenew)
	}
	kept := t.Account.Grant == auth.Password && !t.Credentials.Password.IsZero()
	switch {
	case t.Account.Grant == auth.ClientCredentials, t.Account.Grant == auth.JWTBearer:
		return c.direct(ctx, t, doingRenew) // RFC 6749 4.4.3: these have no refresh token
	case !renewalToken(t, g).IsZero():
		renewed, err := c.refresh(ctx, t, g, doingRenew)
		if f, ok := errors.AsType[*auth.Failure](err); ok && kept && f.Outcome == auth.OutcomeSignIn {
			return c.password(ctx, t, t.Credentials.Password, doingRenew)
		}
		return renewed, err
	case kept:
		return c.password(ctx, t, t.Credentials.Password, doingRenew)
	case t.Account.Grant.Interactive():
		return auth.Grant{}, &auth.Failure{
			Outcome: auth.OutcomeSignIn, Doing: doingRenew, Host: t.Host(), Reason: "the server gave nothing to renew it with",
		}
	}
	return c.direct(ctx, t, doingRenew)
}

// renewalToken is what a renewal is asked with.
func renewalToken(t auth.Target, g auth.Grant) auth.Secret {
	if t.Protocol.Renewal.TokenField == "id_token" {
		return g.ID
	}
	return g.Refresh
}

// refresh renews with a token, at the renewal endpoint where there is one. No
// scope is sent unless the definition asks for it, and then none that was not
// granted. (RFC 6749 6; requirement 29)
func (c *Client) refresh(ctx context.Context, t auth.Target, g auth.Grant, doing string) (auth.Grant, error) {
	renewal := t.Protocol.Renewal
	r, err := tokenRequest(t, auth.StepRenew, doing, or(renewal.GrantType, wireRefresh), func(r *request) error {
		r.addSecret(or(renewal.TokenField, "refresh_token"), renewalToken(t, g))
		r.addScope(g.Scopes, or(renewal.ScopeStyle, auth.ScopeOmit))
		r.addResources(t.Account.Resources)
		return nil
	})
	if err != nil {
		return auth.Grant{}, err
	}
	return c.obtain(ctx, t, r, g, idCheck{})
}
