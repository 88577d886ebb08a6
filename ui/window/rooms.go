package window

import (
	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/form"
	"github.com/authfob/authfob/ui/window/kit"
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
	h.forms = form.New(h.Stage, form.Needs{
		Accounts: h.accounts, Catalogue: c.Providers, All: func() []auth.Status { return h.m.All },
		Defaults: func() settings.Settings { return h.prefs.Settings },
		Added:    h.added, Failed: h.failed, SignIn: h.signInToDraft,
		WayOf: func(helps auth.Remedy, again func(), edit func(string)) kit.Way {
			return h.wayOf(helps, again, edit, nil)
		},
	})
	if c.Unlock != nil {
		h.forms.Protect = h.vault.Protect
	}
}

// added shows a new account, and begins what it needs next.
func (h *home) added(id auth.AccountID, signIn bool) {
	h.whenListed(id, func() {
		h.selectOne(id)
		if signIn {
			h.signIn(id)
		}
	})
}

// edit opens the dialog that changes an account.
func (h *home) edit(id auth.AccountID) { h.editAt(id, "") }

// editAt does so at the field that a flag of the command line is called, "" for the first.
func (h *home) editAt(id auth.AccountID, flag string) {
	if s, ok := h.m.ByID[id]; ok && s.State != auth.StateLocked {
		h.forms.Edit(id, hostWord(s), flag)
	}
}
