package window

import (
	"context"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// A removal can be undone for a while. The accounts are hidden at once, and
// nothing else happens to them: they are revoked and deleted when the time is
// over or the window closes. A window that dies before that has lost nothing:
// they are in the list again.

// removal is accounts that were removed together.
type removal struct {
	accounts []auth.Status
	ends     time.Time
	stop     func() // the timer
}

// undoFor is how long a removal can be undone.
const undoFor = 10 * time.Second

// lastWord bounds the removals that are carried out as the window closes.
const lastWord = 15 * time.Second

// remove takes accounts out of the list.
func (h *home) remove(ids ...auth.AccountID) {
	r := &removal{ends: h.Clock.Now().Add(undoFor)}
	for _, id := range ids {
		if s, ok := h.m.ByID[id]; ok && h.notes[id].busy == "" {
			r.accounts = append(r.accounts, s)
		}
	}
	if len(r.accounts) == 0 {
		return
	}
	next := h.neighbour(r.accounts)
	for _, s := range r.accounts {
		h.m.Hidden[s.ID] = true
		delete(h.notes, s.ID)
	}
	if h.details.id != "" && h.m.Hidden[h.details.id] {
		h.details.id = ""
	}
	r.stop = h.Clock.After(undoFor, func() { h.carryOut(r) })
	h.removals = append(h.removals, r)
	h.rearrange()
	h.selectOne(next)
	h.sayRemoved()
	h.focusList()
}

// neighbour is the account that the cursor goes to when these are gone.
func (h *home) neighbour(gone []auth.Status) auth.AccountID {
	leaving := map[auth.AccountID]bool{}
	at := 0
	for _, s := range gone {
		leaving[s.ID] = true
		at = max(at, h.m.Index(rows.Item{ID: s.ID}))
	}
	stays := func(i int) bool { it := h.m.Items[i]; return it.ID != "" && !leaving[it.ID] }
	for i := at; i < len(h.m.Items); i++ {
		if stays(i) {
			return h.m.Items[i].ID
		}
	}
	for i := min(at, len(h.m.Items)) - 1; i >= 0; i-- {
		if stays(i) {
			return h.m.Items[i].ID
		}
	}
	return ""
}

// undo brings the accounts of the last removal back.
func (h *home) undo() {
	n := len(h.removals)
	if n == 0 {
		h.files.TakeBack()
		return
	}
	r := h.removals[n-1]
	h.forget(r)
	h.reveal(r.accounts)
	h.selectOne(r.accounts[0].ID)
	h.sayRemoved()
}

// reveal shows accounts again that were hidden.
func (h *home) reveal(list []auth.Status) {
	for _, s := range list {
		delete(h.m.Hidden, s.ID)
	}
	h.rearrange()
}

// forget takes a removal off the list of those that can be undone.
func (h *home) forget(r *removal) {
	r.stop()
	for i, o := range h.removals {
		if o == r {
			h.removals = append(h.removals[:i:i], h.removals[i+1:]...)
			return
		}
	}
}

// sayRemoved says what can be undone now.
func (h *home) sayRemoved() {
	n := len(h.removals)
	if n == 0 {
		h.Toast.Hide()
		return
	}
	r, w := h.removals[n-1], words.Now().Remove
	says := w.DoneMany.Of(len(r.accounts))
	if len(r.accounts) == 1 {
		says = w.Done.With("name", auth.Clean(r.accounts[0].Name, 60))
	}
	h.Toast.Show(says, w.Undo, h.undo, r.ends)
}

// sayShortly says something for as long as a removal can be undone, and then again
// what can be.
func (h *home) sayShortly(says string) {
	h.Toast.Show(says, words.Now().Common.Dismiss, h.Toast.Hide, h.Clock.Now().Add(undoFor))
	h.Clock.After(undoFor, h.sayRemoved)
}

// carryOut does what can no longer be undone.
func (h *home) carryOut(r *removal) {
	h.forget(r)
	h.sayRemoved()
	for _, s := range r.accounts {
		h.leaving++
		h.Tasks.Start(func(ctx context.Context) {
			out, err := h.Remove(ctx, s.ID)
			h.UI.Do(func() {
				h.leaving--
				h.removed(s, out, err)
				if h.leaving == 0 && h.closing {
					h.quit()
				}
			})
		})
	}
}

// removed says what a removal could not do.
func (h *home) removed(s auth.Status, out auth.SignedOut, err error) {
	switch {
	case err != nil:
		h.reveal([]auth.Status{s})
		h.failed(s.ID, err)
	case out.Had && out.Err != nil:
		w := words.Now()
		h.Toast.Show(w.Remove.Done.With("name", auth.Clean(s.Name, 60))+" "+notTold(s, out.Err), w.Common.Dismiss, h.Toast.Hide, time.Time{})
	}
}

// notTold says that the server does not know that its tokens are done with.
func notTold(s auth.Status, err error) string {
	return words.Now().Remove.NotRevoked.With("host", hostWord(s)) + " " + text.Tell(err).What
}

// close closes the window: out of sight at once, and for good when what was
// removed is gone. A request to show it in the meantime brings it back.
func (h *home) close() {
	h.closing = true
	for len(h.removals) > 0 {
		h.carryOut(h.removals[0])
	}
	if h.leaving == 0 {
		h.quit()
		return
	}
	h.hideWindow()
}

// finish carries out what was removed, where the window ends without having
// been closed. Nothing else runs any more by then.
func (h *home) finish(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, lastWord)
	defer cancel()
	var all sync.WaitGroup
	for _, r := range h.removals {
		for _, s := range r.accounts {
			all.Go(crash.Guard("remove", func() { _, _ = h.Remove(ctx, s.ID) })) // waited for below; nobody is there to be told
		}
	}
	all.Wait()
}
