package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/vault"
)

func (c *command) lockCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "lock",
		Short:   "Lock the vault, in the tray, the window and for every command, until it is unlocked",
		Example: `  authfob lock`,
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withVault(cmd.Context(), true, func(v vault.Control) error {
				if s, err := v.State(); err == nil && !s.Exists {
					c.note("there is no vault yet, so nothing to lock: the first account makes one")
					return nil
				}
				if err := v.Lock(cmd.Context()); err != nil {
					return err
				}
				// The tray saw it already, or soon does; its answer means that the key
				// and our copy on the clipboard are gone.
				return c.tell(cmd.Context(), local.Request{Do: local.DoLock})
			})
		},
	}
}

func (c *command) unlockCommand() *cobra.Command {
	var codeFile string
	cmd := &cobra.Command{
		Use:   "unlock",
		Short: "Unlock the vault, and the running tray with it",
		Long: "Unlock the vault, and the running tray with it.\n\n" +
			"The key comes from the keyring, the passphrase or the key file, whichever the vault is under, or from a recovery code.",
		Example: `  authfob unlock
  authfob unlock --code-file code.txt`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withVault(cmd.Context(), false, func(v vault.Control) error {
				return c.unlock(cmd.Context(), v, codeFile)
			})
		},
	}
	cmd.Flags().StringVar(&codeFile, "code-file", "", "unlock with the recovery code in `FILE` (- for standard input)")
	return cmd
}

func (c *command) unlock(ctx context.Context, v vault.Control, codeFile string) error {
	if codeFile == "" {
		if err := v.Unlock(ctx); err != nil {
			return err
		}
		return c.unlockTray(ctx, v)
	}
	code, err := c.readSecret(ctx, "code-file", codeFile)
	if err != nil {
		return err
	}
	if err := v.Recover(ctx, code); err != nil {
		return err
	}
	return c.unlockTray(ctx, v)
}

// unlockTray has the running tray unlock itself and, where it cannot, hands it
// the key, sealed so that the tray alone can open it.
func (c *command) unlockTray(ctx context.Context, v vault.Control) error {
	reply, err := c.ask(ctx, local.Request{Do: local.DoUnlock})
	if reply.SealTo == nil {
		return ignoreNoTray(err)
	}
	sealed, err := v.SealKey(ctx, reply.SealTo)
	if err != nil {
		return err
	}
	_, err = c.ask(ctx, local.Request{Do: local.DoUnlock, Sealed: sealed})
	return ignoreNoTray(err)
}

// tell asks the tray, if it is running.
func (c *command) tell(ctx context.Context, r local.Request) error {
	_, err := c.ask(ctx, r)
	return ignoreNoTray(err)
}

func ignoreNoTray(err error) error {
	if errors.Is(err, local.ErrNotRunning) {
		return nil
	}
	return err
}

// withVault opens the vault for what is about the vault itself.
func (c *command) withVault(ctx context.Context, noPrompt bool, fn func(vault.Control) error) error {
	o, err := c.options(noPrompt)
	if err != nil {
		return err
	}
	v, done, err := c.Vault(ctx, o)
	if err != nil {
		return fmt.Errorf("opening the vault: %w", err)
	}
	defer done()
	return fn(v)
}
