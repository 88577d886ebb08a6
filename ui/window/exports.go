package window

import (
	"maps"
	"slices"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/transfer"
	"github.com/authfob/authfob/ui/words"
)

// exportAccounts offers what the list shows and what is picked in it.
func (h *home) exportAccounts() {
	if h.m.Total > 0 {
		h.files.Export(h.exportGroups(), h.candidates())
	}
}

// exportGroups are what there is to choose from.
func (h *home) exportGroups() []transfer.Group {
	w := words.Now().Transfer
	list := []transfer.Group{{Words: w.All.Of(h.m.Total)}}
	if h.m.Shown != h.m.Total && h.m.Shown > 0 {
		var ids []auth.AccountID
		for _, it := range h.m.Items {
			if it.ID != "" {
				ids = append(ids, it.ID)
			}
		}
		list = append(list, transfer.Group{Words: w.Shown.Of(len(ids)), IDs: ids})
	}
	if len(h.picked) > 0 {
		list = append(list, transfer.Group{Words: words.Now().Row.PickedMany.Of(len(h.picked)), IDs: slices.Collect(maps.Keys(h.picked))})
	}
	if s, ok := h.m.ByID[h.m.Cursor.ID]; ok {
		list = append(list, transfer.Group{Words: w.Only.With("name", auth.Clean(s.Name, 60)), IDs: []auth.AccountID{s.ID}})
	}
	if h.m.Total > 1 {
		list = append(list, transfer.Group{Words: w.OneByOne, Tick: true})
	}
	return list
}

// candidates are the accounts that the list shows, with those that are picked
// ticked, or all where none is.
func (h *home) candidates() (list []transfer.Candidate) {
	for _, it := range h.m.Items {
		if it.ID != "" {
			list = append(list, transfer.Candidate{ID: it.ID, Name: h.m.ByID[it.ID].Name, Ticked: len(h.picked) == 0 || h.picked[it.ID]})
		}
	}
	return list
}
