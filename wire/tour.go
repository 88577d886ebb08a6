package wire

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/format"
)

// posix and powerShell are the shells that the demo's tour is written for.
var (
	posix = demo.Shell{
		Place:  "a shell (sh, bash or zsh)",
		Quote:  plainly(format.Sh),
		Define: func(call []string) string { return "authfob() { " + quoted(call, format.Sh) + ` "$@"; }` },
		Feed:   func(text string) string { return "printf %s " + quoted([]string{text}, format.Sh) + " | " },
		Format: "curl",
	}
	powerShell = demo.Shell{
		Place: "PowerShell (in a Command Prompt, powershell starts it)",
		Quote: plainly(format.PowerShell),
		Define: func(call []string) string {
			run := "& " + quoted(call, format.PowerShell) + " @args" // without &, a quoted path is a mere text
			return "function authfob { if ($MyInvocation.ExpectingInput) { $input | " + run + " } else { " + run + " } }"
		},
		Feed:   func(text string) string { return quoted([]string{text}, format.PowerShell) + " | " },
		Format: "powershell",
	}
)

// shellOf is the shell that people have on a system.
func shellOf(goos string) demo.Shell {
	if goos == "windows" {
		return powerShell
	}
	return posix
}

// plainly is quote for paths and the demo's own words: none has a NUL.
func plainly(quote func(string) (string, error)) func(string) string {
	return func(text string) string {
		q, _ := quote(text)
		return q
	}
}

func quoted(words []string, quote func(string) (string, error)) string {
	all := make([]string, 0, len(words))
	for _, w := range words {
		all = append(all, plainly(quote)(w))
	}
	return strings.Join(all, " ")
}

// writeTour writes the tour, for this program over the demo's home.
func writeTour(w io.Writer, o cli.ResidentOptions, base string, sh demo.Shell) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	call := []string{self, "--home", absolute(o.HomeFlag)}
	if o.KeyFile != "" {
		call = append(call, "--vault-key-file", absolute(o.KeyFile))
	} else {
		call = append(call, "--passphrase-file", absolute(o.PassphraseFile))
	}
	return demo.WriteTour(w, base, sh, call)
}

// absolute is a path that holds in every folder: the shell may be in another one.
func absolute(path string) string {
	if all, err := filepath.Abs(path); err == nil {
		return all
	}
	return path
}
