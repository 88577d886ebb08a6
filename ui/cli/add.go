package cli

import (
	"context"
	"fmt"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (c *command) addCommand() *cobra.Command {
	var flags accountFlags
	cmd := &cobra.Command{
		Use:   "add NAME",
		Short: "Link an account (no browser is opened)",
		Example: `  authfob add work --issuer https://login.example.com --client-id abc --scope "openid offline_access"
  authfob add robot --token-url https://api.example.com/token --grant client_credentials \
      --client-id robot --client-secret-file secret.txt --client-auth basic`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			r := auth.Record{Account: auth.Account{Name: args[0]}}
			if err := flags.apply(cmd.Context(), c, cmd.Flags().Changed, &r); err != nil {
				return err
			}
			return c.withAgent(cmd.Context(), false, func(a *auth.Agent) error {
				if flags.source != "" {
					id, err := a.Find(cmd.Context(), flags.source)
					if err != nil {
						return named(cmd.Context(), a, flags.source, err)
					}
					r.Account.Source = id
				}
				if err := c.completeRecord(cmd.Context(), a, &r); err != nil {
					return err
				}
				_, notice, err := a.Add(cmd.Context(), r.Account, r.Credentials)
				if err != nil {
					return err
				}
				if notice != nil {
					c.note(text.Explain(notice).What + " Its description will be read at the first sign-in.")
				}
				c.announceAdded(a, r)
				return nil
			})
		},
	}
	flags.register(cmd.Flags())
	return cmd
}

// completeRecord fills in what the flags left open.
func (c *command) completeRecord(ctx context.Context, a *auth.Agent, r *auth.Record) error {
	acc := &r.Account
	t := a.Target(*r)
	if acc.Grant == "" {
		acc.Grant = defaultGrant(t)
	}
	if len(acc.Scopes) == 0 {
		acc.Scopes = t.Provider.Scopes
	}
	if len(acc.Scopes) == 0 && acc.Protocol.Issuer != "" && (acc.Grant == auth.AuthorizationCode || acc.Grant == auth.DeviceCode) {
		acc.Scopes = []string{"openid"}
	}
	if !acc.KeepPassword && acc.Grant == auth.Password && !r.Credentials.Password.IsZero() {
		return &usageError{text: "--password-file with add keeps the password in the vault: add --keep-password, or give it to signin instead"}
	}
	return c.askClientSecret(ctx, t.Protocol.ClientAuth, r)
}

func defaultGrant(t auth.Target) auth.GrantType {
	e := t.Protocol.Endpoints
	switch {
	case len(t.Provider.Grants) > 0:
		return t.Provider.Grants[0]
	case t.Protocol.Issuer != "" || e.Authorize != "":
		return auth.AuthorizationCode
	case e.Device != "":
		return auth.DeviceCode
	}
	return auth.ClientCredentials
}

// askClientSecret asks a person at the terminal for a secret that the chosen
// client authentication needs and no flag gave.
func (c *command) askClientSecret(ctx context.Context, how auth.ClientAuth, r *auth.Record) error {
	needs := how == auth.AuthBasic || how == auth.AuthPost || how == auth.AuthJSON
	if !needs || !r.Credentials.ClientSecret.IsZero() || !c.Terminal {
		return nil
	}
	secret, err := c.ReadPassword(ctx, "Client secret: ")
	r.Credentials.ClientSecret = secret
	return err
}

func (c *command) announceAdded(a *auth.Agent, r auth.Record) {
	next := "authfob token " + quoteName(r.Account.Name)
	if r.Account.Grant.Interactive() {
		next = "authfob signin " + quoteName(r.Account.Name)
	}
	fmt.Fprintf(c.Stdout, "Linked %s (%s at %s). Next: %s\n", quoteName(r.Account.Name), text.Grant(r.Account.Grant), a.Target(r).Host(), next)
}

func (c *command) editCommand() *cobra.Command {
	var flags accountFlags
	var name string
	var restored bool
	cmd := &cobra.Command{
		Use:               "edit NAME",
		ValidArgsFunction: c.accountNames,
		Short:             "Change an account; a new token host asks for its secrets again",
		Example: `  authfob edit work --scope "openid offline_access api:read"
  authfob edit robot --client-secret-file new-secret.txt
  authfob edit work --name work-staging --tag staging --keep-fresh 4h`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !anyGiven(cmd) {
				return &usageError{"say what to change, with the flags of add or with --name", cmd.CommandPath()}
			}
			return c.withAccount(cmd.Context(), false, args[0], func(a *auth.Agent, id auth.AccountID) error {
				dropped, notice, err := a.Edit(cmd.Context(), id, func(r *auth.Record) error {
					if cmd.Flags().Changed("name") {
						r.Account.Name = name
					}
					r.Older = r.Older && !restored
					return flags.apply(cmd.Context(), c, cmd.Flags().Changed, r)
				})
				if err != nil {
					return err
				}
				if dropped {
					c.note("the account now points at other servers: the secrets and tokens that were meant for the old ones were forgotten; enter them again")
				}
				if notice != nil {
					c.note(text.Explain(notice).What)
				}
				return nil
			})
		},
	}
	flags.register(cmd.Flags())
	cmd.Flags().StringVar(&name, "name", "", "the account's new `NAME`")
	cmd.Flags().BoolVar(&restored, "restored", false, "it was put back from a backup on purpose: say no more of that")
	return cmd
}

// anyGiven reports whether a flag of the command's own was given.
func anyGiven(cmd *cobra.Command) (given bool) {
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { given = given || f.Changed })
	return given
}
