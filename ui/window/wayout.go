package window

import (
	"context"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/preferences"
	"github.com/authfob/authfob/ui/words"
)

// amend are the settings of an account that help, as flags of the command line
// are called; "" is any of them.
var amend = map[auth.Remedy]string{
	auth.RemedyAuthority: "ca-file",
	auth.RemedyProxy:     "proxy",
	auth.RemedyAddress:   "token-url",
	auth.RemedyClient:    "client-secret-file",
	auth.RemedyScopes:    "scope",
	auth.RemedyPort:      "redirect-uri",
	auth.RemedyRedirect:  "redirect-uri",
	auth.RemedyKey:       "key-file",
	auth.RemedyUsername:  "username",
	auth.RemedyAllow:     "",
	auth.RemedySettings:  "",
}

// wayOf is the way out that a remedy is: again does once more what failed, edit
// shows a setting of the account, signIn signs in to it; each may be nil.
func (h *home) wayOf(helps auth.Remedy, again func(), edit func(flag string), signIn func()) kit.Way {
	w := words.Now()
	if flag, ok := amend[helps]; ok && edit != nil {
		return kit.Way{Label: w.Row.Edit, Draw: kit.DrawPen, Do: func() { edit(flag) }}
	}
	switch helps {
	case auth.RemedySignIn:
		if signIn != nil {
			return kit.Way{Label: w.Row.SignInDots, Draw: kit.DrawKey, Do: signIn}
		}
	case auth.RemedyAgain, auth.RemedyAgree, auth.RemedyNetwork, auth.RemedyClock, auth.RemedyServer:
		if again != nil {
			return kit.Way{Label: w.Common.Retry, Draw: kit.DrawTurn, Do: again}
		}
	case auth.RemedyRoom:
		if folder := h.config.Folders.Vault; folder != "" {
			return kit.Way{Label: w.Settings.OpenFolder, Draw: kit.DrawFolder, Do: func() { h.vault.OpenFolder(folder) }}
		}
	case auth.RemedyDefined:
		if h.config.Outside.OpenFolder != nil {
			return kit.Way{Label: w.Settings.OpenFolder, Draw: kit.DrawFolder, Do: h.openDefinitions}
		}
	case auth.RemedyBrowser:
		return kit.Way{Label: w.List.Settings, Draw: kit.DrawGear, Do: h.browserSettings}
	}
	return kit.Way{}
}

// wayOutOf is the way out of a failure of an account.
func (h *home) wayOutOf(id auth.AccountID, helps auth.Remedy, again func()) kit.Way {
	if helps == auth.RemedyRecord {
		return kit.Way{Label: words.Now().Row.Remove, Draw: kit.DrawBin, Do: func() { h.remove(id) }}
	}
	return h.wayOf(helps, again, func(flag string) { h.editAt(id, flag) }, func() { h.signIn(id) })
}

// openDefinitions shows the folder of the person's own provider definitions.
func (h *home) openDefinitions() {
	h.Tasks.Start(func(context.Context) {
		if err := h.config.Outside.OpenFolder(preferences.OwnProviders); err != nil {
			h.UI.Do(func() { h.Tell(words.Now().Settings.NotChanged, text.Tell(err).String()) })
		}
	})
}

// browserSettings closes what is open and shows where a browser is named.
func (h *home) browserSettings() {
	h.Clear()
	h.prefs.Show()
}
