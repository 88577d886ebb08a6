package window

import (
	"context"
	"errors"
	"net/http"
	"strconv"
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

// maxShownAnswer bounds how much of an answer is drawn, in bytes; all of what
// was read can be copied.
const maxShownAnswer = 8 << 10

// trial is the dialog that sends a request with an account's token.
type trial struct {
	*home
	id     auth.AccountID
	sheet  *kit.Sheet
	method string
	url    *kit.Field
	result *fyne.Container
	send   *kit.Button
}

// try opens it.
func (h *home) try(id auth.AccountID) {
	s, ok := h.m.ByID[id]
	if !ok || s.State == auth.StateLocked || len(h.Sheets) > 0 {
		return
	}
	w := words.Now().Try
	t := &trial{home: h, id: id, method: http.MethodGet, result: container.New(layout.NewCustomPaddedVBoxLayout(8))}
	t.sheet = kit.NewSheet(h.Canvas, w.Title.With("name", auth.Clean(s.Name, 60)), h.Pop)
	t.sheet.Width = 620
	t.url = kit.NewField(w.Address, "https://api.example.com/v1/me", auth.CheckEndpoint)
	t.url.Entry.OnEscape = h.Pop
	t.url.Follow(h.UI.Do, func() {
		t.url.Judge()
		t.sheet.Fit()
	})
	t.url.Entry.OnSubmitted = func(string) { t.ask(false) }
	t.send = kit.StrongButton(w.Send, func() { t.ask(false) })
	method := kit.ChoiceOf(w.Method, []string{http.MethodGet, http.MethodHead}, func(i int) { t.method = []string{http.MethodGet, http.MethodHead}[i] })
	curl := kit.NewButton(w.CopyCurl, nil)
	curl.OnTapped = func() {
		h.ClipText(curlOf(s.Name, t.method, t.url.Text()))
		curl.SetText(words.Now().Row.Copied)
	}
	h.Push(t.sheet)
	t.sheet.Set([]fyne.CanvasObject{t.url.Box, method, kit.Hushed(w.Note), t.result}, kit.NewButton(words.Now().Common.Close, h.Pop), curl, t.send)
	t.sheet.Focus(t.url.Entry)
}

// curlOf is a command that does the same, with no token in it.
func curlOf(name, method, url string) string {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
	head := ""
	if method == http.MethodHead {
		head = "--head "
	}
	return "curl " + head + `-H "Authorization: Bearer $(authfob token ` + quote(name) + `)" ` + quote(url)
}

// ask sends the request, to a host that is new to the account only if agreed.
func (t *trial) ask(agreed bool) {
	t.url.Seen = true
	t.url.Judge()
	if t.url.Err() != nil || t.send.Disabled() {
		t.sheet.Fit()
		return
	}
	t.send.Disable()
	t.send.SetText(words.Now().Try.Sending)
	call := auth.Call{Method: t.method, URL: t.url.Text(), NewHost: agreed}
	t.Tasks.Start(func(ctx context.Context) {
		a, err := t.Call(ctx, t.id, call)
		t.UI.Do(func() {
			t.send.Enable()
			t.send.SetText(words.Now().Try.Send)
			t.show(a, err)
		})
	})
}

// show shows what came back, or why nothing did.
func (t *trial) show(a auth.Answer, err error) {
	fresh, isNew := errors.AsType[*auth.NewHostError](err)
	switch {
	case isNew:
		yes := kit.NewButton(words.Now().Try.SendAnyway, func() { t.ask(true) })
		t.result.Objects = []fyne.CanvasObject{kit.Caution(words.Now().Try.NewHost.With("host", fresh.Host)), container.NewHBox(yes)}
		t.sheet.Fit()
		t.sheet.Focus(yes)
		return
	case err != nil:
		w := text.Tell(err)
		t.result.Objects = []fyne.CanvasObject{kit.Alarm(w.What, w.Todo)}
	default:
		t.result.Objects = t.answer(a)
	}
	t.sheet.Fit()
}

// answer is an answer for reading.
func (t *trial) answer(a auth.Answer) []fyne.CanvasObject {
	w := words.Now().Try
	draw, hue := kit.DrawTick, kit.ColorFresh
	if a.Status >= http.StatusMultipleChoices {
		draw, hue = kit.DrawX, kit.ColorSignIn
	}
	line := strings.TrimSpace(strconv.Itoa(a.Status) + " " + http.StatusText(a.Status))
	for _, more := range []string{a.Took.String(), a.Kind} {
		if more != "" {
			line += " · " + more
		}
	}
	parts := []fyne.CanvasObject{scopeRow(draw, hue, line, "")}
	switch {
	case a.Text != "":
		shown := a.Text
		if len(shown) > maxShownAnswer {
			shown = auth.CleanLines(shown, maxShownAnswer)
		}
		parts = append(parts, kit.Card(monospaced(shown)))
		all := kit.NewButton(w.CopyAnswer, nil)
		all.OnTapped = func() {
			t.ClipText(a.Text)
			all.SetText(words.Now().Row.Copied)
		}
		parts = append(parts, container.NewHBox(all))
	case a.Size > 0:
		parts = append(parts, kit.Quiet(w.NoText.With("size", strconv.FormatInt(a.Size, 10))))
	}
	if a.Cut || len(a.Text) > maxShownAnswer {
		parts = append(parts, kit.Quiet(w.Cut))
	}
	var b strings.Builder
	for _, h := range a.Header {
		b.WriteString(h.Name + ": " + h.Value + "\n")
	}
	return append(parts, kit.Section(w.Headers), monospaced(strings.TrimSpace(b.String())))
}

// monospaced is text of several lines in small type of one width.
func monospaced(lines string) fyne.CanvasObject {
	l := kit.Wrapped(lines)
	l.TextStyle, l.SizeName, l.Wrapping = kit.Mono, theme.SizeNameCaptionText, fyne.TextWrapBreak
	return kit.Flush(l)
}
