package demo

import (
	"fmt"
	"io"
	"strings"
)

// Shell is how the tour's commands are written for a person's shell.
type Shell struct {
	Place  string // where they are pasted: "a shell (sh, bash or zsh)"
	Quote  func(text string) string
	Define func(call []string) string // has authfob mean a call of these words from then on
	Feed   func(text string) string   // gives text to what follows as its standard input
	Format string                     // of a token in a request that the shell runs
}

// stop is one stop of the tour: a system, and the commands that link an account
// there.
type stop struct {
	title, about string
	commands     []string
}

// WriteTour writes a walk through linking an account at each of the four
// systems, whose stand-ins are at base. Its commands, indented by four spaces,
// work in the shell as they are written. call is how this Authfob is called over
// the demo's home.
func WriteTour(w io.Writer, base string, sh Shell, call []string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "A tour of three minutes. Paste this into %s first, so that authfob means this demo there:\n\n", sh.Place)
	fmt.Fprintf(&b, "    %s\n    authfob list\n", sh.Define(call))
	b.WriteString("\nThe addresses in the commands lead to this demo. For the real systems you leave them out: Authfob knows theirs.\n")
	for i, s := range stops(base, sh) {
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

func stops(base string, sh Shell) []stop {
	airthings, airmap, insiders, smartsense := Endpoints("airthings", base), Endpoints("airmap", base), Endpoints("insiders", base), Endpoints("smartsense", base)
	secret := func(client string) string { return sh.Feed(Secret(client)) }
	return []stop{
		{"Airthings, as a machine", "Its token requests are JSON; a token is asked for anew when the old one ends.", []string{
			secret("airthings-robot") + "authfob add my-airthings --provider airthings --grant client_credentials --client-id airthings-robot --client-secret-file - --scope read:device --token-url " + airthings.Token,
			"authfob token my-airthings",
		}},
		{"AirMap, with a name and a password", "The password is used once and not kept; the bearer is the ID token, and renewing goes to another address.", []string{
			"authfob add my-airmap --provider airmap --grant password --client-id airmap-app --username ada@example.com --scope " + sh.Quote("openid offline_access") + " --token-url " + airmap.Token + " --refresh-url " + airmap.Renew,
			sh.Feed(Password) + "authfob signin my-airmap --password-file -",
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
			"authfob token my-smartsense --format " + sh.Format,
		}},
	}
}
