package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/authfob/authfob/auth"
	"github.com/spf13/cobra"
)

func (c *command) providersCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "providers [NAME]",
		Short: "The catalogue; with NAME the definition itself",
		Example: `  authfob providers
  authfob providers airmap > airmap.toml`,
		Args: usageArgs(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			o, err := c.options(true)
			if err != nil {
				return err
			}
			catalogue, err := c.Catalogue(o)
			if err != nil {
				return err
			}
			if len(args) == 1 {
				return c.printProvider(catalogue, args[0], asJSON)
			}
			all, err := catalogue.All()
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(c.Stdout, all)
			}
			return c.printProviders(all)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (c *command) printProvider(catalogue Catalogue, id string, asJSON bool) error {
	p, ok := catalogue.Provider(id)
	if !ok {
		return &auth.InputError{Field: "provider", Text: fmt.Sprintf("there is no provider called %q; see: authfob providers", auth.Clean(id, 60))}
	}
	if asJSON {
		return printJSON(c.Stdout, p)
	}
	source, err := catalogue.Source(id)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(c.Stdout, source)
	return err
}

func (c *command) printProviders(all []auth.Provider) error {
	w := tabwriter.NewWriter(c.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tNAME\tGRANTS\tDOCUMENTATION")
	for _, p := range all {
		grants := make([]string, 0, len(p.Grants))
		for _, g := range p.Grants {
			grants = append(grants, string(g))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", p.ID, p.Name, strings.Join(grants, ", "), p.Documentation)
	}
	return w.Flush()
}
