package cli

import (
	"strings"

	"github.com/authfob/authfob/home"
	"github.com/authfob/authfob/ui/format"
	"github.com/spf13/cobra"
)

// formatFlag adds --format, which knows the templates of the chosen home too.
func (c *command) formatFlag(cmd *cobra.Command, name *string) {
	names := format.Names()
	cmd.Flags().StringVar(name, "format", names[0],
		"write it as `NAME`: "+strings.Join(names, ", ")+", or a template of your own (templates/NAME.tmpl in the configuration folder)")
	_ = cmd.RegisterFlagCompletionFunc("format", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		f, err := c.formats("")
		if err != nil {
			return names, cobra.ShellCompDirectiveNoFileComp
		}
		return f.Names(), cobra.ShellCompDirectiveNoFileComp
	}) // fails for a flag that is not there
}

// formats are those of the chosen home, checked to have one called name.
func (c *command) formats(name string) (format.Formats, error) {
	dirs, err := home.In(c.home)
	if err != nil {
		return format.Formats{}, err
	}
	f := format.In(dirs.Templates)
	return f, f.Check(name)
}
