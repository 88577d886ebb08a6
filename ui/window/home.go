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
	"github.com/authfob/authfob/ui/window/rows"
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
	m          *rows.Model
	notes      map[auth.AccountID]note
	turn       int // counts successes, so that each is shown for its time
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
	list    *rows.List
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
	h := &home{world: w, m: rows.NewModel(), notes: map[auth.AccountID]note{}, picked: map[auth.AccountID]bool{}}
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
	h.list = rows.New(h.Stage, h.m, rows.Needs{
		Copy: h.copy, SignIn: h.signIn, Dismiss: h.dismiss, Way: h.takeWay,
		Formats: h.formatsMenu, Menu: h.rowMenu, Open: h.tapped, Fold: h.fold,
		Look: h.look, Keys: h.typedKey, Runes: h.typedRune,
		Enter: func() {
			if h.m.Cursor == (rows.Item{}) {
				h.selectOne(h.m.First())
			}
		},
	})
}

// look is what an account's row shows.
func (h *home) look(id auth.AccountID) rows.Look {
	is := rows.Look{Note: h.noteOf(id), Picked: h.picked[id]}
	if h.renaming != nil && h.renaming.id == id {
		is.Rename = h.renaming.entry
	}
	return is
}

// setAccounts shows a new snapshot.
func (h *home) setAccounts(list rows.Listing, err error, loaded bool) {
	if errors.Is(err, auth.ErrLocked) && !errors.Is(h.loadErr, auth.ErrLocked) {
		h.closeAll()
	}
	h.list.KeepInSight(func() { h.take(list, err, loaded) })
	if _, ok := h.m.ByID[h.expected]; ok {
		fn := h.onExpected
		h.expected, h.onExpected = "", nil
		fn()
	}
}

// take puts a new snapshot in place of the last one.
func (h *home) take(list rows.Listing, err error, loaded bool) {
	h.loadErr = err
	h.loaded = h.loaded || loaded || len(list.All) > 0 || err != nil
	if len(list.All) > 0 && !h.prefs.Settings.Welcomed && h.prefs.Unread == nil {
		h.welcomed()
	}
	h.m.Replace(list)
	for id := range h.notes {
		if _, ok := h.m.ByID[id]; !ok {
			delete(h.notes, id)
		}
	}
	if s, ok := h.m.ByID[h.clipbar.id]; ok && s.State != auth.StateLocked {
		h.clipbar.renamed(s.Name)
	}
	h.keepPicks()
	h.details.snapshot()
	h.refresh()
}

// refresh shows the model: counts, chips, list or the page in its place.
func (h *home) refresh() {
	by, called, attention := h.m.Counts()
	h.header.set(h.m.Shown, h.m.Total, attention, h.pageNow() == pageLocked && h.m.Total == 0)
	h.pills.set(h.m.Total, by, called, h.m.State)
	h.banner.set(h.toSay())
	h.setPage(h.pageNow())
	h.header.bare(h.page == pageLocked || h.page == pageWelcome)
	h.list.Update()
	h.root.Refresh()
}

// tick moves everything that shows time.
func (h *home) tick() {
	now := h.Clock.Now()
	h.list.Tick(now)
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
	h.m.Query = query
	h.rearrange()
}

// filterBy shows one state only; choosing it again shows all.
func (h *home) filterBy(s auth.State) {
	if h.m.State == s {
		s = ""
	}
	h.m.State = s
	h.rearrange()
}

func (h *home) groupBy(g rows.Grouping) {
	h.m.Group = g
	h.rearrange()
}

func (h *home) fold(title string) {
	h.m.Folded[title] = !h.m.Folded[title]
	h.rearrange()
}

func (h *home) rearrange() {
	h.list.KeepInSight(func() {
		h.m.Arrange()
		h.refresh()
	})
}

func (h *home) showAll() {
	h.m.Query, h.m.State = "", ""
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
		list := rows.NewListing(all)
		h.UI.Do(func() { h.setAccounts(list, err, loaded) })
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}
