package share

import "github.com/authfob/authfob/auth"

// This file is where secrets go into and come out of the text of a file, which
// Encrypted seals at once.

func secretsOf(c auth.Credentials) *secrets {
	if c.IsZero() && len(c.Origins) == 0 {
		return nil
	}
	return &secrets{
		ClientSecret: c.ClientSecret.Reveal(), Password: c.Password.Reveal(),
		PrivateKey: c.PrivateKey.Reveal(), CertificateKey: c.CertificateKey.Reveal(), Origins: c.Origins,
	}
}

func (s secrets) credentials() auth.Credentials {
	return auth.Credentials{
		ClientSecret: auth.NewSecret(s.ClientSecret), Password: auth.NewSecret(s.Password),
		PrivateKey: auth.NewSecret(s.PrivateKey), CertificateKey: auth.NewSecret(s.CertificateKey), Origins: s.Origins,
	}
}

func tokensOf(g auth.Grant) *tokens {
	if g.IsZero() {
		return nil
	}
	t := &tokens{
		Access: g.Access.Reveal(), Refresh: g.Refresh.Reveal(), ID: g.ID.Reveal(),
		TokenType: g.TokenType, Scopes: g.Scopes, Bearer: g.Bearer, ObtainedAt: g.ObtainedAt,
		ExpiresAt: g.ExpiresAt, ExpirySource: g.ExpirySource, RefreshExpiresAt: g.RefreshExpiresAt,
		Issuer: g.Issuer, Subject: g.Subject, Skew: g.Skew, Notices: g.Notices,
	}
	if len(g.Fields) > 0 {
		t.Fields = make(map[string]string, len(g.Fields))
		for name, v := range g.Fields {
			t.Fields[name] = v.Reveal()
		}
	}
	return t
}

func (t tokens) grant() auth.Grant {
	g := auth.Grant{
		Access: auth.NewSecret(t.Access), Refresh: auth.NewSecret(t.Refresh), ID: auth.NewSecret(t.ID),
		TokenType: t.TokenType, Scopes: t.Scopes, Bearer: t.Bearer, ObtainedAt: t.ObtainedAt.UTC(),
		ExpiresAt: t.ExpiresAt.UTC(), ExpirySource: t.ExpirySource, RefreshExpiresAt: t.RefreshExpiresAt.UTC(),
		Issuer: t.Issuer, Subject: t.Subject, Skew: t.Skew, Notices: t.Notices,
	}
	if len(t.Fields) > 0 {
		g.Fields = make(map[string]auth.Secret, len(t.Fields))
		for name, v := range t.Fields {
			g.Fields[name] = auth.NewSecret(v)
		}
	}
	return g
}

// passphraseText lets the passphrase out to the cipher.
func passphraseText(s auth.Secret) string { return s.Reveal() }
