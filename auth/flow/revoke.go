package flow

import (
	"context"

	"github.com/authfob/authfob/auth"
)

// Revoke tells the server to forget the grant: its refresh token, or its access
// token where it has none. Any 200 means revoked. (RFC 7009 2)
func (c *Client) Revoke(ctx context.Context, t auth.Target, g auth.Grant) (bool, error) {
	token, hint := g.Refresh, "refresh_token"
	if token.IsZero() {
		token, hint = g.Access, "access_token"
	}
	if t.Protocol.Endpoints.Revoke == "" || token.IsZero() {
		return false, nil
	}
	r, err := newRequest(t, auth.StepRevoke, doingRevoke, t.Protocol.Endpoints.Revoke, auth.BodyForm)
	if err != nil {
		return false, err
	}
	if err := r.authenticate(t, t.Protocol.ClientAuth); err != nil {
		return false, err
	}
	r.addSecret("token", token)
	r.add("token_type_hint", hint)
	r.addStep(t)
	limited, cancel := context.WithTimeout(ctx, c.limits.Revoke)
	defer cancel()
	a, err := c.post(limited, t, r)
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case limited.Err() != nil:
		return false, unreachable(doingRevoke, r.url, "no answer within %v", c.limits.Revoke)
	case err != nil:
		return false, err
	case a.status == 200:
		return true, nil
	}
	if _, failure := r.read(a, t.Protocol.RateLimit); failure != nil {
		return false, failure
	}
	f := unreachable(doingRevoke, r.url, "answered %d", a.status)
	f.Status = a.status
	return false, f
}
