package kit

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// ExchangeText says what was asked of whom, and below it what came of it: "POST
// login.example.com/token", "400 invalid_grant · 320 ms".
func ExchangeText(x auth.Exchange) fyne.CanvasObject {
	result, hue := words.Now().Details.NoAnswer, ColorSignIn
	if x.Status != 0 {
		result = strings.TrimSpace(strconv.Itoa(x.Status) + " " + auth.Clean(x.Code, 80))
	}
	if x.Status != 0 && x.Status < http.StatusBadRequest {
		hue = ColorFresh
	}
	part := func(said string, hue fyne.ThemeColorName, inline bool) *widget.TextSegment {
		return &widget.TextSegment{Text: said, Style: widget.RichTextStyle{Inline: inline, ColorName: hue, SizeName: theme.SizeNameCaptionText}}
	}
	t := widget.NewRichText(part(auth.Clean(x.Method+" "+x.Host+x.Path, 400), ColorMuted, false), part(result, hue, true), part(exchangeMore(x), ColorMuted, true))
	t.Wrapping = fyne.TextWrapWord
	return Copiable(Flush(t), t.String())
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
