package flow

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// assertionLife is short: an assertion is used at once, and only once.
const assertionLife = 2 * time.Minute

// clientAssertion proves the client with its key. Its audience is the token
// endpoint as a string, which every server takes. (RFC 7523 2.2, 3)
func clientAssertion(t auth.Target) (auth.Secret, error) {
	return signedClaims(t, map[string]any{
		"iss": t.Account.ClientID, "sub": t.Account.ClientID, "aud": t.Protocol.Endpoints.Token,
	})
}

// grantAssertion is the authorization grant of a JWT bearer flow: the client
// speaks for Username, or for itself. Servers differ in what the audience is:
// the account's own, or the token endpoint. (RFC 7523 2.1, 3)
func grantAssertion(t auth.Target) (auth.Secret, error) {
	claims := map[string]any{
		"iss": t.Account.ClientID, "sub": or(t.Account.Username, t.Account.ClientID),
		"aud": or(t.Account.Audience, t.Protocol.Endpoints.Token),
	}
	if len(t.Account.Scopes) > 0 {
		claims["scope"] = strings.Join(t.Account.Scopes, " ")
	}
	return signedClaims(t, claims)
}

func signedClaims(t auth.Target, claims map[string]any) (auth.Secret, error) {
	if t.Credentials.PrivateKey.IsZero() {
		return auth.Secret{}, errors.New("the account has no private key")
	}
	key, err := parseSigningKey(t.Credentials.PrivateKey)
	if err != nil {
		return auth.Secret{}, err
	}
	at := now()
	claims["iat"], claims["exp"], claims["jti"] = at.Unix(), at.Add(assertionLife).Unix(), random(16)
	header := map[string]any{"alg": key.alg, "typ": "JWT"}
	if key.kid != "" {
		header["kid"] = key.kid
	}
	signed, err := key.sign(header, claims)
	return auth.NewSecret(signed), err
}

// sign writes a compact JWS. (RFC 7515 7.1)
func (k signingKey) sign(header, claims map[string]any) (string, error) {
	h, err := json.Marshal(header)
	if err != nil {
		return "", err
	}
	p, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	input := encode64(h) + "." + encode64(p)
	sig, err := k.signature([]byte(input))
	if err != nil {
		return "", errors.New("the account's key does not sign")
	}
	return input + "." + encode64(sig), nil
}

func (k signingKey) signature(input []byte) ([]byte, error) {
	sum := sha256.Sum256(input)
	switch key := k.key.(type) {
	case *rsa.PrivateKey:
		if k.alg == "PS256" {
			return rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
		}
		return rsa.SignPKCS1v15(nil, key, crypto.SHA256, sum[:])
	case *ecdsa.PrivateKey:
		r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
		if err != nil {
			return nil, err
		}
		return rawES256(r, s), nil
	case ed25519.PrivateKey:
		return ed25519.Sign(key, input), nil
	}
	return nil, errKey
}

// rawES256 joins both halves of an ECDSA signature. (RFC 7518 3.4)
func rawES256(r, s *big.Int) []byte {
	out := make([]byte, 64)
	r.FillBytes(out[:32])
	s.FillBytes(out[32:])
	return out
}
