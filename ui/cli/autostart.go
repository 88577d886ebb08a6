package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/autostart"
	"github.com/spf13/cobra"
)

func (c *command) autostartCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "autostart on|off|status",
		Short: "Start the tray at login, or no more",
		Example: `  authfob autostart on
  authfob autostart status
  authfob autostart off`,
	}
	for _, sub := range []struct {
		name, short string
		do          func() (autostart.State, bool, error)
	}{
		{"on", "Start the tray at login, without a window", c.autostartOn},
		{"off", "Start nothing at login", autostart.Off},
		{"status", "Say what is started at login", func() (autostart.State, bool, error) {
			s, err := autostart.Status()
			return s, false, err
		}},
	} {
		var asJSON bool
		run := &cobra.Command{
			Use: sub.name, Short: sub.short, Args: usageArgs(cobra.NoArgs),
			RunE: func(*cobra.Command, []string) error {
				s, changed, err := sub.do()
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(c.Stdout, s)
				}
				c.sayAutostart(s, changed)
				return nil
			},
		}
		run.Flags().BoolVar(&asJSON, "json", false, "write JSON")
		cmd.AddCommand(run)
	}
	return cmd
}

// autostartOn has this program started, with the home and the key that were
// chosen now.
func (c *command) autostartOn() (autostart.State, bool, error) {
	o, err := c.options(true)
	if err != nil {
		return autostart.State{}, false, err
	}
	self, err := os.Executable()
	if err != nil {
		return autostart.State{}, false, err
	}
	argv, err := o.AtLogin(self)
	if err != nil {
		return autostart.State{}, false, err
	}
	return autostart.On(argv)
}

// AtLogin is the command that starts program in the tray, with these options.
func (o Options) AtLogin(program string) ([]string, error) {
	argv := []string{program, "--hidden"}
	for _, f := range []struct{ name, path string }{
		{"--home", o.HomeFlag}, {"--vault-key-file", o.KeyFile}, {"--passphrase-file", o.PassphraseFile},
	} {
		if f.path == "" {
			continue
		}
		if f.path == stdinName {
			return nil, &auth.InputError{Field: strings.TrimPrefix(f.name, "--"), Text: "nobody fills standard input at login: name a file"}
		}
		path, err := filepath.Abs(f.path) // a login begins in another folder
		if err != nil {
			return nil, err
		}
		argv = append(argv, f.name, path)
	}
	return argv, nil
}

// sayAutostart says how it is, and what was done.
func (c *command) sayAutostart(s autostart.State, changed bool) {
	command, place := auth.Clean(s.Command, 1000), auth.Clean(s.Place, 1000)
	switch {
	case s.On && changed:
		fmt.Fprintf(c.Stdout, "On: wrote %s, which starts %s at the next login.\n", place, command)
	case s.On:
		fmt.Fprintf(c.Stdout, "On: %s starts %s at login.\n", place, command)
	case changed:
		fmt.Fprintf(c.Stdout, "Off: removed %s.\n", place)
	case s.Off != "":
		fmt.Fprintf(c.Stdout, "Off: %s is there, but switched off by %s.\n", place, auth.Clean(s.Off, 100))
	default:
		fmt.Fprintf(c.Stdout, "Off: there is no %s.\n", place)
	}
}
