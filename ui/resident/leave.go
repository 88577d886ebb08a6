package resident

import (
	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
)

// leave ends the resident for a person. What servers gave and the vault could
// not take yet is waited for first, with the icon still there. (requirement 97)
func (r *resident) leave() {
	r.all.Go(func() { // ends within auth.SettleFor
		_ = r.finish() // Run says it again
		r.quit()
	})
}

// finish waits until all is saved, but not for ever: it returns what is lost.
func (r *resident) finish() error {
	if n := len(r.Agent.Unsaved()); n > 0 {
		r.Note("finishing: " + text.Count(n, "new token is", "new tokens are") + " not saved yet; this takes up to " + auth.SettleFor.String())
	}
	return r.Agent.Settle()
}
