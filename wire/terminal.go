package wire

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/cli"
	"golang.org/x/term"
)

// isTerminal reports whether a person can be asked: both ends of the
// conversation are a terminal.
func isTerminal() bool {
	return term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd()))
}

// readPassword asks at the terminal without echo, and leaves it as it was, also
// when ctx ends.
func readPassword(ctx context.Context, prompt string) (auth.Secret, error) {
	fd := int(os.Stdin.Fd())
	before, err := term.GetState(fd)
	if err != nil || hideInput(fd) != nil {
		return auth.Secret{}, errNotRead
	}
	defer func() { _ = term.Restore(fd, before) }() // a terminal that is gone needs it no more
	fmt.Fprint(os.Stderr, prompt)
	defer fmt.Fprintln(os.Stderr)
	b, err := cli.Await(ctx, func() ([]byte, error) { return term.ReadPassword(fd) })
	defer clear(b)
	switch {
	case ctx.Err() != nil:
		return auth.Secret{}, ctx.Err()
	case err != nil:
		return auth.Secret{}, errNotRead
	}
	return auth.NewSecret(string(b)), nil
}

var errNotRead = errors.New("nothing could be read from the terminal")
