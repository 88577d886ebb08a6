package flow

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"math/big"
	"slices"
)

// Bounds of a server's keys. (requirements 38, 40)
const (
	minRSABits = 2048
	maxRSABits = 8192
	maxKeys    = 100
	// maxKeyMembers bounds a key set's members before it is taken apart.
	maxKeyMembers = 100 * maxKeys
)

// algorithms are the signatures that are believed, whatever a server's
// metadata says. (RFC 8725 3.1; requirement 33)
var algorithms = []string{"RS256", "PS256", "ES256", "EdDSA"}

// publicKey is a usable key of a server.
type publicKey struct {
	kid, alg string // "" when the set does not say
	key      crypto.PublicKey
}

// parseKeys reads the usable keys of a JWK set. Keys of unknown or broken form
// are passed over without spoiling the rest. (RFC 7517 5)
func parseKeys(set object) ([]publicKey, error) {
	list, ok := set["keys"].([]any)
	if !ok {
		return nil, errors.New("the server's key set has no keys")
	}
	if len(list) > maxKeys {
		return nil, errors.New("the server's key set has more than 100 keys")
	}
	var keys []publicKey
	for _, e := range list {
		if obj, ok := e.(map[string]any); ok && forSignatures(obj) {
			if key := parsePublicJWK(obj); key != nil {
				keys = append(keys, publicKey{object(obj).text("kid"), object(obj).text("alg"), key})
			}
		}
	}
	return keys, nil
}

// forSignatures reports whether a key may verify one. (RFC 7517 4.2, 4.3)
func forSignatures(key object) bool {
	ops, limited := key["key_ops"].([]any)
	return (key["use"] == nil || key["use"] == "sig") && (!limited || slices.Contains(ops, any("verify")))
}

func parsePublicJWK(obj object) crypto.PublicKey {
	switch obj.text("kty") {
	case "RSA":
		n, e := new(big.Int).SetBytes(decode64(obj.text("n"))), new(big.Int).SetBytes(decode64(obj.text("e")))
		if n.BitLen() < minRSABits || n.BitLen() > maxRSABits || !e.IsInt64() || e.Int64() < 3 || e.Int64() > 1<<31-1 {
			return nil
		}
		return &rsa.PublicKey{N: n, E: int(e.Int64())}
	case "EC":
		x, y := decode64(obj.text("x")), decode64(obj.text("y"))
		if obj.text("crv") != "P-256" || len(x) != 32 || len(y) != 32 {
			return nil
		}
		key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), slices.Concat([]byte{4}, x, y))
		if err != nil {
			return nil
		}
		return key
	case "OKP":
		x := decode64(obj.text("x"))
		if obj.text("crv") != "Ed25519" || len(x) != ed25519.PublicKeySize {
			return nil
		}
		return ed25519.PublicKey(x)
	}
	return nil
}

// signedBy reports whether one of the keys that fit made j's signature.
func (j jwt) signedBy(keys []publicKey) bool {
	alg, kid := j.header.text("alg"), j.header.text("kid")
	return slices.ContainsFunc(keys, func(k publicKey) bool {
		if kid != "" && k.kid != kid || k.alg != "" && k.alg != alg {
			return false
		}
		return k.verifies(alg, []byte(j.signed), j.signature)
	})
}

func (k publicKey) verifies(alg string, input, sig []byte) bool {
	sum := sha256.Sum256(input)
	switch key := k.key.(type) {
	case *rsa.PublicKey:
		switch alg {
		case "RS256":
			return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], sig) == nil
		case "PS256":
			return rsa.VerifyPSS(key, crypto.SHA256, sum[:], sig, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}) == nil
		}
	case *ecdsa.PublicKey:
		if alg == "ES256" && len(sig) == 64 {
			return ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:]))
		}
	case ed25519.PublicKey:
		return alg == "EdDSA" && ed25519.Verify(key, input, sig)
	}
	return false
}

// halfHash is the left half of a token's hash, as at_hash has it. (OIDC Core 3.1.3.6)
func halfHash(alg, token string) string {
	if alg == "EdDSA" { // Ed25519 hashes with SHA-512
		sum := sha512.Sum512([]byte(token))
		return encode64(sum[:32])
	}
	sum := sha256.Sum256([]byte(token))
	return encode64(sum[:16])
}
