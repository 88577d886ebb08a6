package flow

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/authfob/authfob/auth"
)

// maxHops bounds the redirects of a discovery, all within its origin.
const maxHops = 5

func jsonOnly() http.Header { return http.Header{"Accept": {"application/json"}} }

// Discover reads the server's description: OpenID Connect's first, then OAuth's.
// (OIDC Discovery 4, RFC 8414 3)
func (c *Client) Discover(ctx context.Context, t auth.Target) (auth.Metadata, error) {
	issuer := t.Protocol.Issuer
	if err := auth.CheckEndpoint(issuer); err != nil {
		return auth.Metadata{}, invalid(doingDiscover, issuer, "%v", err)
	}
	if strings.Contains(issuer, "?") {
		return auth.Metadata{}, invalid(doingDiscover, issuer, "an issuer has no query (?…)")
	}
	var first error
	for _, address := range descriptions(issuer) {
		obj, err := c.describe(ctx, t, address)
		if err == nil {
			return metadata(t, obj)
		}
		if first == nil {
			first = err
		}
		if f, ok := err.(*auth.Failure); !ok || f.Status == 0 || f.Status >= 500 || f.Status == http.StatusTooManyRequests {
			break // nobody there, or not now: the other address would not help
		}
	}
	return auth.Metadata{}, first
}

// descriptions are where an issuer's description can be. A slash that ends the
// issuer is left out of the address, never out of the issuer.
func descriptions(issuer string) []string {
	base := strings.TrimSuffix(issuer, "/")
	host := base
	path := ""
	if i := strings.Index(base, "://"); i >= 0 {
		if j := strings.IndexByte(base[i+3:], '/'); j >= 0 {
			host, path = base[:i+3+j], base[i+3+j:]
		}
	}
	return []string{
		base + "/.well-known/openid-configuration",
		host + "/.well-known/oauth-authorization-server" + path,
	}
}

// describe reads one description, following redirects within its origin.
func (c *Client) describe(ctx context.Context, t auth.Target, address string) (object, error) {
	origin := auth.Origin(address)
	for range maxHops {
		r := &request{doing: doingDiscover, url: address, header: jsonOnly()}
		a, err := c.get(ctx, t, r)
		if err != nil {
			return nil, err
		}
		next := a.header.Get("Location")
		if a.status < 300 || a.status > 399 || next == "" {
			obj, failure := r.read(a, t.Protocol.RateLimit)
			if failure != nil {
				return nil, failure
			}
			return obj, nil
		}
		if address = resolve(address, next); auth.CheckEndpoint(address) != nil || auth.Origin(address) != origin {
			f := r.redirected(a)
			f.Outcome, f.Reason = auth.OutcomeInvalid, "its description redirects to another place, which is not followed"
			return nil, f
		}
	}
	return nil, invalid(doingDiscover, address, "its description redirects in circles")
}

func resolve(base, ref string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ""
	}
	return u.String()
}

// metadata reads the parts of a description that matter here. The issuer must
// be the configured one exactly; every address must be usable. (RFC 8414 3.3;
// requirements 5, 6)
func metadata(t auth.Target, obj object) (auth.Metadata, error) {
	issuer := t.Protocol.Issuer
	if obj["issuer"] != issuer {
		return auth.Metadata{}, helped(invalid(doingDiscover, issuer, "it calls itself %q, not %q; the two must be equal to the last character",
			auth.Clean(obj.text("issuer"), 200), issuer), auth.RemedyAddress)
	}
	m := auth.Metadata{Issuer: issuer, FetchedAt: now()}
	m.IssParameter, _ = obj["authorization_response_iss_parameter_supported"].(bool)
	m.RequirePAR, _ = obj["require_pushed_authorization_requests"].(bool)
	m.ClientAuths = obj.names("token_endpoint_auth_methods_supported")
	m.Grants, m.Scopes = obj.names("grant_types_supported"), obj.names("scopes_supported")
	e := &m.Endpoints
	for _, place := range []struct {
		name string
		to   *string
	}{
		{"authorization_endpoint", &e.Authorize},
		{"token_endpoint", &e.Token},
		{"revocation_endpoint", &e.Revoke},
		{"device_authorization_endpoint", &e.Device},
		{"userinfo_endpoint", &e.Userinfo},
		{"introspection_endpoint", &e.Introspect},
		{"pushed_authorization_request_endpoint", &e.PAR},
		{"jwks_uri", &e.JWKS},
	} {
		if obj[place.name] == nil || obj[place.name] == "" { // some write "" for what they lack
			continue
		}
		*place.to = obj.text(place.name)
		if err := auth.CheckEndpoint(*place.to); err != nil {
			return auth.Metadata{}, helped(invalid(doingDiscover, issuer, "its %s cannot be used: %v", place.name, err), auth.RemedyServer)
		}
	}
	if e.Token == "" && t.Protocol.Endpoints.Token == "" {
		return auth.Metadata{}, helped(invalid(doingDiscover, issuer, "it names no token endpoint"), auth.RemedyServer)
	}
	return m, nil
}
