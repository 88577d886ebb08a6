package window

import (
	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/lock"
	"github.com/authfob/authfob/ui/window/preferences"
	"github.com/authfob/authfob/ui/window/transfer"
)

// openRooms makes the screens that have rooms of their own, each with what it
// needs of the window.
func (h *home) openRooms() {
	c := h.config
	h.vault = lock.New(h.Stage, lock.Needs{
		Vault: c.Vault, Unlock: c.Unlock, CopySecret: c.CopySecret, Folders: c.Folders, OpenPath: c.OpenPath, Load: h.Load,
		Redraw: func() { h.pages.Refresh(); h.root.Refresh() },
	})
	h.prefs = preferences.New(h.Stage, preferences.Needs{
		Keep: c.Choose, Changes: c.Changes, Outside: c.Outside, Formats: c.Formats, Lock: h.vault,
		Look: func(mode string) { h.setLook(mode) }, Speak: h.speak, Turned: h.moveOrNot, Refresh: h.refresh,
	}, c.Settings, c.Unread)
	h.files = transfer.New(h.Stage, transfer.Needs{
		Files: c.Files, Accounts: h.accounts, Say: h.sayShortly,
		Place: func(id auth.AccountID) { h.whenListed(id, func() { h.selectOne(id) }) },
	})
}
