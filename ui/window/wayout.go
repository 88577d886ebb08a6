package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// wayOut is a button that begins what helps against a failure; the zero value is none.
type wayOut struct {
	label, draw string
	do          func()
}

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
func (h *home) wayOf(helps auth.Remedy, again func(), edit func(flag string), signIn func()) wayOut {
	w := words.Now()
	if flag, ok := amend[helps]; ok && edit != nil {
		return wayOut{w.Row.Edit, kit.DrawPen, func() { edit(flag) }}
	}
	switch helps {
	case auth.RemedySignIn:
		if signIn != nil {
			return wayOut{w.Row.SignInDots, kit.DrawKey, signIn}
		}
	case auth.RemedyAgain, auth.RemedyAgree, auth.RemedyNetwork, auth.RemedyClock, auth.RemedyServer:
		if again != nil {
			return wayOut{w.Common.Retry, kit.DrawTurn, again}
		}
	case auth.RemedyRoom:
		if folder := h.config.Outside.Folders.Vault; folder != "" {
			return wayOut{w.Settings.OpenFolder, kit.DrawFolder, func() { h.openFolder(folder) }}
		}
	case auth.RemedyBrowser:
		return wayOut{w.List.Settings, kit.DrawGear, h.browserSettings}
	}
	return wayOut{}
}

// wayOutOf is the way out of a failure of an account.
func (h *home) wayOutOf(id auth.AccountID, helps auth.Remedy, again func()) wayOut {
	if helps == auth.RemedyRecord {
		return wayOut{words.Now().Row.Remove, kit.DrawBin, func() { h.remove(id) }}
	}
	return h.wayOf(helps, again, func(flag string) { h.editAt(id, flag) }, func() { h.signIn(id) })
}

// button is the way out as a button of a page or a dialog, nil where there is none.
func (w wayOut) button() fyne.CanvasObject {
	if w.do == nil {
		return nil
	}
	return kit.NewButton(w.label, w.do)
}

// alarmWith is an alarm with the way out below it.
func alarmWith(said text.Words, w wayOut) fyne.CanvasObject {
	alarm := kit.Alarm(auth.Clean(said.What, 600), auth.Clean(said.Todo, 400))
	if b := w.button(); b != nil {
		return rows(8, alarm, container.NewHBox(b))
	}
	return alarm
}

// browserSettings closes what is open and shows where a browser is named.
func (h *home) browserSettings() {
	for len(h.sheets) > 0 {
		h.pop()
	}
	h.showSettings()
}
