package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
)

func (c *command) windowCommand() *cobra.Command {
	var o WindowOptions
	cmd := &cobra.Command{
		Use:    "window",
		Short:  "The window process (started by the tray)",
		Hidden: true, // a person says: authfob
		Args:   usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			options, err := c.options(true)
			if err != nil {
				return err
			}
			o.Options = options
			return c.RunWindow(cmd.Context(), o)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&o.Account, "account", "", "show this account first (`ID`)")
	fs.BoolVar(&o.Settings, "settings", false, "show the settings first")
	fs.BoolVar(&o.ByResident, "by-resident", false, "standard input and output are pipes to the tray")
	fs.BoolVar(&o.Demo, "demo", false, "the accounts are the demo's")
	for _, name := range []string{"by-resident", "demo"} {
		_ = fs.MarkHidden(name)
	}
	return cmd
}

func (c *command) demoCommand() *cobra.Command {
	var hidden bool
	cmd := &cobra.Command{
		Use:     "demo",
		Short:   "Try Authfob with a built-in authorization server and sample accounts",
		Example: `  authfob demo`,
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.options(false)
			if err != nil {
				return err
			}
			return c.RunDemo(cmd.Context(), ResidentOptions{o, hidden})
		},
	}
	cmd.Flags().BoolVar(&hidden, "hidden", false, "start the tray without a window")
	return cmd
}

func (c *command) quitCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "quit",
		Short:   "End the running tray",
		Example: `  authfob quit`,
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			reply, err := c.ask(cmd.Context(), local.Request{Do: local.DoQuit})
			if reply.Warning != "" {
				c.note(reply.Warning)
			}
			return err
		},
	}
}

// trayTimeout is how long the tray may take: a copy may have to renew first,
// behind another process that renews.
const trayTimeout = 90 * time.Second

// ask sends a request to the running tray.
func (c *command) ask(ctx context.Context, r local.Request) (local.Reply, error) {
	o, err := c.options(true)
	if err != nil {
		return local.Reply{}, err
	}
	reply, err := AskTray(ctx, o.Dirs.Socket, r)
	if errors.Is(err, local.ErrNotRunning) {
		return reply, &TrayError{"the tray is not running", "Start it with: authfob", exitFailed, err, auth.RemedyNone}
	}
	return reply, err
}

// AskTray sends a request to the tray at socket, for the window too. What the
// tray refuses, or does not answer in time, is a TrayError.
func AskTray(ctx context.Context, socket string, r local.Request) (local.Reply, error) {
	limited, cancel := context.WithTimeout(ctx, trayTimeout)
	defer cancel()
	reply, err := local.Call(limited, socket, r)
	switch {
	case limited.Err() != nil && ctx.Err() == nil:
		err = &TrayError{"the tray does not answer", "It may hang: end its process and start it again with: authfob", exitFailed, nil, auth.RemedyAgain}
	case err == nil && !reply.OK:
		err = &TrayError{What: reply.Error, Do: reply.Hint, Exit: reply.Exit, Helps: auth.Remedy(reply.Helps)}
	}
	return reply, err
}

// TrayError is what the tray answered instead.
type TrayError struct {
	What, Do string
	Exit     int
	Cause    error // for errors.Is; nil where the tray said so
	Helps    auth.Remedy
}

// Error implements error.
func (e *TrayError) Error() string { return e.What }

// Hint says what to do next.
func (e *TrayError) Hint() string { return e.Do }

// Remedy is what helps, where the tray said so.
func (e *TrayError) Remedy() auth.Remedy { return e.Helps }

// Unwrap gives the cause to errors.Is.
func (e *TrayError) Unwrap() error { return e.Cause }

// ExitCode is the code that the command ends with.
func (e *TrayError) ExitCode() int { return max(e.Exit, exitFailed) }

// copied says what is on the clipboard, and until when.
func copied(r local.Reply) string {
	s := ""
	if !r.ValidUntil.IsZero() {
		s = "; the token is valid until " + text.Until(r.ValidUntil, time.Now())
	}
	if left := time.Until(r.ClearsAt).Round(time.Second); left > 0 {
		s += fmt.Sprintf("; the clipboard is cleared in %s", left)
	}
	if r.KeptFresh {
		s += ", and kept fresh until then"
	}
	return s
}
