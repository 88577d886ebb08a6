package auth_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

func TestSignInStoresTheGrant(t *testing.T) {
	r := signedIn(time.Hour, 2*time.Hour)
	r.Grant = auth.Grant{}
	vault := newMemoryVault(r)
	server := &rotatingServer{grant: signedIn(time.Hour, 0).Grant}
	if err := auth.NewAgent(vault, server, noProviders{}).SignIn(t.Context(), testID, auth.Prompt{}); err != nil {
		t.Fatal(err)
	}
	got, _ := vault.Get(t.Context(), testID)
	if got.Grant.Access.Reveal() != "ACCESS_0" || len(got.History) != 1 || !got.History[0].OK {
		t.Errorf("got %+v", got)
	}
}

func TestSignInProbesTheVaultFirst(t *testing.T) {
	vault := newMemoryVault(signedIn(time.Hour, 0))
	vault.full = true
	server := &rotatingServer{}
	if err := auth.NewAgent(vault, server, noProviders{}).SignIn(t.Context(), testID, auth.Prompt{}); err == nil || server.prompted != 0 {
		t.Errorf("the person was asked %d times (%v) although nothing can be stored", server.prompted, err)
	}
}

func TestSignInAsSomebodyElse(t *testing.T) {
	for _, tt := range []struct {
		name   string
		answer func(context.Context, string, string) bool
		want   error
	}{
		{"nobody to ask", nil, auth.ErrOtherIdentity},
		{"no", func(context.Context, string, string) bool { return false }, auth.ErrOtherIdentity},
		{"yes", func(_ context.Context, was, is string) bool { return was == "ada" && is == "grace" }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := signedIn(time.Hour, 0)
			r.Grant.Subject = "ada"
			vault := newMemoryVault(r)
			other := r.Grant
			other.Subject = "grace"
			agent := auth.NewAgent(vault, &rotatingServer{grant: other}, noProviders{})
			err := agent.SignIn(t.Context(), testID, auth.Prompt{OtherIdentity: tt.answer})
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			got, _ := vault.Get(t.Context(), testID)
			if kept := got.Grant.Subject == "ada"; kept != (tt.want != nil) {
				t.Errorf("the account now belongs to %s", got.Grant.Subject)
			}
		})
	}
}

func TestEditForgetsSecretsMeantForOtherServers(t *testing.T) {
	for _, tt := range []struct {
		name string
		edit func(*auth.Record)
		kept bool
	}{
		{"a new name", func(r *auth.Record) { r.Account.Name = "other" }, true},
		{"another path of the same server", func(r *auth.Record) { r.Account.Protocol.Endpoints.Token = "https://server.example/t" }, true},
		{"another server", func(r *auth.Record) { r.Account.Protocol.Endpoints.Token = "https://evil.example/token" }, false},
		{"another port", func(r *auth.Record) { r.Account.Protocol.Endpoints.Token = "https://server.example:444/token" }, false},
		{"a proxy", func(r *auth.Record) { r.Account.Proxy = "http://127.0.0.1:8080" }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := signedIn(time.Hour, 0)
			r.Credentials.ClientSecret = auth.NewSecret("CLIENT_SECRET")
			vault := newMemoryVault(r)
			dropped, _, err := auth.NewAgent(vault, &rotatingServer{}, noProviders{}).Edit(t.Context(), testID, func(r *auth.Record) error {
				tt.edit(r)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			got, _ := vault.Get(t.Context(), testID)
			kept := !got.Credentials.ClientSecret.IsZero() && !got.Grant.IsZero()
			if kept != tt.kept || dropped == tt.kept {
				t.Errorf("kept %v, said dropped %v; want kept %v", kept, dropped, tt.kept)
			}
		})
	}
}

// A sign-out that cannot be saved must not leave tokens behind that look alive
// and are revoked.
func TestSignOutTellsNobodyWhenItCannotBeSaved(t *testing.T) {
	vault, server := newMemoryVault(signedIn(time.Hour, 0)), &rotatingServer{}
	vault.full = true
	if _, err := auth.NewAgent(vault, server, noProviders{}).SignOut(t.Context(), testID); err == nil || server.revoked {
		t.Errorf("got %v, revoked at the server: %v", err, server.revoked)
	}
}

func TestSignOutForgetsEvenWhenTheServerIsAway(t *testing.T) {
	vault := newMemoryVault(signedIn(time.Hour, 0))
	server := &rotatingServer{err: errors.New("gone")}
	out, err := auth.NewAgent(vault, server, noProviders{}).SignOut(t.Context(), testID)
	got, _ := vault.Get(t.Context(), testID)
	if err != nil || !out.Had || out.Revoked || out.Err == nil || !got.Grant.IsZero() {
		t.Errorf("got %+v (%v), grant %+v", out, err, got.Grant)
	}
}

func TestAddChecksFirst(t *testing.T) {
	good := signedIn(time.Hour, 0).Account
	for _, tt := range []struct {
		name  string
		edit  func(*auth.Account)
		field string
	}{
		{"no name", func(a *auth.Account) { a.Name = " " }, "name"},
		{"control characters", func(a *auth.Account) { a.Name = "a\nurl=https://evil" }, "name"},
		{"bidi", func(a *auth.Account) { a.Name = "a\u202eb" }, "name"},
		{"plain http", func(a *auth.Account) { a.Protocol.Endpoints.Token = "http://server.example/token" }, "token-url"},
		{"no authorize", func(a *auth.Account) { a.Protocol.Endpoints.Authorize = "" }, "auth-url"},
		{"no client", func(a *auth.Account) { a.ClientID = "" }, "client-id"},
		{"unknown provider", func(a *auth.Account) { a.Provider = "nope" }, "provider"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			acc := good
			tt.edit(&acc)
			vault := newMemoryVault()
			_, _, err := auth.NewAgent(vault, &rotatingServer{}, noProviders{}).Add(t.Context(), acc, auth.Credentials{})
			var in *auth.InputError
			if !errors.As(err, &in) || in.Field != tt.field || len(vault.records) != 0 {
				t.Errorf("got %v, want an error about %s", err, tt.field)
			}
		})
	}
}

func (s *rotatingServer) CheckKeys(auth.Target) error { return nil }
