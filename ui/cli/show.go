package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
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
	Userinfo         map[string]any `json:"userinfo,omitempty"`      // with --userinfo, when the server told
	Introspection    map[string]any `json:"introspection,omitempty"` // with --introspect, when the server told
}

func (c *command) showCommand() *cobra.Command {
	var asJSON, userinfo, introspect bool
	cmd := &cobra.Command{
		Use:               "show NAME",
		ValidArgsFunction: c.accountNames,
		Short:             "Show one account: also scopes, hosts, claims, where its expiry comes from",
		Example: `  authfob show work
  authfob show work --userinfo --json`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withAccount(cmd.Context(), false, args[0], func(a *auth.Agent, id auth.AccountID) error {
				var told showJSON
				if userinfo {
					told.Userinfo = c.userinfo(cmd.Context(), a, id)
				}
				if introspect {
					told.Introspection = c.introspection(cmd.Context(), a, id)
				}
				r, err := a.Record(cmd.Context(), id) // after the server was asked: that may have renewed
				if err != nil {
					return err
				}
				s, err := a.Status(cmd.Context(), id)
				if err != nil {
					return err
				}
				j := newShowJSON(s, r, a.Target(r))
				j.Userinfo, j.Introspection = told.Userinfo, told.Introspection
				if asJSON {
					return printJSON(c.Stdout, j)
				}
				return c.printAccount(s, j)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().BoolVar(&userinfo, "userinfo", false, "ask the server who the token is for")
	cmd.Flags().BoolVar(&introspect, "introspect", false, "ask the server what it knows of the access token")
	return cmd
}

// userinfo asks the server who the token is for; what fails is a note.
func (c *command) userinfo(ctx context.Context, a *auth.Agent, id auth.AccountID) map[string]any {
	info, compared, err := a.Userinfo(ctx, id)
	switch {
	case err != nil:
		c.note("no userinfo: " + text.Explain(err).What)
	case !compared:
		c.note("nothing vouches for the userinfo: there is no ID token to compare it with")
	}
	return info
}

// introspection asks the server about the token; what fails is a note.
func (c *command) introspection(ctx context.Context, a *auth.Agent, id auth.AccountID) map[string]any {
	info, err := a.Introspect(ctx, id)
	if err != nil {
		c.note("no introspection: " + text.Explain(err).What)
	}
	return info
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
		Claims: auth.CleanMembers(claims), Notices: format.NonNil(r.Notices()), History: history,
	}
}

func (c *command) printAccount(s auth.Status, j showJSON) error {
	var rows [][]string
	now := time.Now()
	line := func(label, value string) {
		if value != "" {
			rows = append(rows, []string{label, auth.Clean(value, 400)})
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
	for _, m := range []struct {
		label   string
		members map[string]any
	}{{"Claim ", j.Claims}, {"Userinfo ", j.Userinfo}, {"Introspection ", j.Introspection}} {
		for _, k := range slices.Sorted(maps.Keys(m.members)) {
			line(m.label+auth.Clean(k, 60), fmt.Sprint(m.members[k]))
		}
	}
	for _, e := range j.History {
		line("History", fmt.Sprintf("%s %s at %s: %s", text.Until(e.At, now), e.What, e.Host, result(e)))
	}
	return printColumns(c.Stdout, rows)
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
	return strings.Join(strings.Fields("failed: "+e.Code+" "+e.Detail), " ")
}
