package demo

import "net/http"

// discovery is the server's description. (OpenID Connect Discovery 3, RFC 8414)
func (s *Server) discovery(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodGet) {
		return
	}
	auths := []string{"none", "client_secret_basic", "client_secret_post"}
	x.json(http.StatusOK, map[string]any{
		"issuer":                                s.url,
		"authorization_endpoint":                s.url + "/authorize",
		"token_endpoint":                        s.url + "/token",
		"jwks_uri":                              s.url + "/jwks",
		"userinfo_endpoint":                     s.url + "/userinfo",
		"revocation_endpoint":                   s.url + "/revoke",
		"introspection_endpoint":                s.url + "/introspect",
		"device_authorization_endpoint":         s.url + "/device",
		"pushed_authorization_request_endpoint": s.url + "/par",
		"require_pushed_authorization_requests": s.settings().RequirePAR,
		"scopes_supported":                      demoScopes,
		"response_types_supported":              []string{"code"},
		"response_modes_supported":              []string{"query"},
		"grant_types_supported":                 []string{grantCode, grantRefresh, grantRobot, grantDevice},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"ES256"},
		"token_endpoint_auth_methods_supported": auths,
		"code_challenge_methods_supported":      []string{"S256"},

		"authorization_response_iss_parameter_supported": true,
		"claims_supported": []string{"sub", "name", "given_name", "family_name", "preferred_username", "email", "email_verified"},
	})
}

var demoScopes = []string{"openid", "profile", "email", "offline_access", "api:read", "api:write", "admin"}
