package flow

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"strings"

	"github.com/authfob/authfob/auth"
)

// signingKey is a client's private key with what a server knows it by.
type signingKey struct {
	key crypto.Signer
	alg string // RS256, PS256, ES256 or EdDSA
	kid string // may be ""
}

var errKey = errors.New("the account's private key cannot be read: it must be an unencrypted PEM file, a JWK or a Google service account file")

// parseSigningKey reads a private key: PEM (PKCS #8, PKCS #1 or SEC 1), a JWK
// (RFC 7517), which can name its kid and alg, or a service account file with
// private_key and private_key_id.
func parseSigningKey(s auth.Secret) (signingKey, error) {
	text := strings.TrimSpace(s.Reveal())
	if !strings.HasPrefix(text, "{") {
		key, err := parsePEMKey(text)
		return finishKey(key, "", "", err)
	}
	obj, err := parseObject([]byte(text))
	if err != nil {
		return signingKey{}, errKey
	}
	if p := obj.text("private_key"); p != "" {
		key, err := parsePEMKey(p)
		return finishKey(key, "", obj.text("private_key_id"), err)
	}
	key, err := parsePrivateJWK(obj)
	return finishKey(key, obj.text("alg"), obj.text("kid"), err)
}

// CheckKeys implements auth.Authorizer: a key that cannot be used is told when
// it is entered, and not by the first request.
func (c *Client) CheckKeys(t auth.Target) error {
	if key := t.Credentials.PrivateKey; !key.IsZero() {
		if _, err := parseSigningKey(key); err != nil {
			return &auth.InputError{Field: "key-file", Text: err.Error()}
		}
	}
	if t.Account.Certificate != "" {
		if _, err := clientCertificate(t); err != nil {
			return &auth.InputError{Field: "cert-key-file", Text: "it is not the key of the certificate, or no unencrypted PEM key"}
		}
	}
	return nil
}

func parsePEMKey(text string) (any, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, errKey
	}
	switch block.Type {
	case "RSA PRIVATE KEY":
		return x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		return x509.ParseECPrivateKey(block.Bytes)
	case "ENCRYPTED PRIVATE KEY":
		return nil, errKey
	}
	return x509.ParsePKCS8PrivateKey(block.Bytes)
}

// finishKey settles the algorithm, which must fit the key.
func finishKey(key any, alg, kid string, err error) (signingKey, error) {
	if err != nil {
		return signingKey{}, errKey
	}
	k := signingKey{kid: kid}
	switch key := key.(type) {
	case *rsa.PrivateKey:
		k.key, k.alg = key, "RS256"
		if alg == "PS256" {
			k.alg = alg
		}
		if key.N.BitLen() < minRSABits {
			return k, errors.New("the account's RSA key is shorter than 2048 bits")
		}
	case *ecdsa.PrivateKey:
		k.key, k.alg = key, "ES256"
		if key.Curve != elliptic.P256() {
			return k, errors.New("the account's EC key is not on the curve P-256")
		}
	case ed25519.PrivateKey:
		k.key, k.alg = key, "EdDSA"
	default:
		return k, errKey
	}
	if alg != "" && alg != k.alg {
		return k, errors.New("the account's key is for " + auth.Clean(alg, 20) + "; RS256, PS256, ES256 and EdDSA are possible")
	}
	return k, nil
}

func parsePrivateJWK(obj object) (any, error) {
	num := func(name string) *big.Int { return new(big.Int).SetBytes(decode64(obj.text(name))) }
	switch obj.text("kty") {
	case "RSA":
		e := num("e")
		if !e.IsInt64() || e.Int64() > 1<<31-1 {
			return nil, errKey
		}
		key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: num("n"), E: int(e.Int64())}, D: num("d"), Primes: []*big.Int{num("p"), num("q")}}
		return key, key.Validate()
	case "EC":
		return ecdsa.ParseRawPrivateKey(elliptic.P256(), decode64(obj.text("d")))
	case "OKP":
		seed := decode64(obj.text("d"))
		if obj.text("crv") != "Ed25519" || len(seed) != ed25519.SeedSize {
			return nil, errKey
		}
		return ed25519.NewKeyFromSeed(seed), nil
	}
	return nil, errKey
}
