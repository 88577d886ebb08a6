package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/vault"
)

func (c *command) vaultCodeCommand() *cobra.Command {
	var remove bool
	cmd := &cobra.Command{
		Use:   "recovery-code",
		Short: "Make a code that opens the vault when its key is lost, in place of the one before",
		Long: "Make a code that opens the vault when its key is lost, in place of the one before.\n\n" +
			"It is printed once and kept nowhere. Write it down and keep it away from this computer.",
		Example: `  authfob vault recovery-code > code.txt
  authfob vault recovery-code --remove`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withVault(cmd.Context(), false, func(v vault.Control) error {
				if remove {
					return v.RemoveCode(cmd.Context())
				}
				code := v.NewCode()
				return c.printCode(code, func() error { return v.SetCode(cmd.Context(), code) })
			})
		},
	}
	cmd.Flags().BoolVar(&remove, "remove", false, "have none any more")
	return cmd
}

// printCode shows a recovery code and then puts it in force, so that at each
// moment there is one in force that was shown. Only the note at the end says that
// it counts.
func (c *command) printCode(code auth.Secret, putInForce func() error) error {
	if err := c.printSecret(code); err != nil {
		return fmt.Errorf("the recovery code could not be printed (%v), so nothing was changed", err)
	}
	if err := putInForce(); err != nil {
		c.note("do not rely on the recovery code that was just printed: if there was one before, that one counts")
		return err
	}
	c.note("this recovery code opens your vault when its key is lost; it is not shown again. Write it down and keep it away from this computer")
	return nil
}

func (c *command) vaultRecoverCommand() *cobra.Command {
	var codeFile, passphraseFile string
	cmd := &cobra.Command{
		Use:   "recover",
		Short: "Open the vault with its recovery code, and put it under a new key",
		Long: "Open the vault with its recovery code, and put it under a new key in the keyring or, with --new-passphrase-file or where there is no\n" +
			"keyring, under a passphrase. The code stays good.",
		Example: `  authfob vault recover --code-file code.txt`,
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withVault(cmd.Context(), false, func(v vault.Control) error {
				return c.recover(cmd.Context(), v, codeFile, passphraseFile)
			})
		},
	}
	cmd.Flags().StringVar(&codeFile, "code-file", "", "the recovery code is in `FILE` (- for standard input)")
	addNewPassphrase(cmd, &passphraseFile)
	return cmd
}

func (c *command) recover(ctx context.Context, v vault.Control, codeFile, passphraseFile string) error {
	code, err := c.recoveryCode(ctx, codeFile)
	if err != nil {
		return err
	}
	if err := v.CheckCode(code); err != nil {
		return err
	}
	if err := v.Recover(ctx, code); err != nil {
		return err
	}
	how := "a new key in the keyring"
	if passphraseFile == "" {
		err = v.UseKeyring(ctx)
	}
	if passphraseFile != "" || err != nil && c.Terminal {
		if err != nil {
			c.note("the keyring cannot be used (" + lower(words(err).What) + "), so the vault gets a passphrase")
		}
		var pass auth.Secret
		if pass, err = c.vaultPassphrase(ctx, passphraseFile); err == nil {
			how, err = "the new passphrase", v.UsePassphrase(ctx, pass)
		}
	}
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(c.Stdout, "The vault is open, and under %s from now on.\n", how); err != nil {
		return err
	}
	return c.unlockTray(ctx, v)
}

func (c *command) recoveryCode(ctx context.Context, file string) (auth.Secret, error) {
	switch {
	case file != "":
		return c.readSecret(ctx, "code-file", file)
	case !c.Terminal:
		return auth.Secret{}, &usageError{text: "there is no terminal to ask for the recovery code: use --code-file"}
	}
	return c.ReadPassword(ctx, "Recovery code: ")
}
