package window

import (
	"context"

	"github.com/authfob/authfob/auth"
)

// olderCopies are the accounts of which an older copy was put back.
func (h *home) olderCopies() (ids []auth.AccountID) {
	for _, s := range h.m.All {
		if s.Older && !h.m.Hidden[s.ID] {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// acceptOlder takes the person's word that it was meant: they restored a backup.
func (h *home) acceptOlder(ids []auth.AccountID) {
	h.Tasks.Start(func(ctx context.Context) {
		for _, id := range ids {
			_, _, err := h.Edit(ctx, id, func(r *auth.Record) error { r.Older = false; return nil })
			if err != nil {
				h.UI.Do(func() { h.failed(id, err) })
			}
		}
	})
}
