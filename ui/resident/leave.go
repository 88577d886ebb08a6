package resident

import (
	"context"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/text"
)

// leave ends the resident for a person. Renewals under way, and what servers gave
// and the vault could not take yet, are waited for first, with the icon still
// there. (requirement 97)
func (r *resident) leave() {
	r.all.Go(crash.Guard("leave", func() { // ends within auth.SettleFor
		defer r.quit()
		_ = r.finish() // Run says it again
	}))
}

// finish waits until all is saved, but not for ever: it returns what is lost.
func (r *resident) finish() error {
	if said := r.unfinished(); said != "" {
		r.Note(said)
	}
	return r.Agent.Settle()
}

// unfinished says what the end waits for; "" for nothing.
func (r *resident) unfinished() string {
	var waits []string
	if n := r.Agent.Renewing(); n > 0 {
		waits = append(waits, text.Count(n, "renewal is", "renewals are")+" under way")
	}
	if n := len(r.Agent.Unsaved()); n > 0 {
		waits = append(waits, text.Count(n, "new token is", "new tokens are")+" not saved yet")
	}
	if len(waits) == 0 {
		return ""
	}
	return "finishing: " + strings.Join(waits, ", ") + "; this takes up to " + auth.SettleFor.String()
}

// followUnsaved tells the window what is not saved yet, until ctx ends.
// (requirement 97)
func (r *resident) followUnsaved(ctx context.Context) {
	for {
		changed := r.Agent.Changed()
		r.window.tell(len(r.Agent.Unsaved()))
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}
