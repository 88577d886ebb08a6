package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
)

// signinFlags are the flags of signin.
type signinFlags struct {
	browser      string
	printURL     bool
	paste        bool
	timeout      time.Duration
	passwordFile string
}

func (c *command) signinCommand() *cobra.Command {
	var f signinFlags
	cmd := &cobra.Command{
		Use:               "signin NAME",
		ValidArgsFunction: c.accountNames,
		Short:             "Run the login flow that the account's grant needs",
		Example: `  authfob signin work
  authfob signin work --browser "firefox --private-window"
  authfob signin airmap --password-file - < password.txt`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.timeout <= 0 {
				return &usageError{text: "--timeout must be longer than nothing"}
			}
			return c.withAccount(cmd.Context(), false, args[0], func(a *auth.Agent, id auth.AccountID) error {
				return c.signIn(cmd.Context(), a, id, f)
			})
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.browser, "browser", "", "open the address with `CMD` instead of the system's browser")
	fs.BoolVar(&f.printURL, "print-url", false, "print the address on stderr and open nothing")
	fs.BoolVar(&f.paste, "paste", false, "read the redirect address from standard input")
	fs.DurationVar(&f.timeout, "timeout", 5*time.Minute, "give up after `DUR`")
	fs.StringVar(&f.passwordFile, "password-file", "", "the password is in `FILE` (- for standard input)")
	return cmd
}

func (c *command) signIn(ctx context.Context, a *auth.Agent, id auth.AccountID, f signinFlags) error {
	limited, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	err := c.saved(a, a.SignIn(limited, id, c.prompt(f)))
	if err != nil && ctx.Err() == nil && errors.Is(limited.Err(), context.DeadlineExceeded) && errors.Is(err, context.DeadlineExceeded) {
		return &timeoutError{f.timeout}
	}
	if err != nil {
		return err
	}
	s, err := a.Status(ctx, id)
	if err != nil {
		return err
	}
	c.announceSignedIn(ctx, a, s)
	return nil
}

func (c *command) announceSignedIn(ctx context.Context, a *auth.Agent, s auth.Status) {
	who := ""
	if s.Subject != "" {
		who = " as " + auth.Clean(s.Subject, 80)
	}
	until := ""
	if !s.ExpiresAt.IsZero() {
		until = "; the token is valid until " + text.Until(s.ExpiresAt, time.Now())
	}
	fmt.Fprintf(c.Stdout, "Signed in to %s%s%s.\n", quoteName(s.Name), who, until)
	if r, err := a.Record(ctx, s.ID); err == nil {
		for _, n := range r.Grant.Notices {
			c.note(n)
		}
	}
}

// prompt is the person at the terminal.
func (c *command) prompt(f signinFlags) auth.Prompt {
	device, elsewhere := false, false // a device code is for another device, unless --browser opens its address here
	p := auth.Prompt{
		ShowURL: func(url string) {
			if f.printURL || f.paste {
				fmt.Fprintf(c.Stderr, "Open this address to sign in:\n%s\n", url)
			}
		},
		OpenURL: func(url string) error {
			if f.printURL || elsewhere {
				return nil
			}
			err := c.Browser(f.browser, url)
			if err != nil && device {
				c.note(err.Error()) // the sign-in goes on without
			}
			return err
		},
		ShowCode: func(u auth.UserCode) {
			device, elsewhere = true, f.browser == ""
			fmt.Fprintf(c.Stderr, "Open %s and enter the code %s\nOnly enter a code that you asked for yourself.\n", u.URI, u.Code)
		},
		PasteRedirect: c.pasteRedirect(f),
		Paste:         f.paste,
		Password: func(ctx context.Context, username string) (auth.Secret, error) {
			if f.passwordFile != "" {
				return c.readSecret(ctx, "password-file", f.passwordFile)
			}
			if !c.Terminal {
				return auth.Secret{}, &usageError{text: "there is no terminal to ask for the password: use --password-file"}
			}
			return c.ReadPassword(ctx, "Password for "+auth.Clean(username, 80)+": ")
		},
		RefreshToken: func(ctx context.Context) (auth.Secret, error) {
			if c.Terminal {
				return c.ReadPassword(ctx, "Refresh token: ")
			}
			return c.readSecret(ctx, "refresh token", stdinName)
		},
	}
	if c.Terminal {
		p.OtherIdentity = func(ctx context.Context, was, is string) bool {
			return c.confirm(ctx, fmt.Sprintf("This account was signed in as %s; you are now %s. Replace it? [y/N] ", auth.Clean(was, 80), auth.Clean(is, 80)))
		}
	}
	return p
}

// pasteRedirect reads the address the browser landed on from standard input, a
// line at a time.
func (c *command) pasteRedirect(f signinFlags) func(context.Context, string, error) (string, error) {
	in := bufio.NewReader(io.LimitReader(c.Stdin, maxFile))
	return func(ctx context.Context, redirectURI string, wrong error) (string, error) {
		if wrong != nil {
			fmt.Fprintf(c.Stderr, "That does not fit: %s\n", auth.Clean(wrong.Error(), 300))
		}
		fmt.Fprintf(c.Stderr, "Paste the address you landed on (it starts with %s):\n", auth.Clean(redirectURI, 200))
		line, err := Await(ctx, func() (string, error) { return in.ReadString('\n') })
		line = strings.TrimSpace(line)
		switch {
		case line != "" || err == nil:
			return line, nil
		case ctx.Err() != nil:
			return "", ctx.Err()
		case wrong != nil:
			return "", wrong
		}
		return "", &usageError{text: "standard input ended before an address was pasted"}
	}
}

// timeoutError is a sign-in that nobody finished.
type timeoutError struct{ after time.Duration }

// Error implements error.
func (e *timeoutError) Error() string {
	return fmt.Sprintf("nobody finished the sign-in within %s", e.after)
}

// Hint says what to do next.
func (e *timeoutError) Hint() string {
	return "Nothing was changed. Try again; --timeout gives more time"
}
