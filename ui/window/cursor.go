package window

import (
	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/rows"
)

// selectOne moves the cursor to an account, and the details with it where they
// are open, or stand beside the list.
func (h *home) selectOne(id auth.AccountID) {
	h.letGo()
	h.place(rows.Item{ID: id})
	switch {
	case id == "":
	case h.details.id != "" && h.details.id != id, h.details.id == "" && h.beside && !h.shut:
		h.details.show(id)
		h.root.Refresh()
	}
}

// place moves the cursor and nothing else; a new name that is typed elsewhere is
// let go of.
func (h *home) place(it rows.Item) {
	h.list.Place(it)
	if h.renaming != nil && h.renaming.id != it.ID {
		h.endRename()
	}
}

// moveBy moves the cursor n lines further down.
func (h *home) moveBy(n int) {
	at := h.m.Index(h.m.Cursor)
	if at < 0 {
		h.moveTo(0)
		return
	}
	h.moveTo(max(0, min(at+n, len(h.m.Items)-1)))
}

// moveTo moves the cursor to line i.
func (h *home) moveTo(i int) {
	if i < 0 || i >= len(h.m.Items) {
		return
	}
	if it := h.m.Items[i]; it.ID != "" {
		h.selectOne(it.ID)
	} else {
		h.place(it)
	}
}

// unfold opens what the cursor is on, or shuts it: details or a group.
func (h *home) unfold(open bool) {
	switch {
	case h.m.Cursor.Title != "" && h.m.Folded[h.m.Cursor.Title] == open:
		h.fold(h.m.Cursor.Title)
	case h.m.Cursor.Title != "":
	case open:
		h.onSelected(h.open)()
	case h.details.id != "" && !h.beside:
		h.closeDetails()
	default:
		if title := h.m.HeadingOf(h.m.Index(rows.Item{ID: h.m.Cursor.ID})); title != "" {
			h.place(rows.Item{Title: title})
			h.fold(title)
		}
	}
}

// whenListed runs fn once the account is in the list: the agent reads the vault
// a moment after it changed.
func (h *home) whenListed(id auth.AccountID, fn func()) {
	if _, ok := h.m.ByID[id]; ok {
		fn()
		return
	}
	h.expected, h.onExpected = id, fn
}
