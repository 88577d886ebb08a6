package window

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/form"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/lock"
	"github.com/authfob/authfob/ui/window/preferences"
	"github.com/authfob/authfob/ui/window/transfer"
	"github.com/authfob/authfob/ui/words"
)

// world is what the screens reach of the world outside.
type world struct {
	accounts
	*kit.Stage
	config   Config
	setLook  func(mode string)
	setTitle func(string)
	setStill func(still bool) // stops what moves
	held     func() fyne.KeyModifier

	quit, hideWindow func()
}

// home is the list and everything around it. Its methods run on the UI
// goroutine.
type home struct {
	world
	m          *model
	notes      map[auth.AccountID]note
	turn       int            // counts successes, so that each is shown for its time
	selected   auth.AccountID // the cursor, unless it is on a heading
	heading    string         // the title of that
	loaded     bool
	loadErr    error
	lessMotion bool      // the system says so
	waits      bool      // a keyring keeps the person waiting
	why        vault.Why // the vault does not open; of the page that says so
	lost       bool      // the resident is gone
	// unsavedElsewhere is how many new tokens only the resident's memory holds.
	unsavedElsewhere int

	vault *lock.Screens
	prefs *preferences.Screens
	files *transfer.Screens
	forms *form.Screens

	header  *header
	search  *search
	pills   *pills
	banner  *banner
	list    *list
	pages   *fyne.Container // holds the list, or the page in its place
	page    string
	details *details
	clipbar *clipbar
	layout  *homeLayout
	root    *fyne.Container

	signing  *signIn // the sign-in under way, or nil
	renaming *renaming
	picked   map[auth.AccountID]bool // see pick
	anchor   auth.AccountID          // where picking through begins
	removals []*removal              // that can be undone, the last one last
	leaving  int                     // accounts that are being removed
	closing  bool                    // the window is closed, and waits for them

	beside bool // details stand beside the list
	shut   bool // the person wants none there

	expected   auth.AccountID // was just added
	onExpected func()         // runs once it is listed
}

func newHome(w world) *home {
	if len(w.config.Formats) == 0 {
		w.config.Formats = format.Names()
	}
	h := &home{world: w, m: newModel(), notes: map[auth.AccountID]note{}, picked: map[auth.AccountID]bool{}}
	h.openRooms()
	h.layout = &homeLayout{h: h}
	h.root = container.New(h.layout)
	h.Browse, h.Keys, h.Below, h.Notice = h.config.OpenURL, h.typedKey, h.focusList, h.notice
	h.Toast = kit.NewToast(w.Clock, h.typedKey, func() { h.root.Refresh() })
	h.furnish()
	h.refresh()
	return h
}

// furnish makes the parts of the window, in the language that is spoken.
func (h *home) furnish() {
	h.Tips = kit.NewTips(h.Clock)
	h.header = newHeader(h.typedKey, h.Tips, headerActions{view: h.viewMenu, settings: h.prefs.Show, add: h.forms.Add})
	h.search = newSearch(h.searchFor, h.focusList, h.shortcut)
	h.pills = newPills(h.typedKey, h.filterBy)
	h.banner = newBanner(h.typedKey, h.Tips)
	h.clipbar = newClipbar(words.Now().Clipboard.Idle, words.Now().Clipboard.IdleBrief)
	if h.config.HasTray {
		h.clipbar = newClipbar(words.Now().Clipboard.Tray, words.Now().Clipboard.TrayBrief)
	}
	h.details = newDetails(h)
	h.makeList()
	h.pages = container.NewStack(h.list)
	h.page = ""
	h.root.Objects = []fyne.CanvasObject{h.header.box, h.search.box, h.pills.box, h.banner.box, h.pages, h.details.box, h.clipbar.layer, h.Toast.Layer, h.Tips.Layer}
}

func (h *home) makeList() {
	h.list = newList()
	h.list.items = func() []item { return h.m.items }
	h.list.bind = h.bindRow
	h.list.newRow = func() *row {
		return newRow(rowActions{copy: h.copy, formats: h.formatsMenu, signIn: h.signIn, open: h.tapped, menu: h.rowMenu, dismiss: h.dismiss, way: h.takeWay, tips: h.Tips})
	}
	h.list.height = func(id auth.AccountID, width float32) float32 { return h.noteOf(id).height(width) }
	h.list.onFold = h.fold
	h.list.keys, h.list.runes = h.typedKey, h.typedRune
	h.list.onFocus = func(in bool) {
		if in && h.selected+auth.AccountID(h.heading) == "" {
			h.selectOne(h.m.first())
		}
		h.list.rebindOne(h.selected)
	}
}

func (h *home) bindRow(r *row, id auth.AccountID) {
	how := rowLook{note: h.noteOf(id), picked: h.picked[id], selected: id == h.selected, keyboard: h.list.focused}
	if a, ok := h.m.apart[id]; ok {
		how.apart = &a
	}
	if h.renaming != nil && h.renaming.id == id {
		how.rename = h.renaming.entry
	}
	r.bind(h.m.byID[id], how, h.Clock.Now())
}

// setAccounts shows a new snapshot.
func (h *home) setAccounts(list listing, err error, loaded bool) {
	if errors.Is(err, auth.ErrLocked) && !errors.Is(h.loadErr, auth.ErrLocked) {
		h.closeAll()
	}
	h.keepInSight(func() { h.take(list, err, loaded) })
	if _, ok := h.m.byID[h.expected]; ok {
		fn := h.onExpected
		h.expected, h.onExpected = "", nil
		fn()
	}
}

// take puts a new snapshot in place of the last one.
func (h *home) take(list listing, err error, loaded bool) {
	h.loadErr = err
	h.loaded = h.loaded || loaded || len(list.all) > 0 || err != nil
	if len(list.all) > 0 && !h.prefs.Settings.Welcomed && h.prefs.Unread == nil {
		h.welcomed()
	}
	h.m.replace(list)
	for id := range h.notes {
		if _, ok := h.m.byID[id]; !ok {
			delete(h.notes, id)
		}
	}
	if _, ok := h.m.byID[h.selected]; !ok {
		h.selected = ""
	}
	if s, ok := h.m.byID[h.clipbar.id]; ok && s.State != auth.StateLocked {
		h.clipbar.renamed(s.Name)
	}
	h.keepPicks()
	h.details.snapshot()
	h.refresh()
}

// refresh shows the model: counts, chips, list or the page in its place.
func (h *home) refresh() {
	by, called, attention := h.m.counts()
	h.header.set(h.m.shown, h.m.total, attention, h.pageNow() == pageLocked && h.m.total == 0)
	h.pills.set(h.m.total, by, called, h.m.state)
	h.banner.set(h.toSay())
	h.setPage(h.pageNow())
	h.header.bare(h.page == pageLocked || h.page == pageWelcome)
	h.list.measure()
	h.list.rebind()
	h.root.Refresh()
}

// tick moves everything that shows time.
func (h *home) tick() {
	now := h.Clock.Now()
	h.list.tick(now)
	h.clipbar.tick(now)
	h.Toast.Tick(now)
	h.details.tick(now)
	if h.signing != nil {
		h.signing.tick(now)
	}
}

// retheme paints everything in the theme's colours anew.
func (h *home) retheme() {
	h.header.retheme()
	h.search.retheme()
	h.clipbar.retheme()
	h.Toast.Retheme()
	h.page = "" // pages are made anew
	h.details.snapshot()
	for _, s := range h.Sheets {
		s.Paint()
	}
	h.refresh()
}

// searchFor filters by what was typed.
func (h *home) searchFor(query string) {
	h.m.query = query
	h.rearrange()
}

// filterBy shows one state only; choosing it again shows all.
func (h *home) filterBy(s auth.State) {
	if h.m.state == s {
		s = ""
	}
	h.m.state = s
	h.rearrange()
}

func (h *home) groupBy(g grouping) {
	h.m.group = g
	h.rearrange()
}

func (h *home) fold(title string) {
	h.m.folded[title] = !h.m.folded[title]
	h.rearrange()
}

func (h *home) rearrange() {
	h.keepInSight(func() {
		h.m.arrange()
		h.refresh()
	})
}

// keepInSight makes a change after which the cursor, or others around it, may
// be elsewhere in the list.
func (h *home) keepInSight(change func()) {
	at := func() int { return h.m.index(item{id: h.selected, title: h.heading}) }
	seen := h.list.sees(at())
	change()
	if seen {
		h.list.reveal(at())
	}
}

func (h *home) showAll() {
	h.m.query, h.m.state = "", ""
	h.search.entry.SetText("")
	h.rearrange()
}

// open shows an account's details.
func (h *home) open(id auth.AccountID) {
	h.shut, h.details.asked = false, true
	h.selectOne(id)
	h.details.show(id)
	h.root.Refresh()
}

func (h *home) closeDetails() {
	h.details.id, h.details.asked, h.shut = "", false, h.beside
	h.root.Refresh()
	h.focusList()
}

// focusList gives the keyboard to the list, or to the first control of the page
// in its place.
func (h *home) focusList() {
	if here := kit.Focusables(h.pages); len(here) > 0 {
		h.Canvas.Focus(here[0])
		return
	}
	h.Canvas.Unfocus()
}

// closeAll closes everything that stands above the list or beside it, and ends
// the sign-in under way: the vault was locked. (requirement 62)
func (h *home) closeAll() {
	if h.signing != nil {
		h.signing.giveUp()
	}
	h.Clear()
	if h.details.id != "" {
		h.closeDetails()
	}
}

// watch shows every snapshot of the agent until ctx ends.
func (h *home) watch(ctx context.Context) {
	for {
		changed, loaded := h.Changed(), h.Loaded()
		all, err := h.Snapshot()
		list := newListing(all)
		h.UI.Do(func() { h.setAccounts(list, err, loaded) })
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}
