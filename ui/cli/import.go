package cli

import (
	"context"
	"fmt"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
)

// importFlags are the flags of import.
type importFlags struct {
	yes            bool
	passphraseFile string
	allow          map[share.Kind]*bool
}

func (c *command) importCommand() *cobra.Command {
	f := importFlags{allow: map[share.Kind]*bool{}}
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Add the accounts of an export, after showing every host that will receive credentials",
		Long: `Add the accounts of an export, after showing every host that will receive credentials.

Accounts that are there already are never changed. What could weaken an account's protection is
asked for one by one, or allowed by a flag; without either, the accounts that bring it are left out.`,
		Example: `  authfob import accounts.json
  authfob import accounts.age --import-passphrase-file passphrase.txt --yes`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.importFile(cmd.Context(), args[0], f)
		},
	}
	fs := cmd.Flags()
	fs.BoolVarP(&f.yes, "yes", "y", false, "add the accounts without asking")
	fs.StringVar(&f.passphraseFile, "import-passphrase-file", "", "the passphrase of the export is in `FILE` (- for standard input)")
	for kind, usage := range map[share.Kind]string{
		share.KindCA:          "let accounts bring certificate authorities to trust",
		share.KindCertificate: "let accounts bring client certificates",
		share.KindProxy:       "let accounts bring a proxy",
		share.KindProvider:    "let the export bring provider definitions",
	} {
		f.allow[kind] = fs.Bool("allow-"+string(kind), false, usage)
	}
	return cmd
}

func (c *command) importFile(ctx context.Context, path string, f importFlags) error {
	if path == stdinName || f.passphraseFile == stdinName {
		c.Terminal = false // nobody can answer where the file comes from
	}
	file, err := c.readExport(ctx, path, f)
	if err != nil {
		return err
	}
	return c.withAgent(ctx, false, func(a *auth.Agent) error {
		plan, err := c.plan(ctx, a, file)
		if err != nil {
			return err
		}
		c.showPlan(plan)
		if err := c.agree(ctx, plan, f); err != nil {
			return err
		}
		return c.carryOut(ctx, a, plan)
	})
}

// readExport reads a file and decrypts it where it needs that.
func (c *command) readExport(ctx context.Context, path string, f importFlags) (share.File, error) {
	data, err := Await(ctx, func() ([]byte, error) {
		if path == stdinName {
			return share.Read(c.Stdin)
		}
		return share.ReadFile(path)
	})
	if err != nil {
		return share.File{}, err
	}
	encrypted := share.IsEncrypted(data)
	if encrypted {
		passphrase, err := c.exportPassphrase(ctx, f.passphraseFile)
		if err != nil {
			return share.File{}, err
		}
		if data, err = share.Decrypt(data, passphrase); err != nil {
			return share.File{}, err
		}
		defer clear(data)
	}
	return share.Parse(data, encrypted)
}

func (c *command) exportPassphrase(ctx context.Context, file string) (auth.Secret, error) {
	switch {
	case file != "":
		return c.readSecret(ctx, "import-passphrase-file", file)
	case !c.Terminal:
		return auth.Secret{}, &usageError{text: "the file is encrypted, and there is no terminal to ask for its passphrase: use --import-passphrase-file"}
	}
	return c.ReadPassword(ctx, "Passphrase of the export: ")
}

// plan judges the accounts of a file against those that are there.
func (c *command) plan(ctx context.Context, a *auth.Agent, file share.File) (*share.Plan, error) {
	o, err := c.options(true)
	if err != nil {
		return nil, err
	}
	catalogue, err := c.Catalogue(o)
	if err != nil {
		return nil, err
	}
	there, err := a.Records(ctx)
	if err != nil {
		return nil, err
	}
	return share.NewPlan(file, share.Taken(there), catalogue), nil
}

// agree asks for whatever needs a person's yes. Without a terminal the flags
// must have said it.
func (c *command) agree(ctx context.Context, plan *share.Plan, f importFlags) error {
	ticks, accounts := plan.Ticks()
	refused := map[share.Tick]string{}
	for _, t := range ticks {
		switch {
		case *f.allow[t.Kind]:
		case !c.Terminal:
			refused[t] = "which --allow-" + string(t.Kind) + " would let in"
		case !c.confirm(ctx, fmt.Sprintf("%s brings %s. %s Let it in? [y/N] ", quoteNames(accounts[t]), t, t.Means())):
			refused[t] = "which you did not let in"
		}
	}
	before := plan.Ready()
	plan.Refuse(refused)
	for _, it := range before {
		if it.Problem != nil {
			c.showRefused(it)
		}
	}
	switch ready := len(plan.Ready()); {
	case ctx.Err() != nil:
		return ctx.Err()
	case ready == 0, f.yes:
		return nil
	case !c.Terminal:
		return &usageError{text: "nothing was imported: say --yes to import without being asked"}
	case !c.confirm(ctx, fmt.Sprintf("Import %s? [y/N] ", text.Count(ready, "account", "accounts"))):
		return &usageError{text: "nothing was imported"}
	}
	return nil
}

// carryOut imports what may be imported.
func (c *command) carryOut(ctx context.Context, a *auth.Agent, plan *share.Plan) error {
	o, err := c.options(true)
	if err != nil {
		return err
	}
	before := plan.Ready()
	done, err := plan.CarryOut(ctx, a, o.Dirs.Providers)
	for _, it := range before {
		if it.Problem != nil { // since the plan was made
			c.showRefused(it)
		}
	}
	imported := len(done.Accounts)
	if err != nil {
		c.note(fmt.Sprintf("%s imported before this failed", text.Count(imported, "account was", "accounts were")))
		return err
	}
	fmt.Fprintf(c.Stdout, "Imported %s.\n", text.Count(imported, "account", "accounts"))
	c.sayWhatIsMissing(plan)
	if left := len(plan.Items) - imported; left > 0 {
		return &incompleteError{text.Count(left, "account was", "accounts were") + " not imported", "The reasons are above; what was here is unchanged"}
	}
	return nil
}

// sayWhatIsMissing tells how to go on with accounts that came without secrets.
func (c *command) sayWhatIsMissing(plan *share.Plan) {
	for _, it := range plan.Ready() {
		acc := it.Record.Account
		if it.Record.Grant.IsZero() && acc.Grant.Interactive() {
			c.note("accounts that came without tokens need a sign-in, for instance: authfob signin " + quoteName(acc.Name))
			break
		}
	}
	for _, it := range plan.Ready() {
		acc := it.Record.Account
		if it.Record.Credentials.IsZero() && !acc.Grant.Interactive() && acc.Grant != auth.TokenExchange {
			c.note("accounts that came without secrets need them, for instance: authfob edit " + quoteName(acc.Name) + " --client-secret-file FILE")
			break
		}
	}
}
