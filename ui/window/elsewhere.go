package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// elsewhere takes a sign-in's address to another browser than the usual one:
// one of those that are installed, or wherever the person pastes it.
func (in *signIn) elsewhere(url string) fyne.CanvasObject {
	w := words.Now()
	link := in.copyButton(w.Common.CopyLink, w.SignIn.LinkCopied, url)
	row := container.New(&kit.RowsLayout{Gap: kit.ButtonGap}, link)
	if in.h.config.Browsers == nil || in.h.config.OpenIn == nil {
		return row
	}
	other := kit.NewButton(w.SignIn.OpenIn, nil)
	other.OnTapped = func() {
		widget.ShowPopUpMenuAtPosition(in.browserMenu(url), in.h.Canvas, kit.Below(other).AddXY(0, 2))
	}
	other.Hidden = len(in.browsers) == 0
	row.Objects = []fyne.CanvasObject{other, link}
	if in.browsers == nil {
		in.h.Tasks.Start(func(context.Context) {
			list := in.h.config.Browsers()
			in.h.UI.Do(func() {
				in.browsers = list
				if other.Hidden = len(list) == 0; in.h.signing == in {
					in.sheet.Fit()
				}
			})
		})
	}
	return row
}

// browserMenu has the browsers that are installed.
func (in *signIn) browserMenu(url string) *fyne.Menu {
	var items []*fyne.MenuItem
	for _, b := range in.browsers {
		items = append(items, fyne.NewMenuItem(auth.Clean(b.Name, 60), func() {
			in.openBy(func(url string) error { return in.h.config.OpenIn(b, url) }, url)
		}))
	}
	return fyne.NewMenu("", items...)
}
