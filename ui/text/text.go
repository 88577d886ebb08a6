// Package text holds the words and numbers that every surface shares: states,
// remaining time, and what an error means for a person. It imports no toolkit
// and touches nothing.
//
// States, times and the like are in the language that the process speaks (see
// ui/words). Errors are explained in English, which is what command line, socket
// and log speak; Tell says them in the person's language.
package text

import (
	"fmt"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// State names a state in a word or two.
func State(s auth.State) string {
	w := words.Now().States
	switch s {
	case auth.StateFresh:
		return w.Fresh
	case auth.StateExpiring:
		return w.Expiring
	case auth.StateExpired:
		return w.Expired
	case auth.StateSignInNeeded:
		return w.SignInAgain
	case auth.StateOffline:
		return w.Offline
	case auth.StateLocked:
		return w.Locked
	}
	return string(s)
}

// StateOf names the state of an account; one that never had a token, be it that it
// was refused, reads better than one that lost it.
func StateOf(s auth.Status) string {
	if s.ObtainedAt.IsZero() {
		switch s.State {
		case auth.StateSignInNeeded:
			return words.Now().States.SignIn
		case auth.StateExpired:
			return words.Now().States.NoToken
		}
	}
	return State(s.State)
}

// Grant names a grant type.
func Grant(g auth.GrantType) string {
	w := words.Now().Grants
	switch g {
	case auth.AuthorizationCode:
		return w.Browser
	case auth.DeviceCode:
		return w.Device
	case auth.ClientCredentials:
		return w.ClientCredentials
	case auth.Password:
		return w.Password
	case auth.RefreshToken:
		return w.RefreshToken
	case auth.JWTBearer:
		return w.Assertion
	case auth.TokenExchange:
		return w.Exchange
	}
	return auth.Clean(string(g), 80)
}

// ExpirySource says in words where an expiry comes from.
func ExpirySource(s auth.ExpirySource) string {
	w := words.Now().Expiry
	switch s {
	case auth.ExpiryReply:
		return w.Reply
	case auth.ExpiryJWT:
		return w.JWT
	case auth.ExpiryDocumented:
		return w.Documented
	}
	return w.Unknown
}

// Remaining writes a remaining time as a countdown of stable width: "42:13",
// "5h 11m", "3d 4h". What is over reads "0:00".
func Remaining(d time.Duration) string { return words.Now().Times.Span(d) }

// Until writes an instant as the clock on the wall shows it, with the day where
// it is not today: "14:32", "Tue 14:32", "3 Feb 14:32", "3 Feb 2027".
func Until(t, now time.Time) string { return until(words.Now().Times, t, now) }

func until(w words.Times, t, now time.Time) string {
	t, now = t.Local(), now.Local()
	form := w.OnYear
	switch days := day(t).Sub(day(now)).Hours() / 24; {
	case days > -0.5 && days < 0.5:
		form = "{clock}"
	case days > -6.5 && days < 6.5:
		form = w.OnDay
	case t.Year() == now.Year():
		form = w.OnDate
	}
	return w.Write(form, t)
}

// day is the midnight that t's day begins with.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// Count writes a number with the right word, in English: Count(1, "account",
// "accounts"). Words of other languages are a words.Plural.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Few lists the first of many names.
func Few(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
}

// Skew says that this computer's clock is wrong, ahead of a server's by skew; ""
// where that does no harm.
func Skew(skew time.Duration) string { return words.Say(auth.SkewNotice(skew)) }
