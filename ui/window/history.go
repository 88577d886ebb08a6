package window

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// history lists what happened, newest first, with the requests that were sent.
func (d *details) history() []fyne.CanvasObject {
	if len(d.facts.history) == 0 {
		return []fyne.CanvasObject{kit.Hushed(words.Now().Details.NoEvents)}
	}
	var rows []fyne.CanvasObject
	for _, e := range d.facts.history {
		rows = append(rows, eventRow(e, text.Until(e.At, d.h.Clock.Now())))
	}
	return rows
}

// eventRow is an event with a sign, its time at the right, and below it what a
// server said and which requests were sent.
func eventRow(e auth.Event, at string) fyne.CanvasObject {
	draw, hue := kit.DrawTick, kit.ColorFresh
	if !e.OK {
		draw, hue = kit.DrawX, kit.ColorSignIn
	}
	head := kit.NewText(cmp.Or(eventWord(e.What, !e.OK), auth.Clean(e.What, 40)), kit.FactSize, theme.ColorNameForeground)
	parts := []fyne.CanvasObject{container.NewBorder(nil, nil, head, kit.NewText(at, kit.SmallSize, kit.ColorMuted))}
	var why []string
	for _, more := range []string{e.Code, e.Detail} {
		if more != "" {
			why = append(why, words.Say(auth.Clean(more, 200)))
		}
	}
	if len(why) > 0 {
		said := strings.Join(why, " · ")
		parts = append(parts, kit.Copiable(kit.Quiet(said), said))
	}
	for _, x := range e.Exchanges {
		parts = append(parts, kit.ExchangeText(x))
	}
	return kit.Beside(draw, hue, 13, container.New(layout.NewCustomPaddedVBoxLayout(3), parts...))
}
