package flow

import (
	"context"
	"net/http"
	"time"

	"github.com/authfob/authfob/auth"
)

// Reach asks for the front page of the server that gives the account its
// tokens, by the account's own way: its proxy, its authorities, its
// certificate. It sends no secret. Whatever the server answers will do; skew
// is how far this computer's clock is ahead of the server's.
func (c *Client) Reach(ctx context.Context, t auth.Target) (skew time.Duration, err error) {
	address := or(t.Protocol.Endpoints.Token, t.Protocol.Issuer)
	if err := auth.CheckEndpoint(address); err != nil {
		return 0, invalid(doingReach, address, "%v", err)
	}
	r := &request{doing: doingReach, url: auth.Origin(address) + "/", header: http.Header{}}
	a, err := c.exchange(ctx, t, r, http.MethodHead, nil)
	if err != nil {
		return 0, err
	}
	return a.skew(), nil
}
