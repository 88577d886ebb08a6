package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
)

// exportFlags are the flags of export.
type exportFlags struct {
	withSecrets    bool
	passphraseFile string
}

func (c *command) exportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:               "export [NAME...]",
		ValidArgsFunction: c.accountNames,
		Short:             "Write accounts to standard output; without secrets, or else encrypted to a passphrase",
		Example: `  authfob export > accounts.json
  authfob export work robot --with-secrets > accounts.age`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.passphraseFile != "" && !f.withSecrets:
				return &usageError{text: "--export-passphrase-file is for --with-secrets: without secrets nothing is encrypted"}
			case f.withSecrets && f.passphraseFile == "" && !c.Terminal:
				return &usageError{text: "secrets are only exported under a passphrase, and there is no terminal to ask for one: use --export-passphrase-file"}
			}
			return c.withAgent(cmd.Context(), false, func(a *auth.Agent) error {
				return c.export(cmd.Context(), a, args, f)
			})
		},
	}
	fs := cmd.Flags()
	fs.BoolVar(&f.withSecrets, "with-secrets", false, "export tokens, client secrets, passwords and keys too, encrypted to a passphrase")
	fs.StringVar(&f.passphraseFile, "export-passphrase-file", "", "the passphrase of the export is in `FILE` (- for standard input)")
	return cmd
}

func (c *command) export(ctx context.Context, a *auth.Agent, names []string, f exportFlags) error {
	records, unread, err := chosenRecords(ctx, a, names)
	if err != nil {
		return err
	}
	contents := share.Contents{Records: records}
	if contents.Definitions, err = c.ownDefinitions(records); err != nil {
		return err
	}
	out, err := c.exported(ctx, contents, f)
	if err != nil {
		return sourceNamed(ctx, a, err)
	}
	if _, err := c.Stdout.Write(out); err != nil {
		return fmt.Errorf("the export could not be written to standard output: %v", err)
	}
	if len(unread) > 0 {
		return &incompleteError{"not everything was exported: these do not open in the vault: " + quoteNames(unread), "The rest is in the export"}
	}
	return nil
}

// chosenRecords reads the accounts called names, or all; unread are the names of
// those that do not open.
func chosenRecords(ctx context.Context, a *auth.Agent, names []string) (records []auth.Record, unread []string, err error) {
	if len(names) == 0 {
		listing, err := a.Records(ctx)
		for _, acc := range slices.Concat(listing.Damaged, listing.Locked) {
			unread = append(unread, acc.Name)
		}
		return listing.Records, unread, err
	}
	var seen []auth.AccountID
	for _, name := range names {
		id, err := a.Find(ctx, name)
		if err != nil {
			return nil, nil, named(ctx, a, name, err)
		}
		if slices.Contains(seen, id) {
			continue
		}
		seen = append(seen, id)
		r, err := a.Record(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		records = append(records, r)
	}
	return records, nil, nil
}

// ownDefinitions are the texts of the person's own definitions that records use.
func (c *command) ownDefinitions(records []auth.Record) (map[string]string, error) {
	o, err := c.options(true)
	if err != nil {
		return nil, err
	}
	catalogue, err := c.Catalogue(o)
	if err != nil {
		return nil, err
	}
	return share.Definitions(records, catalogue.Own, catalogue.Source)
}

// exported is the text of the export.
func (c *command) exported(ctx context.Context, contents share.Contents, f exportFlags) ([]byte, error) {
	if !f.withSecrets {
		out, left, err := share.Plain(contents)
		for _, l := range left {
			c.note("left out, because it looks like a secret: " + l)
		}
		return out, err
	}
	passphrase, err := c.newPassphrase(ctx, passphraseQuestion{
		flag: "export-passphrase-file", file: f.passphraseFile, ask: "Passphrase for the export: ", undone: "nothing was exported",
	})
	if err != nil {
		return nil, err
	}
	for _, r := range contents.Records {
		if !r.Grant.Refresh.IsZero() {
			c.note("many providers take each refresh token once: where the export is used, this computer may have to sign in again")
			break
		}
	}
	return share.Encrypted(contents, passphrase)
}

// passphraseQuestion is a passphrase that a person is to make up.
type passphraseQuestion struct {
	flag, file string // where it is read from, "" to ask
	ask        string // the prompt
	undone     string // what did not happen, where none is given
}

// newPassphrase reads a new passphrase, or asks for it twice.
func (c *command) newPassphrase(ctx context.Context, q passphraseQuestion) (auth.Secret, error) {
	switch {
	case q.file != "":
		return c.readSecret(ctx, q.flag, q.file)
	case !c.Terminal:
		return auth.Secret{}, &usageError{text: "there is no terminal to ask for a passphrase: use --" + q.flag}
	}
	first, err := c.ReadPassword(ctx, q.ask)
	if err != nil {
		return first, err
	}
	if first.IsZero() {
		return first, errors.New("an empty passphrase protects nothing; " + q.undone)
	}
	second, err := c.ReadPassword(ctx, "Once more: ")
	if err == nil && !first.Equal(second) {
		err = errors.New("the two passphrases are not the same; " + q.undone)
	}
	return first, err
}

// sourceNamed says which account is missing, where a.Record tells.
func sourceNamed(ctx context.Context, a *auth.Agent, err error) error {
	missing, ok := errors.AsType[*share.SourceError](err)
	if !ok {
		return err
	}
	r, e := a.Record(ctx, missing.Source)
	if e != nil {
		return &incompleteError{fmt.Sprintf("%q exchanges the token of an account that is not there any more", missing.Account), "Export the other accounts by name"}
	}
	return &usageError{text: fmt.Sprintf("%q exchanges the token of %q: export that account with it", missing.Account, r.Account.Name)}
}

// incompleteError is a command that did a part of what was asked.
type incompleteError struct{ text, todo string }

// Error implements error.
func (e *incompleteError) Error() string { return e.text }

// Hint says what to do next.
func (e *incompleteError) Hint() string { return e.todo }

// quoteNames lists the first few names.
func quoteNames(names []string) string {
	quoted := make([]string, 0, len(names))
	for _, n := range names {
		quoted = append(quoted, quoteName(auth.Clean(n, 800)))
	}
	return text.Few(quoted)
}
