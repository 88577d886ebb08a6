package window

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// renaming is the field that stands in place of a row's name.
type renaming struct {
	id    auth.AccountID
	entry *kit.Entry
}

// rename lets the person type a new name, in the row.
func (h *home) rename(id auth.AccountID) {
	s, ok := h.m.ByID[id]
	if !ok || s.State == auth.StateLocked || h.notes[id].busy != "" || h.page != "" {
		return
	}
	h.endRename()
	e := kit.NewEntry("")
	e.Name = words.Now().Form.Name
	e.Text = auth.Clean(s.Name, 800)
	e.OnEscape = h.endRename
	e.OnSubmitted = func(name string) { h.renamed(s, strings.TrimSpace(name)) }
	e.OnFocusLost = func() { h.UI.Do(h.endRename) } // not while Fyne moves the focus
	h.renaming = &renaming{id, e}
	h.selectOne(id)
	h.list.RebindOne(id)
	h.Canvas.Focus(e)
	e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// endRename puts the name in place again.
func (h *home) endRename() {
	r := h.renaming
	if r == nil {
		return
	}
	h.renaming = nil
	h.list.RebindOne(r.id)
	if f := h.Canvas.Focused(); f == nil || f == r.entry {
		h.focusList()
	}
}

// renamed keeps the new name, and says in the row why it cannot.
func (h *home) renamed(s auth.Status, name string) {
	h.endRename()
	if name == s.Name {
		return
	}
	if err := auth.CheckName(name); err != nil {
		h.failed(s.ID, err)
		return
	}
	h.run(s.ID, words.Now().Row.Saving, func(ctx context.Context) func() {
		_, _, err := h.Edit(ctx, s.ID, func(r *auth.Record) error { r.Account.Name = name; return nil })
		return func() {
			if err != nil {
				h.failed(s.ID, err)
				return
			}
			h.succeeded(s.ID, words.Now().Row.Renamed, time.Time{})
		}
	})
}
