package window

import (
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
)

// authWords are the client authentications in words.
var authWords = map[auth.ClientAuth]string{
	"": wordDefault, auth.AuthBasic: "HTTP Basic header", auth.AuthPost: "In the form body",
	auth.AuthJSON: "In a JSON body", auth.AuthNone: "None (public client)",
	auth.AuthPrivateKeyJWT: "Signed with a private key (private_key_jwt)",
}

// formatWords are the ways to copy in words; one that is not here is its name.
var formatWords = map[string]string{
	"raw": "Token", "header": "Authorization header", "curl": "curl command", "json": "JSON", "env": ".env line",
	"httpie": "HTTPie command", "powershell": "PowerShell", "python": "Python requests", "fetch": "JavaScript fetch",
	"postman": "Postman environment",
}

func formatWord(name string) string {
	if w, ok := formatWords[name]; ok {
		return w
	}
	return auth.Clean(name, 40)
}

// keepWord says how long a copy is kept fresh.
func keepWord(d time.Duration) string {
	if d == 0 {
		return wordKeepOff
	}
	return wordKeepFor + text.Count(int(d.Hours()), wordHour, wordHours)
}

// eventWords name what a line of history is about.
var eventWords = map[string]string{"sign_in": "Signed in", "renew": "Renewed", "sign_out": "Signed out"}

// eventFailed name the same when it did not work.
var eventFailed = map[string]string{"sign_in": "Sign-in failed", "renew": "Renewal failed", "sign_out": "Signed out here only"}

// summary is the line below the title.
func summary(total, attention int) string {
	s := text.Count(total, "account", "accounts")
	if attention > 0 {
		s += " · " + text.Count(attention, "needs attention", "need attention")
	}
	return s
}
