package resident

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
)

// board is a clipboard that takes what is copied.
type board struct {
	mu     sync.Mutex
	value  auth.Secret
	how    Copying
	closed bool
	err    error
	before func() // runs before each copy
	panics bool
}

func (b *board) stumbles(yes bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.panics = yes
}

func (b *board) Copy(_ context.Context, value auth.Secret, how Copying) (Copied, error) {
	if b.before != nil {
		b.before()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.panics {
		panic(inThere)
	}
	if b.err != nil {
		return Copied{}, b.err
	}
	b.value, b.how = value, how
	return Copied{ClearsAt: time.Now().Add(how.Keep)}, nil
}

func (b *board) holds() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.value.Reveal()
}

func (b *board) Prepare() {}

func (b *board) Clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.value = auth.Secret{}
}

func (b *board) Idle(context.Context) {}

func (b *board) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
}

// noServers refuses to be asked: these tests have fresh tokens.
type noServers struct{}

var errAsked = errors.New("a server was asked")

func (noServers) CheckKeys(auth.Target) error { return nil }

func (noServers) Discover(context.Context, auth.Target) (auth.Metadata, error) {
	return auth.Metadata{}, errAsked
}

func (noServers) Reach(context.Context, auth.Target) (time.Duration, error) { return 0, errAsked }

func (noServers) Authorize(context.Context, auth.Target, auth.Prompt) (auth.Grant, error) {
	return auth.Grant{}, errAsked
}

func (noServers) Renew(context.Context, auth.Target, auth.Grant) (auth.Grant, error) {
	return auth.Grant{}, &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "server.example"}
}

func (noServers) Revoke(context.Context, auth.Target, auth.Grant) (bool, error) {
	return false, errAsked
}

func (noServers) Userinfo(context.Context, auth.Target, auth.Grant) (map[string]any, error) {
	return nil, errAsked
}

func (noServers) Introspect(context.Context, auth.Target, auth.Grant) (map[string]any, error) {
	return nil, errAsked
}

type noProviders struct{}

func (noProviders) Provider(string) (auth.Provider, bool) { return auth.Provider{}, false }

func account(expired bool) auth.Record {
	now := time.Now().UTC().Round(0)
	r := auth.Record{
		Account: auth.Account{ID: auth.NewAccountID(), Name: "work", Grant: auth.AuthorizationCode, ClientID: "c"},
		Grant:   auth.Grant{Access: auth.NewSecret("ACCESS"), Refresh: auth.NewSecret("REFRESH"), ObtainedAt: now, ExpiresAt: now.Add(time.Hour)},
	}
	if expired {
		r.Grant.ObtainedAt, r.Grant.ExpiresAt = now.Add(-2*time.Hour), now.Add(-time.Hour)
	}
	return r
}

func (noServers) Call(context.Context, auth.Target, auth.Secret, auth.Call) (auth.Answer, error) {
	return auth.Answer{}, errAsked
}
