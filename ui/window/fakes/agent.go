package fakes

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// Agent is what screens reach of the agent. What a test did not say what to do
// about fails the test.
type Agent struct {
	t           *testing.T
	list        []auth.Status
	mu          sync.Mutex // guards calls
	calls       []string
	WhenToken   func(auth.AccountID, auth.TokenOptions) (auth.Token, error)
	WhenAdd     func(auth.Account, auth.Credentials) (auth.AccountID, error, error)
	WhenRecord  func(auth.AccountID) auth.Record
	WhenEdit    func(auth.AccountID, func(*auth.Record) error) (bool, error, error)
	WhenSignIn  func(context.Context, auth.AccountID, auth.Prompt) error
	WhenCall    func(auth.Call) (auth.Answer, error)
	WhenSignOut func(auth.AccountID) (auth.SignedOut, error)
	WhenRemove  func(auth.AccountID) (auth.SignedOut, error)
	Server      Server
	Vault       Vault
}

func (a *Agent) Snapshot() ([]auth.Status, error) {
	return a.list, nil
}

func (a *Agent) Load(context.Context) error {
	a.called("Load")
	return nil
}

func (a *Agent) Loaded() bool { return true }

func (a *Agent) Changed() <-chan struct{} { return make(chan struct{}) }

func (a *Agent) Target(r auth.Record) auth.Target {
	return auth.Target{Account: r.Account, Protocol: auth.Protocol{Endpoints: auth.Endpoints{Token: "https://accounts-api.airthings.com/v1/token", Revoke: "https://accounts.airthings.com/revoke"}}}
}

func (a *Agent) Edit(_ context.Context, id auth.AccountID, fn func(*auth.Record) error) (bool, error, error) {
	if a.WhenEdit == nil {
		a.t.Errorf("Edit(%s) was not expected", id)
		return false, nil, auth.ErrNotFound
	}
	return a.WhenEdit(id, fn)
}

func (a *Agent) Record(_ context.Context, id auth.AccountID) (auth.Record, error) {
	if a.WhenRecord != nil {
		return a.WhenRecord(id), nil
	}
	return auth.Record{
		Account: auth.Account{ID: id, Scopes: []string{"openid", "email"}},
		Credentials: auth.Credentials{
			ClientSecret: auth.NewSecret("CLIENT_SECRET_1"), Password: auth.NewSecret("PASSWORD_1"),
		},
		Grant: auth.Grant{
			Access: auth.NewSecret("ACCESS_1"), Refresh: auth.NewSecret("REFRESH_1"), ID: auth.NewSecret("ID_1"),
			RefreshExpiresAt: Noon.Add(30 * 24 * time.Hour),
		},
		History: []auth.Event{
			{At: Noon.Add(-26 * time.Hour), What: "sign_in", OK: true},
			{At: Noon.Add(-2 * time.Hour), What: "renew", Code: "temporarily_unavailable", Detail: "answered 503", Exchanges: []auth.Exchange{{
				Method: "POST", Host: "login.example.com", Path: "/oauth2/token", Status: 503, Took: 320 * time.Millisecond, Type: "application/json",
				RequestID: "0b1c-22", Code: "temporarily_unavailable", RetryAfter: "30", Times: 2,
			}}},
			{At: Noon.Add(-18 * time.Minute), What: "renew", OK: true, Exchanges: []auth.Exchange{{
				Method: "POST", Host: "login.example.com", Path: "/oauth2/token", Status: 200, Took: 85 * time.Millisecond, Type: "application/json",
			}}},
		},
	}, nil
}

func (a *Agent) called(call string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls = append(a.calls, call)
}

func (a *Agent) Token(_ context.Context, id auth.AccountID, opt auth.TokenOptions) (auth.Token, error) {
	if a.WhenToken == nil {
		a.t.Errorf("Token(%s) was not expected", id)
		return auth.Token{}, auth.ErrNotFound
	}
	return a.WhenToken(id, opt)
}

func (a *Agent) Add(_ context.Context, acc auth.Account, c auth.Credentials) (auth.AccountID, error, error) {
	if a.WhenAdd == nil {
		a.t.Errorf("Add(%s) was not expected", acc.Name)
		return "", nil, auth.ErrNotFound
	}
	return a.WhenAdd(acc, c)
}

func (a *Agent) SignIn(ctx context.Context, id auth.AccountID, p auth.Prompt) error {
	if a.WhenSignIn == nil {
		a.t.Errorf("SignIn(%s) was not expected", id)
		return auth.ErrNotFound
	}
	return a.WhenSignIn(ctx, id, p)
}

func (a *Agent) Call(_ context.Context, id auth.AccountID, c auth.Call) (auth.Answer, error) {
	if a.WhenCall == nil {
		a.t.Errorf("Call(%s) was not expected", id)
		return auth.Answer{}, auth.ErrNotFound
	}
	return a.WhenCall(c)
}

func (a *Agent) SignOut(_ context.Context, id auth.AccountID) (auth.SignedOut, error) {
	if a.WhenSignOut == nil {
		a.t.Errorf("SignOut(%s) was not expected", id)
		return auth.SignedOut{}, auth.ErrNotFound
	}
	return a.WhenSignOut(id)
}

func (a *Agent) Remove(_ context.Context, id auth.AccountID) (auth.SignedOut, error) {
	if a.WhenRemove == nil {
		a.t.Errorf("Remove(%s) was not expected", id)
		return auth.SignedOut{}, auth.ErrNotFound
	}
	return a.WhenRemove(id)
}
