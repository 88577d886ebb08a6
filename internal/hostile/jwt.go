package hostile

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"math/big"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Signing keys, made once a process. "main" signs; "other" is a stranger's.
var (
	mainKey  = rsaKey(2048)
	otherKey = rsaKey(2048)
	weakKey  = rsaKey(1024)
	ecKey    = sync.OnceValue(func() *ecdsa.PrivateKey { return must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)) })
	edKey    = sync.OnceValue(func() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(must(randomBytes(ed25519.SeedSize))) })
)

func rsaKey(bits int) func() *rsa.PrivateKey {
	return sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, bits)) })
}

func randomBytes(n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := rand.Read(b)
	return b, err
}

// must is for what only a broken machine refuses.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func rsaJWK(k *rsa.PrivateKey, more string) string {
	return fmt.Sprintf(`{"kty":"RSA","n":%q,"e":%q%s}`, b64(k.N.Bytes()), b64(big.NewInt(int64(k.E)).Bytes()), more)
}

// Keys that rows name in braces.
func keyTexts() []string {
	point := must(ecKey().PublicKey.Bytes())
	return []string{
		"{main}", rsaJWK(mainKey(), `,"kid":"main","use":"sig","alg":"RS256"`),
		"{main-enc}", rsaJWK(mainKey(), `,"kid":"main","use":"enc"`),
		"{main-ops}", rsaJWK(mainKey(), `,"kid":"main","key_ops":["encrypt","wrapKey"]`),
		"{main-ps}", rsaJWK(mainKey(), `,"kid":"main","alg":"PS256"`),
		"{main-no-kid}", rsaJWK(mainKey(), `,"use":"sig"`),
		"{other}", rsaJWK(otherKey(), `,"kid":"other","use":"sig"`),
		"{other-as-main}", rsaJWK(otherKey(), `,"kid":"main","use":"sig"`),
		"{weak}", rsaJWK(weakKey(), `,"kid":"weak","use":"sig"`),
		"{ec}", fmt.Sprintf(`{"kty":"EC","crv":"P-256","x":%q,"y":%q,"kid":"ec"}`, b64(point[1:33]), b64(point[33:])),
		"{ed}", fmt.Sprintf(`{"kty":"OKP","crv":"Ed25519","x":%q,"kid":"ed"}`, b64(edKey().Public().(ed25519.PublicKey))),
	}
}

var filledKeys = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer(keyTexts()...) })

// keys is the right key set.
func (s *Server) keys() string {
	return filledKeys().Replace(`{"keys":[{main},{ec},{ed}]}`)
}

// idToken makes an ID token, right but for what id says.
func (s *Server) idToken(id *IDToken, nonce, access string) string {
	if id == nil {
		id = &IDToken{}
	}
	header := map[string]string{"alg": `"RS256"`, "kid": `"main"`, "typ": `"JWT"`}
	claims := map[string]string{
		"iss": strconv.Quote(s.URL), "sub": strconv.Quote(Subject), "aud": strconv.Quote(ClientID), "exp": "@3600", "iat": "@0",
		"at_hash": strconv.Quote(halfHash(id.Key, access)),
	}
	if nonce != "" {
		claims["nonce"] = strconv.Quote(nonce)
	}
	if kid := keyIDs[id.Key]; kid[0] != "" {
		header["alg"], header["kid"] = strconv.Quote(kid[0]), strconv.Quote(kid[1])
	}
	signed := b64([]byte(s.object(header, id.Header))) + "." + b64([]byte(s.object(claims, id.Claims)))
	jwt := signed + "." + b64(sign(id.Key, signed))
	switch {
	case id.Text == "":
		return jwt
	case strings.HasPrefix(id.Text, "x*"): // so many of them
		return jwt + strings.Repeat("A", must(strconv.Atoi(id.Text[2:])))
	}
	return strings.ReplaceAll(id.Text, "{jwt}", jwt)
}

// object writes JSON, changed as a row says; "@n" is n seconds from now.
func (s *Server) object(right, changes map[string]string) string {
	m := maps.Clone(right)
	maps.Copy(m, changes)
	var b bytes.Buffer
	b.WriteByte('{')
	for _, name := range sortedKeys(m) {
		raw := m[name]
		if raw == "-" {
			continue
		}
		if offset, ok := strings.CutPrefix(raw, "@"); ok {
			raw = strconv.FormatInt(time.Now().Unix()+int64(must(strconv.Atoi(offset))), 10)
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%s:%s", must(json.Marshal(strings.TrimSuffix(name, "#"))), s.fill(raw))
	}
	b.WriteByte('}')
	return b.String()
}

// halfHash is at_hash. (OIDC Core 3.1.3.6)
func halfHash(key, access string) string {
	if key == "ed" {
		sum := sha512.Sum512([]byte(access))
		return b64(sum[:32])
	}
	sum := sha256.Sum256([]byte(access))
	return b64(sum[:16])
}

// keyIDs are alg and kid by the name of the key.
var keyIDs = map[string][2]string{
	"ec": {"ES256", "ec"}, "ed": {"EdDSA", "ed"}, "ps": {"PS256", "main"}, "other": {"RS256", "other"}, "weak": {"RS256", "weak"},
	"hmac-public": {"HS256", "main"}, "hmac-secret": {"HS256", "main"}, "zero": {"ES256", "ec"}, "rs384": {"RS384", "main"}, "rs512": {"RS512", "main"},
	"none": {"none", "main"}, "ec-der": {"ES256", "ec"},
}

func sign(key, input string) []byte {
	sum := sha256.Sum256([]byte(input))
	switch key {
	case "none":
		return nil
	case "zero":
		return make([]byte, 64)
	case "ec":
		r, sig, err := ecdsa.Sign(rand.Reader, ecKey(), sum[:])
		return append(must(r, err).FillBytes(make([]byte, 32)), sig.FillBytes(make([]byte, 32))...)
	case "ec-der":
		return must(ecdsa.SignASN1(rand.Reader, ecKey(), sum[:]))
	case "ed":
		return ed25519.Sign(edKey(), []byte(input))
	case "ps":
		return must(rsa.SignPSS(rand.Reader, mainKey(), crypto.SHA256, sum[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}))
	case "hmac-public":
		der := must(x509.MarshalPKIXPublicKey(mainKey().Public()))
		return mac(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), input)
	case "hmac-secret":
		return mac([]byte(ClientSecret), input)
	case "flipped":
		sig := must(rsa.SignPKCS1v15(nil, mainKey(), crypto.SHA256, sum[:]))
		sig[7] ^= 1
		return sig
	case "rs512":
		wide := sha512.Sum512([]byte(input))
		return must(rsa.SignPKCS1v15(nil, mainKey(), crypto.SHA512, wide[:]))
	case "rs384":
		wide := sha512.Sum384([]byte(input))
		return must(rsa.SignPKCS1v15(nil, mainKey(), crypto.SHA384, wide[:]))
	case "other", "other-as-main":
		return must(rsa.SignPKCS1v15(nil, otherKey(), crypto.SHA256, sum[:]))
	case "weak":
		return must(rsa.SignPKCS1v15(nil, weakKey(), crypto.SHA256, sum[:]))
	}
	return must(rsa.SignPKCS1v15(nil, mainKey(), crypto.SHA256, sum[:]))
}

func mac(key []byte, input string) []byte {
	h := hmac.New(sha256.New, key)
	_, _ = h.Write([]byte(input))
	return h.Sum(nil)
}
