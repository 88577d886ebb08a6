package demo

import (
	"slices"
	"time"

	"github.com/authfob/authfob/auth"
)

// Accounts are the sample accounts with what they start with: most signed in
// and fresh, one about to expire, one expired but renewable, one that needs a
// person. The grants are real: the server knows them.
func (s *Server) Accounts() []auth.Record {
	records := Accounts(s.url)
	for i, sample := range samples(s.url) {
		if sample.protocol.Issuer != "" {
			records[i].Metadata = s.metadata()
		}
		if sample.seed.person != "" {
			records[i].Grant = s.grow(sample)
			records[i].History = []auth.Event{{At: records[i].Grant.ObtainedAt, What: "sign_in", Host: auth.Host(s.url), OK: true}}
		}
	}
	return records
}

func (s *Server) metadata() auth.Metadata {
	return auth.Metadata{
		Issuer: s.url, IssParameter: true, FetchedAt: time.Now().UTC().Round(0),
		ClientAuths: []string{"none", "client_secret_basic", "client_secret_post"},
		Endpoints: auth.Endpoints{
			Authorize: s.url + "/authorize", Token: s.url + "/token", Revoke: s.url + "/revoke", Device: s.url + "/device",
			Userinfo: s.url + "/userinfo", Introspect: s.url + "/introspect", PAR: s.url + "/par", JWKS: s.url + "/jwks",
		},
	}
}

// grow mints a sample's grant as if it had been obtained a while ago.
func (s *Server) grow(a sample) auth.Grant {
	c, _ := s.client(a.provider, a.client) // samples have registered clients
	g := &grant{client: c, issuer: s.url, subject: a.seed.person, scopes: a.scopes, age: a.seed.age, signed: time.Now().Add(-a.seed.age)}
	if a.provider != "" {
		g.issuer += "/" + a.provider
	}
	life := s.seedLife(a, c)
	obtained := time.Now().Add(-a.seed.age).UTC().Round(0)
	out := auth.Grant{
		TokenType: "Bearer", Scopes: a.scopes, ObtainedAt: obtained,
		ExpiresAt: obtained.Add(life), ExpirySource: auth.ExpiryReply,
	}
	access := s.newAccess(g, a.scopes, life)
	out.Access = auth.NewSecret(access)
	if c.may(grantRefresh) {
		out.Refresh = auth.NewSecret(s.newRefresh(g, access, nil))
	}
	if slices.Contains(a.scopes, "openid") {
		out.ID, out.Issuer, out.Subject = auth.NewSecret(s.newID(g, a.scopes, life)), g.issuer, g.subject
	}
	if a.provider == "airmap" {
		out.Bearer, out.ExpirySource = "id_token", auth.ExpiryJWT
	}
	g.age = 0 // what is renewed is new
	return out
}

func (s *Server) seedLife(a sample, c Client) time.Duration {
	switch a.provider {
	case "airthings":
		return airthingsLife
	case "airmap":
		return airmapLife
	case "insiders":
		return insidersLife
	case "smartsense":
		return smartsenseLife
	}
	return s.life(c)
}
