package auth

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// maxJWT bounds what is looked into, in bytes. (requirement 40)
const maxJWT = 256 << 10

// Claims reads the payload of a token that is a signed JWT, for a person to
// look at: it verifies nothing and must decide nothing (requirement 42). It is
// nil for any other token. Numbers keep their digits (json.Number).
func Claims(token Secret) map[string]any { return partOfJWT(token, 1) }

// Header reads what a token that is a signed JWT says of its signature (RFC
// 7515 4), as Claims does.
func Header(token Secret) map[string]any { return partOfJWT(token, 0) }

func partOfJWT(token Secret, n int) map[string]any {
	s := token.value
	if len(s) > maxJWT || strings.Count(s, ".") != 2 {
		return nil
	}
	part, err := base64.RawURLEncoding.DecodeString(strings.Split(s, ".")[n])
	if err != nil {
		return nil
	}
	var members map[string]any
	d := json.NewDecoder(strings.NewReader(string(part)))
	d.UseNumber()
	if d.Decode(&members) != nil {
		return nil
	}
	return members
}
