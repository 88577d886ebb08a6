package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
)

// tokenFlags are the flags of token.
type tokenFlags struct {
	minValid time.Duration
	renew    bool
	cached   bool
	bearer   string
	format   string
	noPrompt bool
}

func (c *command) tokenCommand() *cobra.Command {
	started := time.Now() // --renew wants a token obtained after the command started
	var f tokenFlags
	cmd := &cobra.Command{
		Use:               "token NAME",
		ValidArgsFunction: c.accountNames,
		Short:             "Print a fresh token, renewing first where needed",
		Example: `  authfob token work
  authfob token work --format header | curl -H @- https://api.example.com/orders
  authfob token robot --min-valid 10m --no-prompt --format json`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt := auth.TokenOptions{Cached: f.cached, Bearer: f.bearer}
			formats, err := c.formats(f.format) // before a server is asked
			if err != nil {
				return err
			}
			for name, value := range map[string]string{"bearer": f.bearer, "format": f.format} {
				if value == "" && cmd.Flags().Changed(name) {
					return &usageError{text: "--" + name + " is empty"}
				}
			}
			if f.renew && f.cached {
				return &usageError{text: "--renew and --cached exclude each other"}
			}
			if cmd.Flags().Changed("min-valid") {
				if f.minValid <= 0 {
					return &usageError{text: "--min-valid must be longer than nothing"}
				}
				opt.MinValid = f.minValid
			}
			if f.renew {
				opt.After = started
			}
			return c.withAccount(cmd.Context(), f.noPrompt, args[0], func(a *auth.Agent, id auth.AccountID) error {
				t, err := a.Token(cmd.Context(), id, opt)
				if err != nil {
					return err
				}
				t.Warning = c.saved(a, t.Warning)
				return c.printToken(t, f, formats)
			})
		},
	}
	fs := cmd.Flags()
	fs.DurationVar(&f.minValid, "min-valid", time.Minute, "the token must be valid for `DUR` more")
	fs.BoolVar(&f.renew, "renew", false, "get a token that was obtained after this command started")
	fs.BoolVar(&f.cached, "cached", false, "print what the vault holds, however old, without the network")
	fs.StringVar(&f.bearer, "bearer", "", "print this `MEMBER` of the reply instead: access_token, id_token or another")
	c.formatFlag(cmd, &f.format)
	fs.BoolVar(&f.noPrompt, "no-prompt", false, "never wait for a person")
	return cmd
}

// printToken writes the token in one piece, and what is worth knowing on stderr.
func (c *command) printToken(t auth.Token, f tokenFlags, formats format.Formats) error {
	out, err := formats.Token(t, f.format)
	if err != nil {
		return err
	}
	if err := c.printSecret(out); err != nil {
		return fmt.Errorf("the token could not be written to standard output: %v", err)
	}
	for _, n := range t.Notices {
		c.note(n)
	}
	if t.Warning != nil {
		c.note(lower(text.Warning(t, time.Now())))
	} else if left := time.Until(t.ExpiresAt); !f.cached && !t.ExpiresAt.IsZero() && left < f.minValid {
		c.note("the provider gives tokens that live shorter than asked for: this one is valid for " + text.Remaining(left))
	}
	return nil
}

// printSecret writes a secret that was asked for to standard output, in one piece.
func (c *command) printSecret(s auth.Secret) error {
	_, err := io.WriteString(c.Stdout, s.Reveal()+"\n")
	return err
}

func (c *command) copyCommand() *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:               "copy NAME",
		ValidArgsFunction: c.accountNames,
		Short:             "Put a fresh token on the clipboard (through the tray)",
		Example: `  authfob copy work
  authfob copy work --format curl`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := c.formats(name); err != nil {
				return err
			}
			reply, err := c.ask(cmd.Context(), local.Request{Do: local.DoCopy, Account: args[0], Format: name})
			if err != nil {
				return err
			}
			if reply.Warning != "" {
				c.note(reply.Warning)
			}
			fmt.Fprintf(c.Stdout, "Copied%s.\n", copied(reply))
			return nil
		},
	}
	c.formatFlag(cmd, &name)
	return cmd
}
