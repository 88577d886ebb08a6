package window

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// rowMenu opens an account's menu.
func (h *home) rowMenu(id auth.AccountID, at fyne.Position) {
	s, ok := h.m.ByID[id]
	if !ok {
		return
	}
	if h.picked[id] && len(h.picked) > 1 {
		h.picksMenu(at)
		return
	}
	h.selectOne(id)
	h.showMenu(h.menuOf(s), at)
}

// menuMargin is between a menu and the edge of the window.
const menuMargin = 8

// showMenu opens a menu at a place, or as near as the window has room for it.
func (h *home) showMenu(m *fyne.Menu, at fyne.Position) {
	up := widget.NewPopUpMenu(m, h.Canvas)
	at.X = max(menuMargin, min(at.X, h.Canvas.Size().Width-up.MinSize().Width-menuMargin))
	up.ShowAtPosition(at)
}

func (h *home) menuOf(s auth.Status) *fyne.Menu {
	id := s.ID
	copyItem := menuItem(words.Now().Row.CopyToken, kit.DrawCopy, func() { h.copy(id) })
	copyAs := menuItem(words.Now().Row.CopyAs, kit.DrawClip, nil)
	copyAs.ChildMenu = h.formatMenu(s)
	renew := menuItem(words.Now().Row.Renew, kit.DrawTurn, func() { h.renew(id) })
	signIn := menuItem(words.Now().Row.SignInDots, kit.DrawKey, func() { h.signIn(id) })
	signOut := menuItem(words.Now().Row.SignOut, kit.DrawExit, func() { h.askSignOut(id) })
	rename := menuItem(words.Now().Row.Rename, kit.DrawPen, func() { h.rename(id) })
	remove := menuItem(words.Now().Row.Remove, kit.DrawBin, func() { h.remove(id) })
	edit := menuItem(words.Now().Row.Edit, kit.DrawRows, func() { h.edit(id) })
	locked := s.State == auth.StateLocked
	dead := locked || s.State == auth.StateSignInNeeded
	copyItem.Disabled, copyAs.Disabled = dead, dead
	renew.Disabled = locked || !s.Renewable
	signIn.Disabled, signOut.Disabled = locked, locked || s.ObtainedAt.IsZero()
	edit.Disabled, rename.Disabled = locked, locked
	items := []*fyne.MenuItem{
		copyItem, copyAs, renew, signIn,
		menuItem(words.Now().Row.Details, kit.DrawInfo, func() { h.open(id) }), rename, edit,
		fyne.NewMenuItemSeparator(),
		signOut, remove,
	}
	if way := h.noteWay(id, h.notes[id]); way.Do != nil { // the row's own button, for the keyboard
		items = append([]*fyne.MenuItem{menuItem(way.Label, way.Draw, way.Do), fyne.NewMenuItemSeparator()}, items...)
	}
	return fyne.NewMenu("", items...)
}

// formatsMenu opens the ways to copy an account's token.
func (h *home) formatsMenu(id auth.AccountID, at fyne.Position) {
	if s, ok := h.m.ByID[id]; ok {
		h.selectOne(id)
		h.showMenu(h.formatMenu(s), at)
	}
}

// formatMenu is the ways to copy, one's own templates too, and how long a copy
// is kept fresh.
func (h *home) formatMenu(s auth.Status) *fyne.Menu {
	items := make([]*fyne.MenuItem, 0, len(h.config.Formats)+2)
	for _, f := range h.config.Formats {
		items = append(items, fyne.NewMenuItem(text.Format(f), func() { h.copyAs(s.ID, f) }))
	}
	keep := fyne.NewMenuItem(words.Now().Row.KeepFresh, nil)
	keep.ChildMenu = h.keepMenu(s)
	return fyne.NewMenu("", append(items, fyne.NewMenuItemSeparator(), keep)...)
}

// keepTimes are how long a copy can be kept fresh.
var keepTimes = []time.Duration{0, time.Hour, 4 * time.Hour, 8 * time.Hour, 24 * time.Hour}

func (h *home) keepMenu(s auth.Status) *fyne.Menu {
	var items []*fyne.MenuItem
	for _, d := range keepTimes {
		it := fyne.NewMenuItem(keepWord(d), func() { h.keepFresh(s.ID, d) })
		it.Checked = d == s.KeepFresh
		items = append(items, it)
	}
	return fyne.NewMenu("", items...)
}

func menuItem(label, draw string, do func()) *fyne.MenuItem {
	return fyne.NewMenuItemWithIcon(label, kit.Sign(draw, theme.ColorNameForeground), do)
}

// viewMenu offers grouping, theme, the keys, the lock and the settings.
func (h *home) viewMenu() {
	w := words.Now()
	group := fyne.NewMenuItem(w.List.Group, nil)
	group.ChildMenu = fyne.NewMenu("",
		h.groupItem(w.List.GroupNone, rows.GroupNone), h.groupItem(w.List.GroupProvider, rows.GroupProvider), h.groupItem(w.List.GroupTag, rows.GroupTag))
	look := fyne.NewMenuItem(w.Settings.Theme, nil)
	look.ChildMenu = fyne.NewMenu("",
		h.lookItem(w.Settings.ThemeSystem, kit.ThemeSystem), h.lookItem(w.Settings.ThemeLight, kit.ThemeLight), h.lookItem(w.Settings.ThemeDark, kit.ThemeDark))
	items := []*fyne.MenuItem{group, look, fyne.NewMenuItemSeparator(), menuItem(w.Keys.Title, kit.DrawKeys, h.showKeys)}
	if h.config.Files != nil {
		items = append(items, menuItem(w.Transfer.Import, kit.DrawIn, h.files.Import), menuItem(w.Transfer.Export, kit.DrawOut, h.exportAccounts), fyne.NewMenuItemSeparator())
	}
	if h.config.Vault != nil {
		items = append(items, menuItem(w.Lock.Now, kit.DrawLock, h.vault.Lock))
	}
	items = append(items, menuItem(w.List.Settings, kit.DrawGear, h.prefs.Show))
	h.showMenu(fyne.NewMenu("", items...), kit.Below(h.header.view).AddXY(0, 2))
}

func (h *home) groupItem(label string, g rows.Grouping) *fyne.MenuItem {
	it := fyne.NewMenuItem(label, func() { h.groupBy(g) })
	it.Checked = h.m.Group == g
	return it
}

func (h *home) lookItem(label, mode string) *fyne.MenuItem {
	it := fyne.NewMenuItem(label, func() { h.prefs.SetTheme(mode) })
	it.Checked = h.prefs.Settings.Theme == mode
	return it
}
