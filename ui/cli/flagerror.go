package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagError says in words what is wrong with a flag. What was given for a switch
// is not repeated: it may be a secret that somebody took for its value.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	text := err.Error()
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		text = "there is no flag -" + auth.Clean(unknown.GetSpecifiedName(), 10)
	case errors.As(err, &unknown):
		text = "there is no flag --" + auth.Clean(unknown.GetSpecifiedName(), 60)
		if near := auth.Near(unknown.GetSpecifiedName(), flagNames(cmd)); near != "" {
			text += "; did you mean --" + near + "?"
		}
		if strings.HasPrefix(unknown.GetSpecifiedName(), "pass") || strings.HasSuffix(unknown.GetSpecifiedName(), "secret") {
			text += " (a secret is never given as an argument, which others can read: only in a file, or - for standard input)"
		}
	case errors.As(err, &bare):
		text = "--" + bare.GetFlag().Name + " needs a value"
	case errors.As(err, &wrong) && wrong.GetFlag().Value.Type() == "bool":
		text = "--" + wrong.GetFlag().Name + " is a switch: it takes no value but =true or =false"
	case errors.As(err, &wrong):
		text = fmt.Sprintf("--%s %v, not %q", wrong.GetFlag().Name, errors.Unwrap(wrong), auth.Clean(wrong.GetValue(), 60))
	}
	return &usageError{text, cmd.CommandPath()}
}

// flagNames are the flags that a command takes.
func flagNames(cmd *cobra.Command) (names []string) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}
