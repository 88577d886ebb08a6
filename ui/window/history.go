package window

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// maxScopes bounds how many scopes are listed.
const maxScopes = 100

// scopes are those that were asked for and those that were granted, each with a
// sign, a colour and a word.
func (d *details) scopes(s auth.Status) []fyne.CanvasObject {
	asked, w := d.facts.asked, words.Now().Details
	list := slices.Clone(asked)
	for _, granted := range s.Scopes {
		if !slices.Contains(list, granted) {
			list = append(list, granted)
		}
	}
	if len(list) == 0 {
		return nil
	}
	rows := []fyne.CanvasObject{section(w.Scopes)}
	for _, scope := range list[:min(len(list), maxScopes)] {
		switch granted := slices.Contains(s.Scopes, scope); {
		case s.ObtainedAt.IsZero():
			rows = append(rows, scopeRow(kit.DrawDots, kit.ColorMuted, scope, w.Waiting))
		case !granted:
			rows = append(rows, scopeRow(kit.DrawX, kit.ColorSignIn, scope, w.Refused))
		case d.facts.read && !slices.Contains(asked, scope):
			rows = append(rows, scopeRow(kit.DrawPlus, kit.ColorExpiring, scope, w.Extra))
		default:
			rows = append(rows, scopeRow(kit.DrawTick, kit.ColorFresh, scope, w.Granted))
		}
	}
	return rows
}

// scopeRow is a scope with what became of it.
func scopeRow(draw string, hue fyne.ThemeColorName, scope, word string) fyne.CanvasObject {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: kit.Sign(draw, hue)}
	icon.SetMinSize(fyne.NewSquareSize(12))
	name := kit.Wrapped(auth.Clean(scope, 300))
	name.SizeName, name.Selectable = theme.SizeNameCaptionText, true
	return container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 2, 8), container.NewCenter(icon)),
		container.NewCenter(kit.NewText(word, 12, hue)), kit.Flush(name))
}

// history lists what happened, newest first, with the requests that were sent.
func (d *details) history() fyne.CanvasObject {
	if len(d.facts.history) == 0 {
		return kit.Quiet(words.Now().Details.NoEvents)
	}
	rows := container.New(layout.NewCustomPaddedVBoxLayout(6))
	for _, e := range d.facts.history {
		word := cmp.Or(eventWord(e.What, !e.OK), auth.Clean(e.What, 40))
		for _, more := range []string{e.Code, e.Detail} {
			if more != "" {
				word += " · " + words.Say(auth.Clean(more, 200))
			}
		}
		rows.Add(factRow(text.Until(e.At, d.h.clock.Now()), word))
		for _, x := range e.Exchanges {
			rows.Add(container.New(layout.NewCustomPaddedLayout(-3, 0, factLabel, 0), kit.Hushed(exchangeWords(x))))
		}
	}
	return rows
}

// exchangeWords says what was asked of whom, and what came of it: "POST
// login.example.com/token → 400 invalid_grant · 320 ms".
func exchangeWords(x auth.Exchange) string {
	w := words.Now().Details
	result := w.NoAnswer
	if x.Status != 0 {
		result = strconv.Itoa(x.Status)
	}
	parts := []string{auth.Clean(x.Method+" "+x.Host+x.Path, 400) + " → " + strings.TrimSpace(result+" "+auth.Clean(x.Code, 80))}
	if x.Reason != "" {
		parts = append(parts, auth.Clean(x.Reason, 200))
	}
	parts = append(parts, x.Took.Round(time.Millisecond).String())
	if x.Type != "" {
		parts = append(parts, auth.Clean(x.Type, 60))
	}
	if x.RequestID != "" {
		parts = append(parts, w.RequestID.With("id", auth.Clean(x.RequestID, 60)))
	}
	if x.RetryAfter != "" {
		parts = append(parts, w.RetryAfter.With("time", auth.Clean(x.RetryAfter, 60)))
	}
	if x.Times > 1 {
		parts = append(parts, w.Times.Of(x.Times))
	}
	return strings.Join(parts, " · ")
}
