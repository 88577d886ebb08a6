package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/vault"
)

func (c *command) vaultRotateCommand() *cobra.Command {
	var file string
	var resume bool
	cmd := &cobra.Command{
		Use:   "rotate",
		Short: "Replace the key that seals the accounts, and seal them anew; prints a new recovery code where there was one",
		Long: "Replace the key that seals the accounts, and seal them anew, for when somebody may have seen it. The vault stays under what it is under:\n" +
			"the keyring gets a new key, a passphrase is asked for. A recovery code is replaced by a new one, which is printed once.",
		Example: `  authfob vault rotate`,
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withVault(cmd.Context(), false, func(v vault.Control) error {
				if resume {
					return v.Reseal(cmd.Context())
				}
				return c.rotate(cmd.Context(), v, file)
			})
		},
	}
	addNewPassphrase(cmd, &file)
	cmd.Flags().BoolVar(&resume, "resume", false, "finish a rotation that was interrupted")
	return cmd
}

func (c *command) rotate(ctx context.Context, v vault.Control, file string) error {
	s, err := v.State()
	if err != nil {
		return err
	}
	var pass, code auth.Secret
	switch {
	case s.Under == vault.Passphrase:
		if pass, err = c.vaultPassphrase(ctx, file); err != nil {
			return err
		}
	case file != "":
		return &usageError{text: "the vault is under no passphrase; put it under one with: authfob vault passphrase"}
	}
	inForce := func() error { return v.Rotate(ctx, pass, code) }
	if s.RecoveryCode {
		code = v.NewCode()
		err = c.printCode(code, inForce)
	} else {
		err = inForce()
	}
	if err != nil {
		return err
	}
	if err := v.Reseal(ctx); err != nil {
		return &incompleteError{
			"the new key is in force, but not every account is sealed with it yet: " + words(err).What,
			words(err).Todo + " Then go on with: authfob vault rotate --resume",
		}
	}
	return nil
}

func (c *command) vaultStartOverCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:     "start-over",
		Short:   "Move a vault whose key is lost aside, and begin with an empty one",
		Example: `  authfob vault start-over --yes`,
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withVault(cmd.Context(), false, func(v vault.Control) error {
				return c.startOver(cmd.Context(), v, yes)
			})
		},
	}
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	return cmd
}

func (c *command) startOver(ctx context.Context, v vault.Control, yes bool) error {
	s, err := v.State()
	if err != nil && !s.Exists {
		return err
	}
	switch question := fmt.Sprintf("Move the vault with its %s aside, and begin with an empty one? [y/N] ", text.Count(s.Accounts, "account", "accounts")); {
	case yes:
	case !c.Terminal:
		return &usageError{text: "nothing was moved: say --yes to start over without being asked"}
	case !c.confirm(ctx, question):
		return errors.New("nothing was moved")
	}
	aside, err := v.StartOver(ctx)
	if err != nil {
		return err
	}
	if aside == "" {
		_, err = fmt.Fprintln(c.Stdout, "There was no vault.")
	} else {
		_, err = fmt.Fprintf(c.Stdout, "The old vault is in %s. The next account makes a new one.\n", aside)
	}
	return err
}
