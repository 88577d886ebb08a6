package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
)

func (c *command) signoutCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "signout NAME",
		ValidArgsFunction: c.accountNames,
		Short:             "Revoke at the provider where it can, forget the tokens, keep the account",
		Example:           `  authfob signout work`,
		Args:              usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withAccount(cmd.Context(), false, args[0], func(a *auth.Agent, id auth.AccountID) error {
				out, err := a.SignOut(cmd.Context(), id)
				if err != nil {
					return err
				}
				if !out.Had {
					fmt.Fprintf(c.Stdout, "%s was not signed in.\n", quoteName(args[0]))
					return nil
				}
				fmt.Fprintf(c.Stdout, "Signed out of %s%s.\n", quoteName(args[0]), c.revocation(out))
				return nil
			})
		},
	}
}

func (c *command) removeCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:               "remove NAME",
		ValidArgsFunction: c.accountNames,
		Short:             "Revoke, then delete the account and its secrets",
		Example:           `  authfob remove work --yes`,
		Args:              usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withAccount(cmd.Context(), false, args[0], func(a *auth.Agent, id auth.AccountID) error {
				if !yes && !c.Terminal {
					return &usageError{text: "not removed: say --yes to remove without asking"}
				}
				if !yes && !c.confirm(cmd.Context(), fmt.Sprintf("Remove %s and its secrets? [y/N] ", quoteName(args[0]))) {
					return errors.New("nothing was removed")
				}
				out, err := a.Remove(cmd.Context(), id)
				if err != nil {
					return err
				}
				fmt.Fprintf(c.Stdout, "Removed %s%s.\n", quoteName(args[0]), c.revocation(out))
				return nil
			})
		},
	}
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	return cmd
}

// revocation says truthfully what the server was told.
func (c *command) revocation(out auth.SignedOut) string {
	switch {
	case !out.Had:
		return ""
	case out.Revoked:
		return "; the server has revoked its tokens"
	case out.Err != nil:
		c.note("the server could not be told: " + text.Explain(out.Err).What + " Tokens that it gave may stay valid there until they expire.")
		return " on this computer"
	}
	c.note("this provider has no way to revoke tokens: they stay valid there until they expire")
	return " on this computer"
}

// confirm asks a person at the terminal; without one the answer is no.
func (c *command) confirm(ctx context.Context, question string) bool {
	if !c.Terminal {
		return false
	}
	fmt.Fprint(c.Stderr, question)
	if c.answers == nil {
		c.answers = bufio.NewReader(c.Stdin) // one for all questions: it reads ahead
	}
	line, _ := Await(ctx, func() (string, error) { return c.answers.ReadString('\n') })
	line = strings.ToLower(strings.TrimSpace(line))
	return line == "y" || line == "yes"
}
