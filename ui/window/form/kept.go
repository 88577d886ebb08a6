package form

import "github.com/authfob/authfob/auth"

// kept is what an account has, and could have, without a secret.
type kept struct {
	account          auth.Account
	hasSecret        bool
	stores           bool // secrets or tokens
	wantsSecret      bool // its client proves itself with one
	hasKey, wantsKey bool // a private key
	redirect         auth.Redirect
}

// newKept reads a record; t is the same record made ready for its server.
func newKept(r auth.Record, t auth.Target) kept {
	k := kept{
		account: r.Account, redirect: t.Protocol.Redirect, stores: !r.Credentials.IsZero() || !r.Grant.IsZero(),
		hasSecret: !r.Credentials.ClientSecret.IsZero(), hasKey: !r.Credentials.PrivateKey.IsZero(),
	}
	a := t.Protocol.ClientAuth
	k.wantsSecret = k.hasSecret || a != auth.AuthNone && a != auth.AuthPrivateKeyJWT
	k.wantsKey = k.hasKey || a == auth.AuthPrivateKeyJWT || r.Account.Grant == auth.JWTBearer
	if r.Account.Protocol.Redirect.URI != "" {
		k.redirect.URI = "" // what would be without it
	}
	return k
}
