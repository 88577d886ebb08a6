package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// Several accounts are picked with Ctrl and a click or the space bar, or with
// Shift and a click or an arrow. What can be done with all of them is removing
// them, which is undone as one.

// pick picks an account beside those that are, or lets go of it. The account
// under the cursor is the first one.
func (h *home) pick(id auth.AccountID) {
	if len(h.picked) == 0 && h.m.Cursor.ID != "" && h.m.Cursor.ID != id {
		h.picked[h.m.Cursor.ID] = true
	}
	if h.picked[id] {
		delete(h.picked, id)
	} else {
		h.picked[id] = true
	}
	h.anchor = id
	h.place(rows.Item{ID: id})
	h.showPicks()
}

// pickThrough picks all between the last one that was picked, or the cursor,
// and this one.
func (h *home) pickThrough(id auth.AccountID) {
	if len(h.picked) == 0 || h.anchor == "" {
		h.anchor = h.m.Cursor.ID
	}
	from, to := h.m.Index(rows.Item{ID: h.anchor}), h.m.Index(rows.Item{ID: id})
	if from < 0 {
		h.anchor, from = id, to
	}
	clear(h.picked)
	for _, it := range h.m.Items[min(from, to) : max(from, to)+1] {
		if it.ID != "" {
			h.picked[it.ID] = true
		}
	}
	h.place(rows.Item{ID: id})
	h.showPicks()
}

// pickOn moves the cursor n accounts on and picks all on its way.
func (h *home) pickOn(n int) {
	for i := h.m.Index(h.m.Cursor) + n; i >= 0 && i < len(h.m.Items); i += n {
		if id := h.m.Items[i].ID; id != "" {
			h.pickThrough(id)
			return
		}
	}
}

func (h *home) pickAll() {
	for _, it := range h.m.Items {
		if it.ID != "" {
			h.picked[it.ID] = true
		}
	}
	h.showPicks()
}

// letGo picks none any more.
func (h *home) letGo() {
	if len(h.picked) > 0 {
		clear(h.picked)
		h.showPicks()
	}
}

// keepPicks lets go of accounts that are not there any more.
func (h *home) keepPicks() {
	before := len(h.picked)
	for id := range h.picked {
		if _, ok := h.m.ByID[id]; !ok || h.m.Hidden[id] {
			delete(h.picked, id)
		}
	}
	if len(h.picked) != before {
		h.showPicks()
	}
}

// showPicks shows what is picked, and what can be done with it.
func (h *home) showPicks() {
	h.list.Rebind()
	n := len(h.picked)
	if n == 0 {
		h.sayRemoved() // what was removed before can still be undone
		return
	}
	h.Toast.Offer(words.Now().Row.PickedMany.Of(n), words.Now().Row.Remove, kit.DrawBin, h.removePicked)
}

// pickedIn are the accounts that are picked, in the order of the list.
func (h *home) pickedIn() (ids []auth.AccountID) {
	for i := range h.m.All {
		if id := h.m.All[i].ID; h.picked[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

func (h *home) removePicked() {
	ids := h.pickedIn()
	clear(h.picked)
	h.remove(ids...)
	h.list.Rebind()
}

// removeSelected removes what is picked, or else the account under the cursor.
func (h *home) removeSelected() {
	if len(h.picked) > 0 {
		h.removePicked()
		return
	}
	h.onSelected(func(id auth.AccountID) { h.remove(id) })()
}

// picksMenu is the menu of all that are picked.
func (h *home) picksMenu(at fyne.Position) {
	remove := menuItem(words.Now().Row.RemoveMany.Of(len(h.picked)), kit.DrawBin, h.removePicked)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", remove), h.Canvas, at)
}

// tapped is a tap on a row, with the keys that were held.
func (h *home) tapped(id auth.AccountID, mods fyne.KeyModifier) {
	switch {
	case mods&fyne.KeyModifierShortcutDefault != 0:
		h.pick(id)
	case mods&fyne.KeyModifierShift != 0:
		h.pickThrough(id)
	default:
		h.open(id)
	}
}
