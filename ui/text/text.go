// Package text holds the words and numbers that every surface shares: states,
// remaining time, and what an error means for a person. It imports no toolkit
// and touches nothing.
package text

import (
	"fmt"
	"time"

	"github.com/authfob/authfob/auth"
)

// State names a state in a word or two.
func State(s auth.State) string {
	switch s {
	case auth.StateFresh:
		return "fresh"
	case auth.StateExpiring:
		return "expiring"
	case auth.StateExpired:
		return "expired"
	case auth.StateSignInNeeded:
		return "sign in again"
	case auth.StateOffline:
		return "offline"
	case auth.StateLocked:
		return "locked"
	}
	return string(s)
}

// StateOf names the state of an account; an account that never had a token
// reads better than one that lost it.
func StateOf(s auth.Status) string {
	if s.ObtainedAt.IsZero() && s.Trouble == nil {
		switch s.State {
		case auth.StateSignInNeeded:
			return "sign in"
		case auth.StateExpired:
			return "no token yet"
		}
	}
	return State(s.State)
}

// Grant names a grant type.
func Grant(g auth.GrantType) string {
	switch g {
	case auth.AuthorizationCode:
		return "browser login"
	case auth.DeviceCode:
		return "device code"
	case auth.ClientCredentials:
		return "client credentials"
	case auth.Password:
		return "password"
	case auth.RefreshToken:
		return "refresh token"
	case auth.JWTBearer:
		return "signed assertion"
	case auth.TokenExchange:
		return "token exchange"
	}
	return auth.Clean(string(g), 80)
}

// ExpirySource says in words where an expiry comes from.
func ExpirySource(s auth.ExpirySource) string {
	switch s {
	case auth.ExpiryReply:
		return "said by the server (expires_in)"
	case auth.ExpiryJWT:
		return "read from the token (exp)"
	case auth.ExpiryDocumented:
		return "documented by the provider"
	}
	return "unknown"
}

// Remaining writes a remaining time as a countdown of stable width: "42:13",
// "5h 11m", "3d 4h". What is over reads "0:00".
func Remaining(d time.Duration) string {
	d = max(d, 0)
	s := int(d / time.Second)
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	case d < 24*time.Hour:
		return fmt.Sprintf("%dh %02dm", s/3600, s/60%60)
	}
	return fmt.Sprintf("%dd %dh", s/86400, s/3600%24)
}

// Until writes an instant as the clock on the wall shows it, with the day where
// it is not today: "14:32", "Tue 14:32", "3 Feb 14:32", "3 Feb 2027".
func Until(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	day := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	}
	switch days := day(t).Sub(day(now)).Hours() / 24; {
	case days > -0.5 && days < 0.5:
		return t.Format("15:04")
	case days > -6.5 && days < 6.5:
		return t.Format("Mon 15:04")
	case t.Year() == now.Year():
		return t.Format("2 Jan 15:04")
	}
	return t.Format("2 Jan 2006")
}

// Count writes a number with the right word: Count(1, "account", "accounts").
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
