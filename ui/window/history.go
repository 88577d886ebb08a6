package window

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

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
		rows = append(rows, eventRow(e, text.Until(e.At, d.h.clock.Now())))
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
	parts := []fyne.CanvasObject{container.NewBorder(nil, nil, head, kit.NewText(at, smallSize, kit.ColorMuted))}
	var why []string
	for _, more := range []string{e.Code, e.Detail} {
		if more != "" {
			why = append(why, words.Say(auth.Clean(more, 200)))
		}
	}
	if len(why) > 0 {
		parts = append(parts, kit.Quiet(strings.Join(why, " · ")))
	}
	for _, x := range e.Exchanges {
		parts = append(parts, exchangeText(x))
	}
	return kit.Beside(draw, hue, 13, container.New(layout.NewCustomPaddedVBoxLayout(3), parts...))
}

// exchangeText says what was asked of whom, and below it what came of it: "POST
// login.example.com/token", "400 invalid_grant · 320 ms".
func exchangeText(x auth.Exchange) fyne.CanvasObject {
	result, hue := words.Now().Details.NoAnswer, kit.ColorSignIn
	if x.Status != 0 {
		result = strings.TrimSpace(strconv.Itoa(x.Status) + " " + auth.Clean(x.Code, 80))
	}
	if x.Status != 0 && x.Status < http.StatusBadRequest {
		hue = kit.ColorFresh
	}
	part := func(said string, hue fyne.ThemeColorName, inline bool) *widget.TextSegment {
		return &widget.TextSegment{Text: said, Style: widget.RichTextStyle{Inline: inline, ColorName: hue, SizeName: theme.SizeNameCaptionText}}
	}
	t := widget.NewRichText(part(auth.Clean(x.Method+" "+x.Host+x.Path, 400), kit.ColorMuted, false), part(result, hue, true), part(exchangeMore(x), kit.ColorMuted, true))
	t.Wrapping = fyne.TextWrapWord
	return kit.Flush(t)
}

// exchangeMore is what else is known of an exchange: how long it took, what the
// server calls it, when it wants to be asked again.
func exchangeMore(x auth.Exchange) string {
	w := words.Now().Details
	var parts []string
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
	return " · " + strings.Join(parts, " · ")
}
