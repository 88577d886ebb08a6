package fakes

import (
	"fmt"
	"time"

	"github.com/authfob/authfob/auth"
)

// Noon is when every test happens.
var Noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.Local)

// Account is a status whose token lives for life and has left to go.
func Account(n int, name, provider, host string, life, left time.Duration, scopes ...string) auth.Status {
	s := auth.Status{
		ID: auth.AccountID(fmt.Sprintf("%032x", n)), Name: name, ProviderName: provider, Host: host, Issuer: "https://" + host,
		ClientID: "authfob-desktop", Grant: auth.AuthorizationCode, Scopes: scopes,
		ObtainedAt: Noon.Add(left - life), ExpiresAt: Noon.Add(left), ExpirySource: auth.ExpiryReply, Renewable: true,
	}
	s.State = s.StateAt(Noon)
	return s
}

// Accounts has every state in it.
func Accounts() []auth.Status {
	signIn := Account(1, "Legacy reports", "AirMap", "auth.airmap.com", 0, 0, "openid", "offline_access")
	signIn.ObtainedAt, signIn.ExpiresAt, signIn.Renewable = time.Time{}, time.Time{}, false
	signIn.State = signIn.StateAt(Noon)
	offline := Account(6, "warehouse-sensors", "Smart Sense", "api.smartsense.co", time.Hour, -time.Minute, "read:devices")
	offline.Trouble = &auth.Trouble{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "api.smartsense.co", Reason: "timed out after 30 s", At: Noon.Add(-30 * time.Second)}
	offline.State = offline.StateAt(Noon)
	locked := auth.Status{ID: auth.AccountID(fmt.Sprintf("%032x", 7)), Name: "Old laptop", ProviderName: "GitLab", State: auth.StateLocked}
	forever := Account(8, "Grafana robot", "", "grafana.example.org", time.Hour, time.Minute, "dashboards:read")
	forever.ExpiresAt, forever.State = time.Time{}, auth.StateFresh
	prod := Account(2, "Anna Schmidt", "Airthings", "accounts.airthings.com", time.Hour, 42*time.Minute+12*time.Second, "read:device", "read:device:current_values")
	prod.Tags = []string{"prod"}
	staging := Account(5, "staging-admin", "Keycloak", "sso.staging.example.com", time.Hour, -3*time.Minute, "openid", "profile", "admin")
	staging.Tags = []string{"staging"}
	return []auth.Status{
		signIn, prod,
		Account(3, "work@contoso.com", "Microsoft", "login.microsoftonline.com", time.Hour, 3*time.Minute+3*time.Second, "Mail.Read", "User.Read"),
		Account(4, "octo-deploy", "GitHub", "github.com", 8*time.Hour, 5*time.Hour+11*time.Minute, "repo", "workflow"),
		staging, offline, locked, forever,
	}
}

// Work is the record of an account at an issuer of its own.
func Work() auth.Record {
	return auth.Record{
		Account:     auth.Account{Name: "Work", ClientID: "c1", Scopes: []string{"a", "b"}, Tags: []string{"dev"}, Audience: "kept", Protocol: auth.Protocol{Issuer: "https://one.example.com"}},
		Credentials: auth.Credentials{ClientSecret: auth.NewSecret("OLD_1"), Origins: []string{"https://one.example.com:443"}},
	}
}
