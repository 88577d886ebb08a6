package fakes

import (
	"context"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// Server is what a test has the server of an account in the making answer.
// Nil answers nothing out of the ordinary.
type Server struct {
	Describe func(context.Context, auth.Record) (auth.Metadata, error)
	Probe    func(context.Context, auth.Record) (auth.Trial, error)
	Try      func(context.Context, auth.Record, auth.Prompt) (auth.Trial, error)
}

func (a *Agent) Draft(ctx context.Context, id auth.AccountID, fn func(*auth.Record) error) (auth.Record, error) {
	r, err := a.Record(ctx, id)
	if err == nil {
		err = fn(&r)
	}
	return r, err
}

func (a *Agent) Describe(ctx context.Context, r auth.Record) (auth.Metadata, error) {
	a.called("Describe " + r.Account.Protocol.Issuer)
	if a.Server.Describe == nil {
		return auth.Metadata{Issuer: r.Account.Protocol.Issuer}, nil
	}
	return a.Server.Describe(ctx, r)
}

func (a *Agent) Probe(ctx context.Context, r auth.Record) (auth.Trial, error) {
	a.called("Probe")
	if a.Server.Probe == nil {
		return auth.Trial{}, nil
	}
	return a.Server.Probe(ctx, r)
}

func (a *Agent) Try(ctx context.Context, r auth.Record, p auth.Prompt) (auth.Trial, error) {
	a.called("Try")
	return a.Server.Try(ctx, r, p)
}

func (a *Agent) Keep(_ context.Context, acc auth.Account, c auth.Credentials, tr auth.Trial) (auth.AccountID, error) {
	a.called("Keep " + acc.Name + " " + tr.Grant.Access.Reveal())
	id, _, err := a.WhenAdd(acc, c)
	return id, err
}

func (a *Agent) Drop(_ context.Context, _ auth.Record, tr auth.Trial) {
	a.called("Drop " + tr.Grant.Access.Reveal())
}

// Did lists what was called, but for what reads, renews and changes an account.
func (a *Agent) Did() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.calls
}

// Described is what an issuer says of itself, with a hostile scope in it.
func Described(r auth.Record) auth.Metadata {
	host := strings.TrimSuffix(r.Account.Protocol.Issuer, "/")
	return auth.Metadata{
		Issuer:    r.Account.Protocol.Issuer,
		Endpoints: auth.Endpoints{Token: host + "/oauth2/token", Authorize: host + "/oauth2/authorize", Device: host + "/oauth2/device"},
		Grants:    []string{"authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code", "client_credentials", "urn:x"},
		Scopes:    []string{"openid", "profile", "email", "offline_access", "orders:read", strings.Repeat("endless", 9)},
	}
}

// Describes has every issuer say that of itself.
func (a *Agent) Describes() {
	a.Server.Describe = func(_ context.Context, r auth.Record) (auth.Metadata, error) { return Described(r), nil }
}

// Gives has the server give a token.
func (a *Agent) Gives(token string) {
	a.Server.Probe = func(context.Context, auth.Record) (auth.Trial, error) {
		return auth.Trial{Exchanges: []auth.Exchange{{Method: "HEAD", Host: "login.example.com", Path: "/", Status: 404, Took: 31 * time.Millisecond}}}, nil
	}
	a.Server.Try = func(_ context.Context, r auth.Record, _ auth.Prompt) (auth.Trial, error) {
		return auth.Trial{
			Grant: auth.Grant{
				Access: auth.NewSecret(token), Scopes: r.Account.Scopes, ObtainedAt: Noon, ExpiresAt: Noon.Add(time.Hour), ExpirySource: auth.ExpiryReply, Subject: "ada",
				Notices: []string{"this computer's clock is 7m0s ahead of the server's"},
			},
			Exchanges: []auth.Exchange{{Method: "POST", Host: "login.example.com", Path: "/oauth2/token", Status: 200, Took: 45 * time.Millisecond, Type: "application/json", RequestID: "9f-1"}},
		}, nil
	}
}
