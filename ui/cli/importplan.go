package cli

import (
	"fmt"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/text"
)

// showPlan prints every account of a file, what it brings, and who will
// receive credentials. (requirement 84)
func (c *command) showPlan(plan *share.Plan) {
	fmt.Fprintf(c.Stderr, "The file holds %s.\n", text.Count(len(plan.Items), "account", "accounts"))
	for _, it := range plan.Items {
		if it.Problem != nil {
			c.showRefused(it)
			continue
		}
		fmt.Fprintf(c.Stderr, "  %s: %s at %s, %s\n", shown(it), text.Grant(it.Record.Account.Grant), it.Host(), brings(it.Record))
		for _, t := range it.Ticks {
			fmt.Fprintf(c.Stderr, "      brings %s\n", t)
		}
	}
	hosts := plan.Hosts()
	if len(hosts) == 0 {
		return
	}
	fmt.Fprintln(c.Stderr, "Hosts that will receive credentials:")
	for _, h := range hosts {
		more := ""
		if h.Names {
			more = ", and hosts that it names at the first sign-in"
		}
		fmt.Fprintf(c.Stderr, "  %s%s (%s)\n", h.Name, more, quoteNames(h.Accounts))
	}
}

// showRefused prints why an account is not imported.
func (c *command) showRefused(it *share.Item) {
	fmt.Fprintf(c.Stderr, "  %s: not imported: %s\n", shown(it), auth.Clean(it.Problem.Error(), 600))
}

// shown is the name of an account as a listing quotes it.
func shown(it *share.Item) string { return quoteName(auth.Clean(it.Record.Account.Name, 800)) }

// brings says which secrets come along, and shows none.
func brings(r auth.Record) string {
	var parts []string
	if !r.Credentials.IsZero() {
		parts = append(parts, "secrets")
	}
	if !r.Grant.IsZero() {
		parts = append(parts, "tokens")
	}
	if len(parts) == 0 {
		return "without secrets"
	}
	return "with " + strings.Join(parts, " and ")
}
