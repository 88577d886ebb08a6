package window

import (
	"context"

	"github.com/authfob/authfob/ui/words"
)

// unsaved counts the new tokens that only a process's memory holds: this one's,
// or the resident's. They are told above the list for as long as that is so.
// (requirement 97)
func (h *home) unsaved() int {
	n := h.unsavedElsewhere
	for _, s := range h.m.All {
		if s.Unsaved() {
			n++
		}
	}
	return n
}

// unsavedWords say it, and what to do.
func unsavedWords(n int) string { return words.Now().Notifications.NotSaved.Of(n) }

// serveUnsaved follows what the resident has not saved yet.
func (h *home) serveUnsaved(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case n, ok := <-h.config.Unsaved:
			if !ok {
				return
			}
			h.UI.Do(func() {
				h.unsavedElsewhere = n
				h.refresh()
			})
		}
	}
}
