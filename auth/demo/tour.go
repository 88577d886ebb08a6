package demo

import (
	"fmt"
	"io"
	"strings"
)

// stop is one stop of the tour: a system, and the commands that link an account
// there, as a POSIX shell takes them.
type stop struct {
	title, about string
	commands     []string
}

// WriteTour writes a walk through linking an account at each of the four
// systems, whose stand-ins are at base. Its commands, indented by four spaces,
// work as they are written. self is how a shell calls this Authfob over the
// demo's home.
func WriteTour(w io.Writer, base, self string) error {
	var b strings.Builder
	b.WriteString("A tour of three minutes. Paste this into a shell (sh, bash or zsh) first, so that authfob means this demo there:\n\n")
	fmt.Fprintf(&b, "    authfob() { %s \"$@\"; }\n    authfob list\n", self)
	b.WriteString("\nThe addresses in the commands lead to this demo. For the real systems you leave them out: Authfob knows theirs.\n")
	for i, s := range stops(base) {
		fmt.Fprintf(&b, "\n%d. %s. %s\n\n", i+1, s.title, s.about)
		for _, c := range s.commands {
			fmt.Fprintf(&b, "    %s\n", c)
		}
	}
	b.WriteString("\nWhat you have now, and out of the way again:\n\n    authfob list\n    authfob show my-airmap\n")
	b.WriteString("    authfob remove my-insiders --yes\n\nThe window shows all of it as it happens. The demo and everything in it are gone when you end it (Ctrl+C, or authfob quit).\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func stops(base string) []stop {
	airthings, airmap, insiders, smartsense := Endpoints("airthings", base), Endpoints("airmap", base), Endpoints("insiders", base), Endpoints("smartsense", base)
	secret := func(client string) string { return "printf %s '" + Secret(client) + "' | " }
	return []stop{
		{"Airthings, as a machine", "Its token requests are JSON; a token is asked for anew when the old one ends.", []string{
			secret("airthings-robot") + "authfob add my-airthings --provider airthings --grant client_credentials --client-id airthings-robot --client-secret-file - --scope read:device --token-url " + airthings.Token,
			"authfob token my-airthings",
		}},
		{"AirMap, with a name and a password", "The password is used once and not kept; the bearer is the ID token, and renewing goes to another address.", []string{
			"authfob add my-airmap --provider airmap --grant password --client-id airmap-app --username ada@example.com --scope 'openid offline_access' --token-url " + airmap.Token + " --refresh-url " + airmap.Renew,
			"printf %s '" + Password + "' | authfob signin my-airmap --password-file -",
			"authfob token my-airmap --format header",
			"authfob token my-airmap --renew --format json",
		}},
		{"Insiders, in the browser", "The page that opens is the demo's: choose who to be. (On a machine without a browser: add --print-url, and open the address elsewhere.)", []string{
			secret("insiders-web") + "authfob add my-insiders --provider insiders --grant authorization_code --client-id insiders-web --client-secret-file - --auth-url " + insiders.Authorize + " --token-url " + insiders.Token + " --revoke-url " + insiders.Revoke,
			"authfob signin my-insiders",
			"authfob token my-insiders",
		}},
		{"SmartSense, as a machine", "And the token where it is needed: in a request.", []string{
			secret("smartsense-app") + "authfob add my-smartsense --provider smartsense --client-id smartsense-app --client-secret-file - --token-url " + smartsense.Token,
			"authfob token my-smartsense --format curl",
		}},
	}
}
