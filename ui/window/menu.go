package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
)

// rowMenu opens an account's menu.
func (h *home) rowMenu(id auth.AccountID, at fyne.Position) {
	s, ok := h.m.byID[id]
	if !ok {
		return
	}
	h.selectOne(id)
	widget.ShowPopUpMenuAtPosition(h.menuOf(s), h.canvas, at)
}

func (h *home) menuOf(s auth.Status) *fyne.Menu {
	id := s.ID
	copyItem := menuItem(wordCopyToken, drawCopy, func() { h.copy(id) })
	copyAs := menuItem(wordCopyAs, drawClip, nil)
	copyAs.ChildMenu = h.formatMenu(id)
	renew := menuItem(wordRenew, drawTurn, func() { h.renew(id) })
	signIn := menuItem(wordSignInDots, drawKey, func() { h.signIn(id) })
	signOut := menuItem(wordSignOut, drawExit, func() { h.askSignOut(id) })
	edit := menuItem(wordEditDots, drawRows, func() { h.edit(id) })
	locked := s.State == auth.StateLocked
	dead := locked || s.State == auth.StateSignInNeeded
	copyItem.Disabled, copyAs.Disabled = dead, dead
	renew.Disabled = locked || !s.Renewable
	signIn.Disabled, signOut.Disabled = locked, locked || s.ObtainedAt.IsZero()
	edit.Disabled = locked
	return fyne.NewMenu("", copyItem, copyAs, renew, signIn,
		menuItem(wordDetails, drawInfo, func() { h.open(id) }), edit,
		fyne.NewMenuItemSeparator(),
		signOut, menuItem(wordRemove, drawBin, func() { h.askRemove(id) }))
}

func (h *home) formatMenu(id auth.AccountID) *fyne.Menu {
	items := make([]*fyne.MenuItem, 0, len(h.config.Formats))
	for _, f := range h.config.Formats {
		items = append(items, fyne.NewMenuItem(formatWord(f), func() { h.copyAs(id, f) }))
	}
	return fyne.NewMenu("", items...)
}

func menuItem(label, draw string, do func()) *fyne.MenuItem {
	return fyne.NewMenuItemWithIcon(label, sign(draw, theme.ColorNameForeground), do)
}

// viewMenu offers grouping, theme and the settings.
func (h *home) viewMenu() {
	group := fyne.NewMenuItem(wordGrouping, nil)
	group.ChildMenu = fyne.NewMenu("",
		h.groupItem(wordGroupNone, groupNone), h.groupItem(wordGroupProvider, groupProvider), h.groupItem(wordGroupTag, groupTag))
	look := fyne.NewMenuItem(wordTheme, nil)
	look.ChildMenu = fyne.NewMenu("",
		h.lookItem(wordThemeSystem, themeSystem), h.lookItem(wordThemeLight, themeLight), h.lookItem(wordThemeDark, themeDark))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h.header.view)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", group, look, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(wordSettingsDots, h.showSettings)), h.canvas, at.AddXY(0, h.header.view.Size().Height+2))
}

func (h *home) groupItem(label string, g grouping) *fyne.MenuItem {
	it := fyne.NewMenuItem(label, func() { h.groupBy(g) })
	it.Checked = h.m.group == g
	return it
}

func (h *home) lookItem(label, mode string) *fyne.MenuItem {
	it := fyne.NewMenuItem(label, func() { h.setTheme(mode) })
	it.Checked = h.config.Settings.Theme == mode
	return it
}
