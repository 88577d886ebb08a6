package wire

import (
	"errors"
	"fmt"
	"os"

	"github.com/authfob/authfob/auth"
	"golang.org/x/term"
)

// isTerminal reports whether a person can be asked: both ends of the
// conversation are a terminal.
func isTerminal() bool {
	return term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd()))
}

// readPassword asks at the terminal without echo.
func readPassword(prompt string) (auth.Secret, error) {
	fmt.Fprint(os.Stderr, prompt)
	b, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	defer clear(b)
	if err != nil {
		return auth.Secret{}, errors.New("nothing could be read from the terminal")
	}
	return auth.NewSecret(string(b)), nil
}
