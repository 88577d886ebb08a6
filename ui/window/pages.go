package window

import (
	"errors"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// The pages that can stand in the list's place; "" is the list itself.
const (
	pageLoading = "loading"
	pageWelcome = "welcome" // as empty, for who sees it for the first time
	pageEmpty   = "empty"
	pageNothing = "nothing"
	pageLocked  = "locked" // the vault does not open; home.why says why
)

// pageNow says which page there has to be.
func (h *home) pageNow() string {
	switch {
	case errors.Is(h.loadErr, auth.ErrLocked), h.waits && h.m.Total == 0:
		return pageLocked
	case len(h.m.Items) > 0:
		return ""
	case h.m.Total > 0:
		return pageNothing
	case h.loadErr != nil:
		return ""
	case !h.loaded:
		return pageLoading
	case !h.prefs.Settings.Welcomed && h.config.Choose != nil && !h.config.Demo:
		return pageWelcome
	}
	return pageEmpty
}

// setPage shows a page, unless it is shown already: what is typed there stays.
func (h *home) setPage(page string) {
	why := h.why
	if h.why = ""; page == pageLocked {
		h.why = h.vault.Why(h.loadErr, h.waits)
	}
	if h.page == page && h.why == why && len(h.pages.Objects) == 1 && (page != "" || h.pages.Objects[0] == fyne.CanvasObject(h.list)) {
		return
	}
	h.page, h.Shut = page, page == pageLocked
	here := h.Canvas.Focused()
	if o, ok := here.(fyne.CanvasObject); ok && kit.WayTo(o, h.pages) != nil {
		here = nil // what had the keyboard goes
	}
	h.pages.Objects = []fyne.CanvasObject{h.makePage(page)}
	h.pages.Refresh()
	if here == nil && len(h.Sheets) == 0 {
		h.focusList()
	}
}

func (h *home) makePage(page string) fyne.CanvasObject {
	switch page {
	case pageLoading:
		return kit.PlainPage(kit.DrawTurn, words.Now().List.Loading, "")
	case pageWelcome:
		return h.welcomePage()
	case pageEmpty:
		return h.emptyPage()
	case pageNothing:
		return kit.PlainPage(kit.DrawLens, words.Now().List.NothingTitle, words.Now().List.NothingText, kit.ButtonRow(kit.NewButton(words.Now().List.ShowAll, h.showAll)))
	case pageLocked:
		return h.vault.Page(h.why, h.loadErr)
	}
	return h.list
}

func (h *home) emptyPage() fyne.CanvasObject {
	return kit.PlainPage(kit.DrawKey, words.Now().List.EmptyTitle, words.Now().List.EmptyText, kit.ButtonRow(h.beginnings()...))
}
