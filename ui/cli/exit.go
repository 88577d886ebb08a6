package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/spf13/cobra"
)

// Exit codes: a contract with scripts.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitSignIn      = 3
	exitRefused     = 4
	exitUnreachable = 5
	exitLocked      = 6
	exitBusy        = 75
	exitInterrupted = 130
)

// ExitCode maps what went wrong to the exit code of the contract.
func ExitCode(err error) int {
	var usage *usageError
	var input *auth.InputError
	var failure *auth.Failure
	var coded interface{ ExitCode() int }
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage), errors.As(err, &input):
		return exitUsage
	case errors.As(err, &coded):
		return coded.ExitCode()
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, auth.ErrLocked):
		return exitLocked
	case errors.Is(err, auth.ErrBusy):
		return exitBusy
	case errors.As(err, &failure):
		switch failure.Outcome {
		case auth.OutcomeSignIn:
			return exitSignIn
		case auth.OutcomeRefused:
			return exitRefused
		case auth.OutcomeUnreachable:
			return exitUnreachable
		}
	}
	return exitFailed
}

// usageError is a command line that cannot be understood.
type usageError struct {
	text    string
	command string // whose help says more; "" is the whole program's
}

// Error implements error.
func (e *usageError) Error() string { return e.text }

// Hint says what to do next.
func (e *usageError) Hint() string {
	if e.command == "" {
		return "See: authfob --help"
	}
	return "See: " + e.command + " --help"
}

// usageArgs makes the errors of an argument check usage errors.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if check(cmd, args) == nil {
			return nil
		}
		return &usageError{wrongArgs(cmd, args), cmd.CommandPath()}
	}
}

// elsewhere are what other programs call the commands.
var elsewhere = map[string]string{"login": "signin", "logout": "signout", "rm": "remove", "delete": "remove", "rename": "edit", "new": "add"}

// wrongArgs says what a command takes instead of args.
func wrongArgs(cmd *cobra.Command, args []string) string {
	if cmd.HasSubCommands() && len(args) > 0 {
		called := strings.TrimSpace(strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()) + " " + args[0])
		text := fmt.Sprintf("there is no command %q", auth.Clean(called, 80))
		if near := meant(args[0], commandNames(cmd)); near != "" {
			text += "; did you mean " + near + "?"
		}
		return text
	}
	takes := strings.TrimSpace(strings.TrimPrefix(cmd.Use, cmd.Name()))
	switch {
	case takes == "":
		return fmt.Sprintf("%s takes no %q", cmd.Name(), auth.Clean(args[0], 60))
	case len(args) == 0:
		return fmt.Sprintf("%s needs a %s", cmd.Name(), takes)
	}
	return fmt.Sprintf("%s takes one %s, not %d; put quotes around one that has spaces", cmd.Name(), strings.Trim(takes, "[]"), len(args))
}

// meant is the one of names that a word stands for, by mistake or elsewhere; "" for none.
func meant(word string, names []string) string {
	if name := elsewhere[word]; slices.Contains(names, name) {
		return name
	}
	return auth.Near(word, names)
}

// helpTopic refuses to help with a command that there is not.
func helpTopic(cmd *cobra.Command, args []string) error {
	group := cmd.Root()
	for _, name := range args {
		if !group.HasSubCommands() {
			return nil
		}
		found, _, err := group.Find([]string{name})
		if err != nil || found == group {
			return &usageError{wrongArgs(group, []string{name}), group.CommandPath()}
		}
		group = found
	}
	return nil
}

// commandNames are the commands below one.
func commandNames(cmd *cobra.Command) (names []string) {
	for _, sub := range cmd.Commands() {
		names = append(names, sub.Name())
	}
	return names
}

// groupAlone is a group of commands without one of them.
func groupAlone(cmd *cobra.Command, _ []string) error {
	names := commandNames(cmd)
	last := len(names) - 1
	return &usageError{text: "say " + strings.Join(names[:last], ", ") + " or " + names[last]}
}

// namedError says which account an error is about.
type namedError struct {
	name string
	near string // what may have been meant; "" where nothing is
	err  error
}

// Error implements error.
func (e *namedError) Error() string {
	return fmt.Sprintf("there is no account called %q", auth.Clean(e.name, 200))
}

// Unwrap gives the sentinel to errors.Is.
func (e *namedError) Unwrap() error { return e.err }

// Hint says what to do next.
func (e *namedError) Hint() string {
	if e.near != "" {
		return "Did you mean " + quoteName(e.near) + "? List the accounts with: authfob list"
	}
	return "List the accounts with: authfob list"
}

// named names the account that is not there, and one that is called nearly so.
func named(ctx context.Context, a *auth.Agent, name string, err error) error {
	if !errors.Is(err, auth.ErrNotFound) {
		return err
	}
	_ = a.Load(ctx) // what cannot be read is not proposed
	list, _ := a.Snapshot()
	var names []string
	for _, s := range list {
		names = append(names, s.Name)
	}
	return &namedError{name, auth.Near(name, names), err}
}

// signInError says how the account that an error is about is signed in.
type signInError struct {
	name string
	err  error
}

// Error implements error.
func (e *signInError) Error() string { return e.err.Error() }

// Unwrap gives the failure to errors.As.
func (e *signInError) Unwrap() error { return e.err }

// Hint says what to do next.
func (e *signInError) Hint() string {
	return "The account itself is kept. Sign in with: authfob signin " + quoteName(e.name)
}
