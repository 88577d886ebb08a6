package demo

import (
	"time"

	"github.com/authfob/authfob/auth"
)

// A sample is an account of the demo and what is made ready for it.
type sample struct {
	name     string
	provider string
	grant    auth.GrantType
	client   string
	scopes   []string
	tags     []string
	username string
	protocol auth.Protocol
	seed     seed
}

// seed is the grant that a sample starts with.
type seed struct {
	person string        // or a robot's client; "" leaves the account to be signed in
	age    time.Duration // how long ago the token was obtained
}

// samples lists the demo's accounts for a server at base.
func samples(base string) []sample {
	person := []string{"openid", "profile", "email", "offline_access", "api:read"}
	at := func(p auth.Protocol) auth.Protocol { p.Issuer = base; return p }
	return []sample{
		{
			name: "Orders API", grant: auth.AuthorizationCode, client: "demo-desktop", scopes: append(person[:5:5], "api:write"), tags: []string{"prod"},
			protocol: at(auth.Protocol{ClientAuth: auth.AuthNone}), seed: seed{"ada", 11 * time.Minute},
		},
		{
			name: "Orders API, staging", grant: auth.AuthorizationCode, client: "demo-web", scopes: person, tags: []string{"staging"},
			protocol: at(auth.Protocol{ClientAuth: auth.AuthBasic}), seed: seed{"grace", 56 * time.Minute},
		},
		{
			name: "Nightly import", grant: auth.ClientCredentials, client: "demo-robot", scopes: []string{"api:read", "api:write"}, tags: []string{"prod"},
			protocol: at(auth.Protocol{ClientAuth: auth.AuthPost}), seed: seed{"demo-robot", 24 * time.Minute},
		},
		{
			name: "Two-minute tokens", grant: auth.AuthorizationCode, client: "demo-short", scopes: person, tags: []string{"dev"},
			protocol: at(auth.Protocol{ClientAuth: auth.AuthNone}), seed: seed{"katherine", 10 * time.Second},
		},
		{
			name: "Lab display", grant: auth.DeviceCode, client: "demo-device", scopes: person[:4], tags: []string{"dev"},
			protocol: at(auth.Protocol{ClientAuth: auth.AuthNone}),
		},
		{
			name: "Airthings sensors", provider: "airthings", grant: auth.AuthorizationCode, client: "airthings-person", scopes: airthingsScopes[:1],
			protocol: auth.Protocol{Endpoints: Endpoints("airthings", base), Redirect: auth.Redirect{URI: airthingsRedirect}}, seed: seed{"ada", 40 * time.Minute},
		},
		{
			name: "AirMap pilot", provider: "airmap", grant: auth.Password, client: "airmap-app", scopes: []string{"openid", "offline_access"}, username: "ada@example.com",
			protocol: auth.Protocol{Endpoints: Endpoints("airmap", base)}, seed: seed{"ada", 2 * time.Hour},
		},
		{
			name: "Insiders portfolio", provider: "insiders", grant: auth.AuthorizationCode, client: "insiders-web", scopes: []string{"all"},
			protocol: auth.Protocol{Endpoints: Endpoints("insiders", base)}, seed: seed{"grace", 11 * time.Hour},
		},
		{
			name: "SmartSense fridges", provider: "smartsense", grant: auth.ClientCredentials, client: "smartsense-app",
			protocol: auth.Protocol{Endpoints: Endpoints("smartsense", base)}, seed: seed{"smartsense-app", 5 * time.Minute},
		},
	}
}

// Endpoints are the addresses of a stand-in (airthings, airmap, insiders,
// smartsense) at a server, as an account overrides its provider's with.
func Endpoints(provider, base string) auth.Endpoints {
	at := base + "/" + provider
	switch provider {
	case "airthings":
		return auth.Endpoints{Authorize: at + "/authorize", Token: at + "/v1/token"}
	case "airmap":
		return auth.Endpoints{Token: at + "/oauth/ro", Renew: at + "/delegation"}
	case "airmap-keycloak":
		return auth.Endpoints{Token: base + airmapKeycloakPath}
	case "insiders":
		return auth.Endpoints{Authorize: at + "/oauth2/authorize/", Token: at + "/oauth2/token/", Revoke: at + "/oauth2/revoke-token/"}
	case "smartsense":
		return auth.Endpoints{Token: at + "/auth/oauth"}
	}
	return auth.Endpoints{}
}

// Secret is the secret of a sample client; "" for public and unknown ones.
func Secret(clientID string) string {
	for _, c := range allClients() {
		if c.ID == clientID {
			return c.Secret
		}
	}
	return ""
}

// Accounts are the sample accounts for the server at base, with fresh IDs and
// none of them signed in.
func Accounts(base string) []auth.Record {
	var records []auth.Record
	for _, s := range samples(base) {
		r := auth.Record{Account: auth.Account{
			ID: auth.NewAccountID(), Name: s.name, Provider: s.provider, Grant: s.grant, ClientID: s.client, Scopes: s.scopes,
			Username: s.username, Tags: s.tags, Protocol: s.protocol, CreatedAt: time.Now().UTC().Round(0),
		}}
		if secret := Secret(s.client); secret != "" {
			r.Credentials = auth.Credentials{ClientSecret: auth.NewSecret(secret), Origins: []string{auth.Origin(base)}}
		}
		records = append(records, r)
	}
	return records
}
