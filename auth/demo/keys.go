package demo

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"strings"
	"time"
)

const keyID = "demo"

// sign makes a JWT signed with ES256. (RFC 7515, RFC 7518 3.4)
func (s *Server) sign(typ string, claims map[string]any) string {
	header, _ := json.Marshal(map[string]string{"alg": "ES256", "typ": typ, "kid": keyID}) // strings marshal
	payload, _ := json.Marshal(claims)                                                     // strings, numbers and lists of them marshal
	text := base64.RawURLEncoding.EncodeToString(header) + "." + base64.RawURLEncoding.EncodeToString(payload)
	digest := sha256.Sum256([]byte(text))
	r, v, err := ecdsa.Sign(rand.Reader, s.key, digest[:])
	if err != nil {
		panic("demo: a P-256 key signs every digest: " + err.Error())
	}
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	v.FillBytes(signature[32:])
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}

// jwks publishes the key. (RFC 7517, RFC 7518 6.2)
func (s *Server) jwks(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodGet) {
		return
	}
	point, err := s.key.PublicKey.Bytes() // 4, X, Y
	if err != nil {
		panic("demo: a P-256 key has coordinates: " + err.Error())
	}
	b64 := base64.RawURLEncoding.EncodeToString
	x.json(http.StatusOK, map[string]any{"keys": []map[string]string{{
		"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": keyID, "x": b64(point[1:33]), "y": b64(point[33:]),
	}}})
}

// verify checks a JWT of this server's own that has not expired, and returns
// its subject.
func (s *Server) verify(token, issuer string) (subject string, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", false
	}
	signature, err1 := base64.RawURLEncoding.DecodeString(parts[2])
	payload, err2 := base64.RawURLEncoding.DecodeString(parts[1])
	if err1 != nil || err2 != nil || len(signature) != 64 {
		return "", false
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	r, v := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	var claims struct {
		Iss, Sub string
		Exp      int64
	}
	if !ecdsa.Verify(&s.key.PublicKey, digest[:], r, v) || json.Unmarshal(payload, &claims) != nil {
		return "", false
	}
	return claims.Sub, claims.Iss == issuer && time.Now().Unix() < claims.Exp
}
