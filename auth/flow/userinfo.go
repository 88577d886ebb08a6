package flow

import (
	"context"

	"github.com/authfob/authfob/auth"
)

// Userinfo reads who the token is for. It is refused unless its sub equals
// that of the verified ID token, where there was one. What it returns is
// outside text: clean it before showing it. (OIDC Core 5.3)
func (c *Client) Userinfo(ctx context.Context, t auth.Target, g auth.Grant) (map[string]any, error) {
	address := t.Protocol.Endpoints.Userinfo
	if err := checkDestination(t, doingUserinfo, address); err != nil {
		return nil, err
	}
	r := &request{doing: doingUserinfo, url: address, header: jsonOnly(), secrets: []auth.Secret{g.Access}}
	r.header.Set("Authorization", "Bearer "+g.Access.Reveal())
	limited, cancel := context.WithTimeout(ctx, c.limits.Userinfo)
	defer cancel()
	a, err := c.get(limited, t, r)
	if err != nil {
		if ctx.Err() == nil && limited.Err() != nil {
			err = unreachable(doingUserinfo, address, "no answer within %v", c.limits.Userinfo)
		}
		return nil, err
	}
	obj, failure := r.read(a, t.Protocol.RateLimit)
	if failure != nil {
		return nil, failure
	}
	if g.Subject != "" && obj["sub"] != g.Subject {
		return nil, invalid(doingUserinfo, address, "the profile is somebody else's")
	}
	return obj, nil
}

// Introspect asks the server what it knows of the access token. What it
// returns is outside text: clean it before showing it. (RFC 7662 2)
func (c *Client) Introspect(ctx context.Context, t auth.Target, g auth.Grant) (map[string]any, error) {
	r, err := newRequest(t, auth.StepToken, doingInspect, t.Protocol.Endpoints.Introspect, auth.BodyForm)
	if err != nil {
		return nil, err
	}
	if err := r.authenticate(t, t.Protocol.ClientAuth); err != nil {
		return nil, err
	}
	r.addSecret("token", g.Access)
	r.add("token_type_hint", "access_token")
	a, err := c.post(ctx, t, r)
	if err != nil {
		return nil, err
	}
	obj, failure := r.read(a, t.Protocol.RateLimit)
	if failure != nil {
		return nil, failure
	}
	return obj, nil
}
