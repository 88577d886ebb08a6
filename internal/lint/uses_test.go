package lint

import "slices"

// revealers are the files where a secret leaves its wrapping, and what for.
var revealers = map[string]string{
	"auth/flow/call.go":       "the Authorization header of a request that a person tries",
	"auth/flow/code.go":       "the state, nonce and verifier of a sign-in",
	"auth/flow/idtoken.go":    "compares an ID token's nonce and at_hash",
	"auth/flow/jwt.go":        "takes a JWT apart",
	"auth/flow/key.go":        "parses a client's private key",
	"auth/flow/request.go":    "the token request's body",
	"auth/flow/strike.go":     "finds the request's secrets in an error text, to strike them out",
	"auth/flow/token.go":      "the Authorization header of a Basic client",
	"auth/flow/transport.go":  "the client certificate's key",
	"auth/flow/userinfo.go":   "the Authorization header of a userinfo request",
	"auth/loopback/answer.go": "compares the state that came back",
	"bench/peers.go":          "the refresh tokens that peers are signed in with",
	"share/secrets.go":        "the plain text of an export with secrets, encrypted at once; its passphrase",
	"store/seal.go":           "the plain text of a record, sealed at once",
	"ui/cli/token.go":         "standard output",
	"ui/clip/clip_windows.go": "the clipboard",
	"ui/clip/formats.go":      "the clipboard",
	"ui/clip/pasteboard.go":   "the clipboard, through osascript's standard input",
	"ui/format/format.go":     "a token put into a header, a command, a JSON reply; a Secret again",
	"ui/local/sealed.go":      "the vault's key, sealed for the tray alone",
	"ui/window/lock/code.go":  "a new recovery code on screen, to be written down",
	"ui/window/lock/paper.go": "the same in a file, to be printed",
	"ui/resident/window.go":   "the vault's key through the window's inherited pipe",
}

func reveal(t tree) (problems []string) {
	for _, s := range t.sources {
		if s.isTest() || revealers[s.path] != "" {
			continue
		}
		for _, use := range s.uses("", "Reveal") {
			problems = append(problems, s.at(use)+": a secret is revealed in a file that is not listed for it")
		}
	}
	return problems
}

// programs are the main packages: where a context begins.
var programs = []string{".", "bench", "bench/accounts", "internal/tour"}

func background(t tree) (problems []string) {
	for _, s := range t.sources {
		if s.isTest() || slices.Contains(programs, s.room()) {
			continue
		}
		for _, use := range s.uses("context", "Background", "TODO") {
			problems = append(problems, s.at(use)+": take the caller's context")
		}
	}
	return problems
}

func sleep(t tree) (problems []string) {
	for _, s := range t.sources {
		if s.isTest() && slices.Contains(s.imports(), "testing/synctest") {
			continue
		}
		for _, use := range s.uses("time", "Sleep") {
			problems = append(problems, s.at(use)+": wait for a condition or a context, or test in a synctest bubble")
		}
	}
	return problems
}

func skip(t tree) (problems []string) {
	for _, s := range t.sources {
		if !s.isTest() {
			continue
		}
		for _, use := range s.uses("", "Skip", "Skipf", "SkipNow") {
			problems = append(problems, s.at(use)+": a test that skips proves nothing")
		}
	}
	return problems
}

// runners are the files outside tests that start other programs, and which.
var runners = map[string]string{
	"assets/gen/main.go":        "rsvg-convert",
	"bench/burst.go":            "ourselves and our peers, many at once",
	"bench/lab.go":              "Xvfb, dbus-daemon, gnome-keyring-daemon",
	"bench/measure.go":          "ourselves and our peers",
	"bench/peers.go":            "our peers, to sign them in",
	"bench/report.go":           "the scripts beside it",
	"bench/tray.go":             "ourselves, as the tray",
	"ui/clip/pasteboard.go":     "osascript, on macOS",
	"motion/motion_darwin.go":   "defaults, for the accessibility settings of macOS",
	"ui/open/open.go":           "the browser that --browser names",
	"ui/words/system_darwin.go": "defaults, for the person's languages on macOS",
	"wire/desktop.go":           "the window process: ourselves, or the binary beside us",
	"wire/window.go":            "the demo, from the empty window: ourselves",
	"bench/drawn/main.go":       "the program that is measured",
	"internal/tour/desktop.go":  "Xvfb, openbox, dbus-daemon, xdotool, xclip, import",
	"internal/tour/demo.go":     "authfob",
}

func commands(t tree) (problems []string) {
	for _, s := range t.sources {
		if s.isTest() || runners[s.path] != "" {
			continue
		}
		for _, use := range s.uses("exec", "Command", "CommandContext") {
			problems = append(problems, s.at(use)+": a program is started in a file that is not listed for it")
		}
		for _, use := range s.uses("os", "StartProcess") {
			problems = append(problems, s.at(use)+": a program is started in a file that is not listed for it")
		}
	}
	return problems
}
