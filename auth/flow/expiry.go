package flow

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
)

// longestLife bounds a lifetime that is believed: what is said to live longer
// is as good as unknown.
const longestLife = 100 * 365 * 24 * time.Hour

// skewMatters is the difference of clocks from which an instant that the
// server wrote is translated into this computer's time.
const skewMatters = time.Minute

// lifeOf reads a number of seconds leniently: an integer, a fraction or a
// string of one. Less than nothing is nothing; what cannot be believed is the
// longest life and unknown; all else is unknown. (requirement 22)
func lifeOf(v any) (time.Duration, bool) {
	var raw string
	switch v := v.(type) {
	case json.Number:
		raw = v.String()
	case string:
		raw = strings.TrimSpace(v)
	}
	if raw == "" || strings.Trim(raw, "0123456789.eE+-") != "" { // no hex, no NaN, no Inf
		return 0, false
	}
	n, err := strconv.ParseFloat(raw, 64)
	switch {
	case n > longestLife.Seconds(): // +Inf, too, for what no float holds
		return longestLife, false
	case err != nil || math.IsNaN(n):
		return 0, false
	}
	return time.Duration(max(n, 0) * float64(time.Second)), true
}

// bearerExpiry says when the bearer expires and how that is known: the reply's
// own lifetime, the JWT's exp, the documented lifetime, or not at all.
func bearerExpiry(obj object, reply auth.Reply, doc auth.Lifetimes, bearer auth.Secret, a answer) (time.Time, auth.ExpirySource) {
	exp, isJWT := jwtExpiry(bearer)
	if skew := a.skew(); skew > skewMatters || skew < -skewMatters {
		exp = exp.Add(skew)
	}
	member, _ := lookup(obj, or(reply.ExpiresIn, "expires_in"))
	life, known := lifeOf(member)
	switch {
	case isJWT && reply.Bearer == "id_token": // expires_in speaks of the access token
		return exp, auth.ExpiryJWT
	case known:
		return a.at.Add(life), auth.ExpiryReply
	case isJWT:
		return exp, auth.ExpiryJWT
	case doc.Token > 0:
		return a.at.Add(time.Duration(doc.Token) * time.Second), auth.ExpiryDocumented
	}
	return time.Time{}, auth.ExpiryUnknown
}

// refreshExpiry says when the refresh token expires, zero when unknown. A
// lifetime of 0 means for ever, as Keycloak writes it for offline tokens.
func refreshExpiry(obj object, reply auth.Reply, doc auth.Lifetimes, a answer, g, was auth.Grant) time.Time {
	if g.Refresh.IsZero() {
		return time.Time{}
	}
	member, said := lookup(obj, or(reply.RefreshExpires, "refresh_expires_in"))
	if life, ok := lifeOf(member); said && ok {
		if life == 0 {
			return time.Time{}
		}
		return a.at.Add(life)
	}
	switch {
	case g.Refresh.Equal(was.Refresh):
		return was.RefreshExpiresAt
	case doc.Refresh > 0:
		return a.at.Add(time.Duration(doc.Refresh) * time.Second)
	}
	return time.Time{}
}

// jwtExpiry reads the exp of a token that happens to be a JWT. Nothing is
// verified: it is what the token's own issuer says of it.
func jwtExpiry(s auth.Secret) (time.Time, bool) {
	j, err := parseJWT(s)
	if err != nil {
		return time.Time{}, false
	}
	return j.instant("exp")
}
