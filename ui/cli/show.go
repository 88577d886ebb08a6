package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/text"
	"github.com/spf13/cobra"
)

// showJSON is one account in full: a contract with scripts.
type showJSON struct {
	accountJSON
	Host             string         `json:"host"`
	Hosts            []string       `json:"hosts"` // those that receive its secrets
	ScopesAsked      []string       `json:"scopes_asked"`
	Tags             []string       `json:"tags"`
	RedirectURI      string         `json:"redirect_uri"`
	RefreshExpiresAt *time.Time     `json:"refresh_expires_at"`
	ClockSkewSeconds int            `json:"clock_skew_seconds"`
	Claims           map[string]any `json:"claims"` // of the ID token, else of the access token; for reading only
	Notices          []string       `json:"notices"`
	History          []auth.Event   `json:"history"`
}

func (c *command) showCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show one account: also scopes, hosts, claims, where its expiry comes from",
		Args:  usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withAccount(cmd.Context(), false, args[0], func(a *auth.Agent, id auth.AccountID) error {
				r, err := a.Record(cmd.Context(), id)
				if err != nil {
					return err
				}
				s, err := a.Status(cmd.Context(), id)
				if err != nil {
					return err
				}
				j := newShowJSON(s, r, a.Target(r))
				if asJSON {
					return printJSON(c.Stdout, j)
				}
				return c.printAccount(s, j)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func newShowJSON(s auth.Status, r auth.Record, t auth.Target) showJSON {
	hosts := []string{}
	for _, o := range t.SecretOrigins() {
		hosts = append(hosts, auth.Host(o))
	}
	claims := auth.Claims(r.Grant.ID)
	if claims == nil {
		claims = auth.Claims(r.Grant.Access)
	}
	history := slices.Clone(r.History)
	if history == nil {
		history = []auth.Event{}
	}
	return showJSON{
		accountJSON: newAccountJSON(s), Host: s.Host, Hosts: hosts, ScopesAsked: format.NonNil(r.Account.Scopes),
		Tags: format.NonNil(r.Account.Tags), RedirectURI: t.Protocol.Redirect.URI,
		RefreshExpiresAt: format.Instant(r.Grant.RefreshExpiresAt), ClockSkewSeconds: int(r.Grant.Skew / time.Second),
		Claims: claims, Notices: format.NonNil(r.Grant.Notices), History: history,
	}
}

func (c *command) printAccount(s auth.Status, j showJSON) error {
	w := tabwriter.NewWriter(c.Stdout, 0, 4, 2, ' ', 0)
	now := time.Now()
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s\t%s\n", label, auth.Clean(value, 400))
		}
	}
	line("Name", s.Name)
	line("Provider", providerName(s))
	line("Grant", text.Grant(s.Grant))
	line("Issuer", s.Issuer)
	line("Client ID", s.ClientID)
	line("Signed in as", s.Subject)
	line("State", text.StateOf(s))
	if !s.ObtainedAt.IsZero() {
		line("Obtained", text.Until(s.ObtainedAt, now))
		line("Valid until", validUntil(s, now)+expirySource(s))
		line("Scopes granted", strings.Join(j.Scopes, " "))
	}
	line("Scopes asked", strings.Join(j.ScopesAsked, " "))
	line("Hosts that get secrets", strings.Join(j.Hosts, ", "))
	line("Tags", strings.Join(j.Tags, ", "))
	if s.Trouble != nil {
		w := text.Explain(s.Trouble.Failure())
		line("Last failure", text.Until(s.Trouble.At, now)+": "+w.String())
	}
	for _, n := range j.Notices {
		line("Notice", n)
	}
	for _, k := range slices.Sorted(maps.Keys(j.Claims)) {
		line("Claim "+auth.Clean(k, 60), fmt.Sprint(j.Claims[k]))
	}
	for _, e := range j.History {
		line("History", fmt.Sprintf("%s %s at %s: %s", text.Until(e.At, now), e.What, e.Host, result(e)))
	}
	return w.Flush()
}

// expirySource says where the expiry comes from, where there is one.
func expirySource(s auth.Status) string {
	if s.ExpiresAt.IsZero() {
		return ""
	}
	return ", " + text.ExpirySource(s.ExpirySource)
}

func result(e auth.Event) string {
	if e.OK {
		return "ok"
	}
	return strings.Join(strings.Fields("failed "+e.Code+" "+e.Detail), " ")
}
