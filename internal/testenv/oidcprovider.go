package testenv

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// OIDCOptions say how the OpenID provider behaves.
type OIDCOptions struct {
	// Clients is the metadata of its clients (OpenID Connect Registration 2);
	// nil means OIDCClients.
	Clients []map[string]any `json:"clients"`
	// TTL overrides lifetimes in seconds: AccessToken, RefreshToken, IdToken, …
	TTL        map[string]int `json:"ttl,omitempty"`
	RequirePAR bool           `json:"requirePAR,omitempty"`
}

// OIDCClients are a desktop client that proves nothing, one with a secret, a
// robot and a device. Each is named by its client_id: native, web, robot, device.
func OIDCClients() []map[string]any {
	code := []string{"authorization_code", "refresh_token"}
	loopback := []string{"http://127.0.0.1/callback"}
	return []map[string]any{
		{"client_id": "native", "application_type": "native", "token_endpoint_auth_method": "none", "grant_types": code, "redirect_uris": loopback},
		{"client_id": "web", "client_secret": OIDCSecret, "application_type": "native", "grant_types": code, "redirect_uris": loopback},
		{"client_id": "robot", "client_secret": OIDCSecret, "grant_types": []string{"client_credentials"}, "response_types": []string{}, "redirect_uris": []string{}, "scope": "api:read"},
		{
			"client_id": "device", "application_type": "native", "token_endpoint_auth_method": "none", "response_types": []string{}, "redirect_uris": []string{},
			"grant_types": []string{"urn:ietf:params:oauth:grant-type:device_code", "refresh_token"},
		},
	}
}

// OIDCSecret is the secret of the clients that have one. It needs encoding
// where it is sent (RFC 6749 2.3.1).
const OIDCSecret = "s+cr/t=100%:& x" //nolint:gosec // a test's

// OIDCProvider runs the certified provider of the npm package oidc-provider
// until the test ends. It rotates refresh tokens always and revokes everything
// on reuse; a refresh token needs offline_access and prompt=consent. Its pages:
// #login and #submit, then #allow or #refuse. Any name may sign in.
//
// It needs node (Debian package nodejs) and `make deps` once.
func OIDCProvider(t testing.TB, o OIDCOptions) *Peer {
	t.Helper()
	dir := filepath.Join(Root(t), "internal", "testenv", "oidcprovider")
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "oidc-provider")); err != nil {
		t.Fatalf("the OpenID provider for tests is not installed; run: make deps")
	}
	if o.Clients == nil {
		o.Clients = OIDCClients()
	}
	options, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return startPeer(t, []string{"OPTIONS=" + string(options), "NODE_ENV=production"}, dir, "node", "server.mjs")
}
