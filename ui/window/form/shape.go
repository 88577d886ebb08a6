package form

import (
	"github.com/authfob/authfob/auth"
)

// kind is what an account is described by.
type kind int

const (
	kindProvider kind = iota // a definition of the catalogue
	kindIssuer               // an issuer's address; discovery does the rest
	kindCustom               // the endpoints themselves
)

// shape says which fields an account has, given where its tokens come from and
// how. Nothing else is asked.
type shape struct {
	issuer, addresses          bool // the server is the account's own to say
	otherIssuer, otherAddress  bool // the definition says it; it may differ
	browser, device            bool // which addresses there are beside the token endpoint
	secret, mustSecret, key    bool
	username, mustUsername     bool
	keepPassword, importsToken bool
	scopes, source             bool
}

// shapeOf works the fields out from the definition, for the chosen grant and
// client authentication ("" is the definition's own).
func shapeOf(k kind, p auth.Provider, g auth.GrantType, a auth.ClientAuth) shape {
	proto := p.Protocol.With(p.PerGrant[g]).With(auth.Protocol{ClientAuth: a})
	open := k == kindProvider && proto.Issuer == "" && proto.Endpoints.Token == ""
	n := shape{
		issuer: k == kindIssuer || open, addresses: k == kindCustom,
		otherIssuer:  k == kindProvider && proto.Issuer != "",
		otherAddress: k == kindProvider && proto.Endpoints.Token != "" || k == kindIssuer,
		browser:      g == auth.AuthorizationCode, device: g == auth.DeviceCode,
		key:      g == auth.JWTBearer || proto.ClientAuth == auth.AuthPrivateKeyJWT,
		username: g == auth.Password || g == auth.JWTBearer, mustUsername: g == auth.Password,
		keepPassword: g == auth.Password, importsToken: g == auth.RefreshToken,
		scopes: proto.ScopeStyle != auth.ScopeOmit && g != auth.RefreshToken, source: g == auth.TokenExchange,
	}
	switch proto.ClientAuth {
	case auth.AuthNone, auth.AuthPrivateKeyJWT:
	case auth.AuthBasic, auth.AuthPost, auth.AuthJSON:
		n.secret = true
	default:
		n.secret = g != auth.JWTBearer
	}
	n.mustSecret = n.secret && (g == auth.ClientCredentials || proto.ClientAuth == auth.AuthJSON)
	return n
}
