package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/vault"
)

func (c *command) vaultCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "vault",
		Short: "What the vault is under: keyring, passphrase, key file, recovery code",
	}
	cmd.AddCommand(
		c.vaultStatusCommand(), c.vaultPassphraseCommand(), c.vaultKeyringCommand(), c.vaultKeyFileCommand(),
		c.vaultCodeCommand(), c.vaultRecoverCommand(), c.vaultRotateCommand(), c.vaultStartOverCommand(),
	)
	return cmd
}

func (c *command) vaultStatusCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "status",
		Short:   "Say what the vault is under, and whether it is locked",
		Example: `  authfob vault status`,
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withVault(cmd.Context(), true, func(v vault.Control) error {
				s, err := v.State()
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(c.Stdout, s)
				}
				return c.sayVault(s)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// under names what a vault can be under.
var under = map[string]string{
	vault.Keyring: "the keyring of this system", vault.Passphrase: "a passphrase", vault.KeyFile: "a key file",
}

func (c *command) sayVault(s vault.State) error {
	if !s.Exists {
		_, err := fmt.Fprintln(c.Stdout, "There is no vault yet; the first account makes one.")
		return err
	}
	code, locked := "none; make one with: authfob vault recovery-code", "no"
	if s.RecoveryCode {
		code = "made" + on(s.CodeSince)
	}
	if s.Locked {
		locked = "yes" + since(s.LockedSince) + "; unlock it with: authfob unlock"
	}
	_, err := fmt.Fprintf(c.Stdout, "Under:          %s%s\nRecovery code:  %s\nLocked:         %s\nAccounts:       %d\n",
		under[s.Under], since(s.Since), code, locked, s.Accounts)
	if s.Resealing {
		c.note("a change of the vault's key was interrupted; finish it with: authfob vault rotate --resume")
	}
	return err
}

func since(t *time.Time) string {
	if t == nil {
		return ""
	}
	return ", since " + t.Local().Format(dayAndTime)
}

func on(t *time.Time) string {
	if t == nil {
		return ""
	}
	return " on " + t.Local().Format(dayAndTime)
}

const dayAndTime = "2006-01-02 15:04"

func (c *command) vaultPassphraseCommand() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "passphrase",
		Short: "Put the vault under a passphrase, or change it",
		Example: `  authfob vault passphrase
  authfob vault passphrase --new-passphrase-file passphrase.txt`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withVault(cmd.Context(), false, func(v vault.Control) error {
				pass, err := c.vaultPassphrase(cmd.Context(), file)
				if err != nil {
					return err
				}
				return v.UsePassphrase(cmd.Context(), pass)
			})
		},
	}
	addNewPassphrase(cmd, &file)
	return cmd
}

func addNewPassphrase(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "new-passphrase-file", "", "the vault's new passphrase is in `FILE` (- for standard input)")
}

// vaultPassphrase is the vault's passphrase from now on.
func (c *command) vaultPassphrase(ctx context.Context, file string) (auth.Secret, error) {
	return c.newPassphrase(ctx, passphraseQuestion{
		flag: "new-passphrase-file", file: file, ask: "New passphrase of the vault: ", undone: "nothing was changed",
	})
}

func (c *command) vaultKeyringCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "keyring",
		Short:   "Put the vault under a new key in the keyring of this system",
		Example: `  authfob vault keyring`,
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withVault(cmd.Context(), false, func(v vault.Control) error { return v.UseKeyring(cmd.Context()) })
		},
	}
}

func (c *command) vaultKeyFileCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "key-file FILE",
		Short: "Put the vault under the key in FILE (32 bytes in base64, mode 0600)",
		Example: `  openssl rand -base64 32 > vault.key && chmod 600 vault.key
  authfob vault key-file vault.key`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withVault(cmd.Context(), false, func(v vault.Control) error { return v.UseKeyFile(cmd.Context(), args[0]) })
		},
	}
}
