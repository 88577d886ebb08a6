package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/authfob/authfob/auth"
)

// accountNames completes a NAME by the accounts that there are. It needs no key
// and asks nobody: a shell waits for it.
func (c *command) accountNames(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	o, err := c.options(true)
	if err != nil || len(args) > 0 && cmd.Name() != "export" {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, name := range c.Names(cmd.Context(), o) {
		if name = auth.Clean(name, 800); !slices.Contains(args, name) {
			names = append(names, name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// providerIDs completes the ID of a definition.
func (c *command) providerIDs(_ *cobra.Command, args []string, _ string) (ids []string, _ cobra.ShellCompDirective) {
	o, err := c.options(true)
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	if catalogue, err := c.Catalogue(o); err == nil {
		all, _ := catalogue.All() // those that read
		for _, p := range all {
			ids = append(ids, p.ID+"\t"+p.Name)
		}
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// completable readies cmd for completions: no marks around names of values, which
// only help reads, and no files where none are taken.
func (c *command) completable(cmd *cobra.Command) {
	unmark := func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") }
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if value := c.values(f); value != nil {
			_ = cmd.RegisterFlagCompletionFunc(f.Name, value) // fails where the flag has its own
		}
		unmark(f)
	})
	cmd.PersistentFlags().VisitAll(unmark)
	if cmd.ValidArgsFunction == nil && !strings.Contains(cmd.Use, "FILE") {
		cmd.ValidArgsFunction = cobra.NoFileCompletions
	}
	for _, sub := range cmd.Commands() {
		c.completable(sub)
	}
}

// values completes what a flag takes; nil for switches and files.
func (c *command) values(f *pflag.Flag) cobra.CompletionFunc {
	value, _ := pflag.UnquoteUsage(f)
	if value == "" || value == "FILE" || value == "DIR" || value == "CMD" {
		return nil
	}
	known := map[string][]string{
		"grant": plain(auth.Grants()), "client-auth": plain(clientAuths), "body": plain(bodies), "scope-style": plain(scopeStyles),
		"bearer": {"access_token", "id_token"},
	}
	switch f.Name {
	case "provider":
		return func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			return c.providerIDs(cmd, nil, typed)
		}
	case "source":
		return func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			return c.accountNames(cmd, nil, typed)
		}
	}
	return cobra.FixedCompletions(known[f.Name], cobra.ShellCompDirectiveNoFileComp)
}
