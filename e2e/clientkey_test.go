package e2e

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// clientKey is a key pair of a client, the private half in a file.
type clientKey struct {
	alg, file string
	private   string         // a piece of the file that must be nowhere else
	public    map[string]any // JWK (RFC 7517)
}

// newClientKey makes a key for an algorithm and writes it as people have it:
// PKCS #1, SEC 1 or PKCS #8 in PEM; PS256 needs a JWK, for PEM cannot name it.
func newClientKey(t *testing.T, alg string) *clientKey {
	t.Helper()
	k := &clientKey{alg: alg, file: filepath.Join(t.TempDir(), alg)}
	var text []byte
	switch alg {
	case "RS256", "PS256":
		key := made(rsa.GenerateKey(rand.Reader, 2048))(t)
		k.public = map[string]any{"kty": "RSA", "n": num64(key.N), "e": num64(big.NewInt(int64(key.E)))}
		text = pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
		if alg == "PS256" {
			k.private = num64(key.D)
			text = k.privateJWK(t, map[string]any{"d": k.private, "p": num64(key.Primes[0]), "q": num64(key.Primes[1])})
		}
	case "ES256":
		key := made(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
		point := made(key.PublicKey.Bytes())(t) // 4, then both coordinates
		k.public = map[string]any{"kty": "EC", "crv": "P-256", "x": bytes64(point[1:33]), "y": bytes64(point[33:])}
		text = pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: made(x509.MarshalECPrivateKey(key))(t)})
	case "EdDSA":
		public, private, err := ed25519.GenerateKey(rand.Reader)
		k.public = map[string]any{"kty": "OKP", "crv": "Ed25519", "x": bytes64(public)}
		text = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: made(x509.MarshalPKCS8PrivateKey(crypto.PrivateKey(private)))(t)})
		if err != nil {
			t.Fatal(err)
		}
	}
	if k.private == "" {
		k.private = strings.Split(string(text), "\n")[1] // the first line within the armour
	}
	if err := os.WriteFile(k.file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return k
}

// privateJWK is the public key with the members of the private one.
func (k *clientKey) privateJWK(t *testing.T, members map[string]any) []byte {
	t.Helper()
	members["alg"] = k.alg
	for name, value := range k.public {
		members[name] = value
	}
	return made(json.Marshal(members))(t)
}

// made is a value that can be had.
func made[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func bytes64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func num64(n *big.Int) string { return bytes64(n.Bytes()) }
