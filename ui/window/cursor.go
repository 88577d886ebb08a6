package window

import (
	"github.com/authfob/authfob/auth"
)

// The cursor is on an account (home.selected) or on the heading of a group
// (home.heading), or nowhere.

// selectOne moves the cursor to an account, and the details with it where they
// are open, or stand beside the list.
func (h *home) selectOne(id auth.AccountID) {
	h.letGo()
	h.place(item{id: id})
	switch {
	case id == "":
	case h.details.id != "" && h.details.id != id, h.details.id == "" && h.beside && !h.shut:
		h.details.show(id)
		h.root.Refresh()
	}
}

// place moves the cursor and nothing else.
func (h *home) place(it item) {
	was := h.selected
	h.selected, h.heading = it.id, it.title
	if h.renaming != nil && h.renaming.id != it.id {
		h.endRename()
	}
	h.list.rebindOne(was)
	h.list.rebindOne(it.id)
	h.list.mark(it.title)
	h.list.reveal(h.m.index(it))
}

// moveBy moves the cursor n lines further down.
func (h *home) moveBy(n int) {
	at := h.m.index(item{id: h.selected, title: h.heading})
	if at < 0 {
		h.moveTo(0)
		return
	}
	h.moveTo(max(0, min(at+n, len(h.m.items)-1)))
}

// moveTo moves the cursor to line i.
func (h *home) moveTo(i int) {
	if i < 0 || i >= len(h.m.items) {
		return
	}
	if it := h.m.items[i]; it.id != "" {
		h.selectOne(it.id)
	} else {
		h.place(it)
	}
}

// unfold opens what the cursor is on, or shuts it: details or a group.
func (h *home) unfold(open bool) {
	switch {
	case h.heading != "" && h.m.folded[h.heading] == open:
		h.fold(h.heading)
	case h.heading != "":
	case open:
		h.onSelected(h.open)()
	case h.details.id != "" && !h.beside:
		h.closeDetails()
	default:
		if title := h.m.headingOf(h.m.index(item{id: h.selected})); title != "" {
			h.place(item{title: title})
			h.fold(title)
		}
	}
}

// whenListed runs fn once the account is in the list: the agent reads the vault
// a moment after it changed.
func (h *home) whenListed(id auth.AccountID, fn func()) {
	if _, ok := h.m.byID[id]; ok {
		fn()
		return
	}
	h.expected, h.onExpected = id, fn
}
