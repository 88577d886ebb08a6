package window

import (
	"context"
	"errors"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// copy puts the account's token on the clipboard, renewed where needed.
func (h *home) copy(id auth.AccountID) { h.copyAs(id, h.config.Formats[0]) }

// copyAs does the same in one of the formats. The resident does it; what comes
// back is only when the token expires and when the clipboard is cleared.
func (h *home) copyAs(id auth.AccountID, format string) {
	if h.m.ByID[id].State == auth.StateLocked {
		return
	}
	h.run(id, words.Now().Row.Copying, func(ctx context.Context) (done func()) {
		c, err := h.config.Copy(ctx, id, format)
		return func() {
			if err != nil {
				h.failedAt(id, err, func() { h.copyAs(id, format) })
				return
			}
			h.clipbar.id = id
			h.clipbar.copied(h.m.ByID[id].Name, c, h.Clock.Now())
			h.succeeded(id, words.Now().Row.Copied, c.Until)
			if c.Warning != "" {
				h.warned(id, text.TellPlain(c.Warning))
			}
		}
	})
}

// renew gets a new token whether the old one is fresh or not.
func (h *home) renew(id auth.AccountID) {
	started := h.Clock.Now()
	h.run(id, words.Now().Row.Renewing, func(ctx context.Context) func() {
		token, err := h.Token(ctx, id, auth.TokenOptions{After: started})
		until := token.ExpiresAt
		return func() {
			if err != nil {
				h.failedAt(id, err, func() { h.renew(id) })
				return
			}
			h.succeeded(id, words.Now().Row.Renewed, until)
		}
	})
}

// run does work for an account off the UI goroutine, and what came of it on
// the UI goroutine. Two things at once are not done for one account.
func (h *home) run(id auth.AccountID, busy string, work func(ctx context.Context) (done func())) {
	if _, ok := h.m.ByID[id]; !ok || h.notes[id].busy != "" {
		return
	}
	if h.notes[id] == (note{}) && h.details.id != id { // nothing of it is seen yet, and drawing would hold up the work
		h.notes[id] = note{busy: busy}
	} else {
		h.setNote(id, note{busy: busy})
	}
	stop := h.Clock.After(slowAfter, func() {
		if n := h.notes[id]; n.busy != "" {
			n.Busy = busy
			h.setNote(id, n)
		}
	})
	h.Tasks.Start(func(ctx context.Context) {
		done := work(ctx)
		h.UI.Do(func() {
			stop()
			h.setNote(id, note{})
			done()
		})
	})
}

func (h *home) failed(id auth.AccountID, err error) { h.failedAt(id, err, nil) }

// failedAt says in the row what failed, with the way out; again does it once more.
func (h *home) failedAt(id auth.AccountID, err error, again func()) {
	if errors.Is(err, context.Canceled) {
		return
	}
	w := text.Tell(err)
	n := note{Note: rows.Note{What: w.What, Todo: w.Todo}, helps: text.Remedy(err)}
	if again != nil {
		n.again = &again
	}
	way := h.noteWay(id, n)
	n.Way, n.Draw = way.Label, way.Draw
	h.setNote(id, n)
}

// takeWay takes the way out of what a row says.
func (h *home) takeWay(id auth.AccountID) {
	if way := h.noteWay(id, h.notes[id]); way.Do != nil {
		h.selectOne(id)
		way.Do()
	}
}

// noteWay is the way out of what a row says.
func (h *home) noteWay(id auth.AccountID, n note) kit.Way {
	if !n.Failed() || n.Mild || n.helps == auth.RemedySignIn && h.m.ByID[id].State == auth.StateSignInNeeded { // the first button is it
		return kit.Way{}
	}
	var again func()
	if n.again != nil {
		again = *n.again
	}
	return h.wayOutOf(id, n.helps, again)
}

// noteOf is what an account's row says. Its button is left out where the row has
// the same one already.
func (h *home) noteOf(id auth.AccountID) rows.Note {
	n := h.notes[id]
	if n.Way != "" && h.noteWay(id, n).Do == nil {
		n.Way, n.Draw = "", ""
	}
	return n.Note
}

func (h *home) succeeded(id auth.AccountID, word string, until time.Time) {
	h.turn++
	turn := h.turn
	h.setNote(id, note{Note: rows.Note{Done: word, Until: until}, turn: turn})
	h.Clock.After(doneFor, func() {
		if n := h.notes[id]; n.turn == turn {
			n.Done, n.Until, n.turn = "", time.Time{}, 0
			h.setNote(id, n)
		}
	})
}

// warned says below a success what is to be known about it.
func (h *home) warned(id auth.AccountID, warning string) {
	n := h.notes[id]
	n.What, n.Mild = warning, true
	h.setNote(id, n)
}

// keepFresh sets how long the account's copies stay on the clipboard and are
// replaced there before they expire.
func (h *home) keepFresh(id auth.AccountID, d time.Duration) {
	h.run(id, words.Now().Row.Saving, func(ctx context.Context) func() {
		_, _, err := h.Edit(ctx, id, func(r *auth.Record) error { r.Account.KeepFresh = d; return nil })
		return func() {
			switch {
			case err != nil:
				h.failed(id, err)
			case d == 0:
				h.succeeded(id, words.Now().Row.KeptUnset, time.Time{})
			default:
				h.succeeded(id, words.Now().Row.KeptSet, time.Time{})
			}
		}
	})
}

func (h *home) dismiss(id auth.AccountID) { h.setNote(id, note{}) }

// setNote changes what a row says of the last thing done to it.
func (h *home) setNote(id auth.AccountID, n note) {
	if _, ok := h.m.ByID[id]; !ok {
		delete(h.notes, id)
		return
	}
	h.list.Change(id, func() {
		if n == (note{}) {
			delete(h.notes, id)
		} else {
			h.notes[id] = n
		}
	})
	h.details.noted(id, n)
}

// askSignOut signs out after asking.
func (h *home) askSignOut(id auth.AccountID) {
	s := h.m.ByID[id]
	h.Ask(words.Now().SignOut.Title.With("name", auth.Clean(s.Name, 60)), words.Now().SignOut.Text.With("host", hostWord(s)), words.Now().SignOut.Do, false, func() {
		h.run(id, words.Now().Row.SigningOut, func(ctx context.Context) func() {
			out, err := h.SignOut(ctx, id)
			return func() { h.parted(id, s, out, err) }
		})
	})
}

// parted says what a sign-out could not do.
func (h *home) parted(id auth.AccountID, s auth.Status, out auth.SignedOut, err error) {
	switch {
	case err != nil:
		h.failed(id, err)
	case out.Had && out.Err != nil:
		h.Tell(auth.Clean(s.Name, 60), notTold(s, out.Err))
	}
}

func hostWord(s auth.Status) string {
	if s.Host == "" {
		return kit.ProviderName(s)
	}
	return s.Host
}

func (h *home) tryDemo() {
	h.Tasks.Start(func(ctx context.Context) {
		if err := h.config.TryDemo(ctx); err != nil {
			h.UI.Do(func() { h.Tell(words.Now().List.TryDemo, text.Tell(err).String()) })
		}
	})
}
