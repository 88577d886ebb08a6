package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/spf13/cobra"
)

func (c *command) providersCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "providers [NAME]",
		ValidArgsFunction: c.providerIDs,
		Short:             "The catalogue; with NAME the definition itself",
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
			all, unusable := catalogue.All()
			if asJSON {
				err = printJSON(c.Stdout, all)
			} else {
				err = c.printProviders(all)
			}
			return cmp.Or(err, unusable)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (c *command) printProvider(catalogue Catalogue, id string, asJSON bool) error {
	p, ok := catalogue.Provider(id)
	if !ok {
		return noProvider(catalogue, id)
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

// noProvider says why there is no definition called id: what is wrong in a file
// of one's own, or what may have been meant.
func noProvider(catalogue Catalogue, id string) error {
	if _, err := catalogue.Source(id); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &auth.InputError{Field: "provider", Text: fmt.Sprintf("the definition %q cannot be used: %v", auth.Clean(id, 60), err)}
	}
	text := fmt.Sprintf("there is no provider called %q", auth.Clean(id, 60))
	all, _ := catalogue.All()
	var ids []string
	for _, p := range all {
		ids = append(ids, p.ID)
	}
	if near := auth.Near(id, ids); near != "" {
		text += "; did you mean " + near + "?"
	} else {
		text += "; see: authfob providers"
	}
	return &auth.InputError{Field: "provider", Text: text}
}

// knownProvider checks the provider that a flag names, before anything is read.
func (c *command) knownProvider(id string) error {
	if id == "" {
		return nil
	}
	o, err := c.options(true)
	if err != nil {
		return err
	}
	catalogue, err := c.Catalogue(o)
	if err != nil {
		return err
	}
	if _, ok := catalogue.Provider(id); !ok {
		return noProvider(catalogue, id)
	}
	return nil
}

func (c *command) printProviders(all []auth.Provider) error {
	rows := [][]string{{"ID", "NAME", "GRANTS", "DOCUMENTATION"}}
	for _, p := range all {
		grants := make([]string, 0, len(p.Grants))
		for _, g := range p.Grants {
			grants = append(grants, string(g))
		}
		rows = append(rows, []string{p.ID, p.Name, strings.Join(grants, ", "), p.Documentation})
	}
	return printColumns(c.Stdout, rows)
}
