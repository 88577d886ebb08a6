package auth

import (
	"context"
	"slices"
	"time"
)

// Call is a request that a person tries with an account's token.
type Call struct {
	Method string // "GET" or "HEAD"
	URL    string // https, or http on this computer itself; redirects are not followed
	// NewHost says that the person agreed to send the token to a host that never
	// had one of this account.
	NewHost bool
}

// Answer is what came back, cleaned: the token is struck out of it.
type Answer struct {
	Status int
	Took   time.Duration
	Header []HeaderLine // by name
	Kind   string       // content type, "" where there is none
	Text   string       // the body for reading: JSON is indented; "" for what is no text
	Size   int64        // of the body in bytes, as far as it was read
	Cut    bool         // there was more
}

// HeaderLine is a header of an answer.
type HeaderLine struct{ Name, Value string }

// NewHostError says that a host never had a token of this account.
type NewHostError struct{ Host string }

// Error implements error.
func (e *NewHostError) Error() string {
	return e.Host + " never had a token of this account; nothing was sent"
}

// maxCallHosts bounds the hosts that an account remembers.
const maxCallHosts = 20

// Call sends a request with the account's token, renewed first where needed.
// The token leaves for a host that is not one of the account's own servers only
// where the person agreed; which ones did is remembered. *NewHostError when not.
func (a *Agent) Call(ctx context.Context, id AccountID, c Call) (Answer, error) {
	if c.Method != "GET" && c.Method != "HEAD" {
		return Answer{}, &InputError{"method", "only GET and HEAD can be tried"}
	}
	if err := CheckEndpoint(c.URL); err != nil {
		return Answer{}, &InputError{"url", err.Error()}
	}
	r, err := a.Record(ctx, id)
	if err != nil {
		return Answer{}, err
	}
	if !a.knows(r, c.URL) {
		if !c.NewHost {
			return Answer{}, &NewHostError{Host(c.URL)}
		}
		if err := a.amend(ctx, id, func(r *Record) { r.CallOrigins = remembered(r.CallOrigins, Origin(c.URL)) }); err != nil {
			return Answer{}, err
		}
	}
	token, err := a.Token(ctx, id, TokenOptions{})
	if err != nil {
		return Answer{}, err
	}
	return a.servers.Call(ctx, a.Target(r), token.Value, c)
}

// knows reports whether the host of url had tokens of this account before.
func (a *Agent) knows(r Record, url string) bool {
	o := Origin(url)
	return slices.Contains(a.Target(r).SecretOrigins(), o) || slices.Contains(r.CallOrigins, o)
}

func remembered(list []string, origin string) []string {
	list = append(slices.Clone(list), origin)
	return list[max(0, len(list)-maxCallHosts):]
}
