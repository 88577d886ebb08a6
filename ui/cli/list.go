package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
)

// accountJSON is one account as list --json and show --json write it: a
// contract with scripts.
type accountJSON struct {
	ID           auth.AccountID    `json:"id"`
	Name         string            `json:"name"`
	Provider     string            `json:"provider"`
	Grant        auth.GrantType    `json:"grant"`
	Issuer       string            `json:"issuer"`
	ClientID     string            `json:"client_id"`
	Subject      string            `json:"subject"`
	State        auth.State        `json:"state"`
	ExpiresAt    *time.Time        `json:"expires_at"`
	ExpirySource auth.ExpirySource `json:"expiry_source"`
	ObtainedAt   *time.Time        `json:"obtained_at"`
	Renewable    bool              `json:"renewable"`
	Scopes       []string          `json:"scopes"`
	Error        *string           `json:"error"`
}

func newAccountJSON(s auth.Status) accountJSON {
	j := accountJSON{
		ID: s.ID, Name: s.Name, Provider: s.Provider, Grant: s.Grant, Issuer: s.Issuer, ClientID: s.ClientID,
		Subject: s.Subject, State: s.State, ExpiresAt: format.Instant(s.ExpiresAt), ExpirySource: s.ExpirySource,
		ObtainedAt: format.Instant(s.ObtainedAt), Renewable: s.Renewable, Scopes: format.NonNil(s.Scopes),
	}
	if j.ExpirySource == "" {
		j.ExpirySource = auth.ExpiryUnknown
	}
	if s.Trouble != nil {
		what := s.Trouble.Failure().Error()
		j.Error = &what
	}
	return j
}

func (c *command) listCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the accounts: provider, grant, state, valid until",
		Example: `  authfob list
  authfob list --json`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withAgent(cmd.Context(), false, func(a *auth.Agent) error {
				_ = a.Load(cmd.Context()) // Snapshot tells; names come even when locked
				list, err := a.Snapshot()
				if err != nil && len(list) == 0 {
					return err
				}
				if err != nil {
					c.note(text.Explain(err).What + " Only the names can be shown.")
				}
				c.noteOlder(list)
				if asJSON {
					return printList(c.Stdout, list)
				}
				return c.printTable(list)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// noteOlder tells of accounts of which an older copy was put back.
func (c *command) noteOlder(list []auth.Status) {
	var names []string
	for _, s := range list {
		if s.Older {
			names = append(names, s.Name)
		}
	}
	const may = " may hold a refresh token that was spent: sign in again where the provider refuses. If you restored a backup on purpose, say so: authfob edit "
	quoted := quoteNames(names)
	switch n := len(names); {
	case n == 1:
		c.note("an older copy of " + quoted + " was put back, and" + may + quoted + " --restored")
	case n > 1:
		c.note(fmt.Sprintf("older copies of %d accounts were put back (%s), and", n, quoted) + may + "NAME --restored")
	}
}

func printList(w io.Writer, list []auth.Status) error {
	out := make([]accountJSON, 0, len(list))
	for _, s := range list {
		out = append(out, newAccountJSON(s))
	}
	return printJSON(w, out)
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func (c *command) printTable(list []auth.Status) error {
	if len(list) == 0 {
		fmt.Fprintln(c.Stderr, "No accounts yet. Link one with: authfob add NAME --issuer URL --client-id ID")
		return nil
	}
	rows := [][]string{{"NAME", "PROVIDER", "GRANT", "STATE", "VALID UNTIL"}}
	now := time.Now()
	for _, s := range list {
		rows = append(rows, []string{quoteName(s.Name), providerName(s), text.Grant(s.Grant), text.StateOf(s), validUntil(s, now)})
	}
	return printColumns(c.Stdout, rows)
}

func providerName(s auth.Status) string {
	if s.ProviderName != "" {
		return auth.Clean(s.ProviderName, 40)
	}
	return cmp.Or(s.Host, auth.Clean(s.Provider, 40)) // a definition that is gone has no host
}

func validUntil(s auth.Status, now time.Time) string {
	switch {
	case s.ObtainedAt.IsZero():
		return "-"
	case s.ExpiresAt.IsZero():
		return "unknown"
	}
	return text.Until(s.ExpiresAt, now)
}
