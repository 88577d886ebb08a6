package flow

import (
	"bytes"
	"context"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
)

// Keys are read again when none of them made a signature, at most so often: a
// server may change a key and keep its kid. In any case they are read again when
// they are older than keysLife. (requirement 39)
const (
	keysPause = 60 * time.Second
	keysLife  = 12 * time.Hour
)

// keySet is what is known of the keys behind one JWKS address.
type keySet struct {
	mu        sync.Mutex // guards what follows and lets one reader fetch at a time
	keys      []publicKey
	fetched   time.Time
	refetched time.Time // for a signature by none of them
}

func (c *Client) keySet(address string) *keySet {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.keys[address]
	if s == nil {
		s = &keySet{}
		c.keys[address] = s
	}
	return s
}

// verify reports whether j is signed by the server of t. The error says that
// the keys could not be had.
func (c *Client) verify(ctx context.Context, t auth.Target, j jwt) (bool, error) {
	set := c.keySet(t.Protocol.Endpoints.JWKS)
	set.mu.Lock() // held across the request on purpose: one fetch serves all who wait
	defer set.mu.Unlock()
	current := false
	if set.fetched.IsZero() || now().Sub(set.fetched) > keysLife {
		if err := c.fetchKeys(ctx, t, set); err != nil {
			return false, err
		}
		current = true
	}
	switch {
	case j.signedBy(set.keys):
		return true, nil
	case current, now().Sub(set.refetched) < keysPause:
		return false, nil
	}
	set.refetched = now()
	if err := c.fetchKeys(ctx, t, set); err != nil {
		return false, err
	}
	return j.signedBy(set.keys), nil
}

func (c *Client) fetchKeys(ctx context.Context, t auth.Target, set *keySet) error {
	address := t.Protocol.Endpoints.JWKS
	if err := auth.CheckEndpoint(address); err != nil {
		return invalid(doingKeys, address, "%v", err)
	}
	r := &request{doing: doingKeys, url: address, header: jsonOnly()}
	a, err := c.get(ctx, t, r)
	if err != nil {
		return err
	}
	if bytes.Count(a.body, []byte(",")) > maxKeyMembers { // a value of four bytes takes a hundred times that in memory
		return invalid(doingKeys, address, "the server's key set has more members than 100 keys need")
	}
	obj, failure := r.read(a, t.Protocol.RateLimit)
	if failure != nil {
		return failure
	}
	keys, err := parseKeys(obj)
	if err != nil {
		return invalid(doingKeys, address, "%v", err)
	}
	set.keys, set.fetched = keys, now()
	return nil
}
