package fakes

import "github.com/authfob/authfob/auth"

// Providers is a catalogue.
type Providers []auth.Provider

// All lists them.
func (p Providers) All() []auth.Provider { return p }

// SomeProviders are of different kinds, and not in their order.
var SomeProviders = Providers{
	{
		ID: "airthings", Name: "Airthings", Mark: "At", Color: "#0f766e", Scopes: []string{"read:device"}, Grants: []auth.GrantType{auth.AuthorizationCode, auth.ClientCredentials},
		Register:      "Create an API client in the dashboard. For the authorization code flow register your redirect URI: an https address of your own, or http://127.0.0.1:8400/callback.",
		Documentation: "https://developer.example.com",
		Protocol: auth.Protocol{
			ClientAuth: auth.AuthJSON, Redirect: auth.Redirect{Port: 8400},
			Endpoints: auth.Endpoints{Token: "https://accounts-api.airthings.com/v1/token", Authorize: "https://accounts.airthings.com/authorize"},
		},
	},
	{
		ID: "insiders", Name: "insiders", Mark: "in", Color: "#1d4ed8", Grants: []auth.GrantType{auth.Password},
		Protocol: auth.Protocol{ClientAuth: auth.AuthBasic, Endpoints: auth.Endpoints{Token: "https://api.example.com/token"}},
	},
	{ID: "okta", Name: "Okta", Mark: "Ok", Color: "#00297a", Grants: []auth.GrantType{auth.AuthorizationCode, auth.DeviceCode}},
	{ID: "auth0", Name: "Auth0", Mark: "A0", Color: "#635dff", Grants: []auth.GrantType{auth.AuthorizationCode}},
}
