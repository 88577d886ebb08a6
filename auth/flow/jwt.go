package flow

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// jwt is a compact JWS taken apart; nothing in it is verified yet.
type jwt struct {
	header, claims object
	signed         string // what the signature covers
	signature      []byte
}

var errNotJWT = errors.New("it is not a signed JWT")

// parseJWT takes a token apart: at most 256 KiB, exactly two dots (so no JWE),
// strict base64url and JSON. (RFC 7515 3; requirement 40)
func parseJWT(s auth.Secret) (jwt, error) {
	raw := s.Reveal()
	if len(raw) > maxToken || strings.Count(raw, ".") != 2 {
		return jwt{}, errNotJWT
	}
	parts := strings.Split(raw, ".")
	var j jwt
	var err error
	if j.header, err = parseObject(decode64(parts[0])); err != nil {
		return jwt{}, errNotJWT
	}
	if j.claims, err = parseObject(decode64(parts[1])); err != nil {
		return jwt{}, errNotJWT
	}
	j.signature = decode64(parts[2])
	j.signed = parts[0] + "." + parts[1]
	return j, nil
}

// instant reads a NumericDate claim. (RFC 7519 2)
func (j jwt) instant(name string) (time.Time, bool) {
	n, ok := j.claims[name].(json.Number)
	if !ok {
		return time.Time{}, false
	}
	f, err := n.Float64()
	if err != nil || f < 0 || f >= 1<<38 { // the year 10680
		return time.Time{}, false
	}
	return time.Unix(int64(f), 0).UTC(), true
}

func encode64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// decode64 reads strict unpadded base64url; nil for anything else.
func decode64(s string) []byte {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil {
		return nil
	}
	return b
}
