package form

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// say shows how far the test is.
func (t *rehearsal) say(parts ...fyne.CanvasObject) {
	parts = slices.DeleteFunc(parts, func(o fyne.CanvasObject) bool { return o == nil })
	t.box.Objects = nil
	if len(parts) > 0 {
		t.box.Objects = []fyne.CanvasObject{kit.Card(parts...)}
	}
	t.box.Refresh()
	t.onTurn()
}

// under is a step that is being made.
func (t *rehearsal) under(says words.Phrase) fyne.CanvasObject {
	return kit.Beside(kit.DrawTurn, kit.ColorMuted, 14, kit.Sentence(says.With("host", t.host())))
}

// step is a step that was made, with what is to be known of it.
func step(says string, more ...string) *fyne.Container {
	lines := container.New(layout.NewCustomPaddedVBoxLayout(3), kit.Sentence(says))
	for _, m := range more {
		if m != "" {
			lines.Add(kit.Hushed(m))
		}
	}
	return kit.Beside(kit.DrawTick, kit.ColorFresh, 14, lines)
}

// reached says that the server is there, and what it says of itself.
func (t *rehearsal) reached(tr auth.Trial) fyne.CanvasObject {
	w := words.Now().Rehearsal
	if tr.Metadata.Issuer != "" {
		return step(w.Described.With("host", t.host()), text.Skew(tr.Skew))
	}
	return step(w.Reached.With("host", t.host()), text.Skew(tr.Skew))
}

// offer is the way on where only a sign-in tells more.
func (t *rehearsal) offer() fyne.CanvasObject {
	w := words.Now().Rehearsal
	return container.New(layout.NewCustomPaddedVBoxLayout(8), kit.Hushed(w.OnlySignIn), container.NewHBox(kit.NewButton(w.SignIn, t.signIn)))
}

// result is the token that a test gave, without the token.
func (t *rehearsal) result() fyne.CanvasObject {
	w, g := words.Now().Rehearsal, t.got.Grant
	says := w.Given.With("host", t.host())
	switch {
	case t.rec.Account.Grant.Interactive() && g.Subject != "":
		says = w.SignedInAs.With("who", auth.Clean(g.Subject, 80))
	case t.rec.Account.Grant.Interactive():
		says = w.SignedIn
	}
	life := words.Now().Row.NoExpiry
	if span := g.Life(); span > 0 {
		life = w.Valid.With("time", words.Now().Lasting(span)) + " · " + text.ExpirySource(g.ExpirySource)
	}
	more := []string{life}
	if len(g.Scopes) > 0 {
		more = append(more, w.Scopes.With("scopes", auth.Clean(strings.Join(g.Scopes, " "), 400)))
	}
	for _, n := range g.Notices {
		more = append(more, words.Say(auth.Clean(n, 300)))
	}
	return step(says, append(more, w.Kept)...)
}

// exchanges are the requests that a test took, for who wants to know why.
func exchanges(list []auth.Exchange) fyne.CanvasObject {
	if len(list) == 0 {
		return nil
	}
	lines := container.New(layout.NewCustomPaddedVBoxLayout(3))
	for _, x := range list {
		lines.Add(kit.ExchangeText(x))
	}
	return lines
}
