package window

import (
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

// group is a part of the pane: its heading, and a card with what belongs there.
// Without anything there is none.
func group(title string, rows ...fyne.CanvasObject) []fyne.CanvasObject {
	if len(rows) == 0 {
		return nil
	}
	t := kit.NewText(title, 13, theme.ColorNameForeground)
	t.TextStyle = kit.Bold
	return []fyne.CanvasObject{container.New(layout.NewCustomPaddedVBoxLayout(7), t, kit.OnGround(container.New(layout.NewCustomPaddedVBoxLayout(9), rows...)))}
}

func (d *details) validity(s auth.Status) []fyne.CanvasObject {
	now, w := d.h.Clock.Now(), words.Now().Details
	d.life = newLife(s, d.h.notes[d.id].Note, d.facts, now)
	rows := []fyne.CanvasObject{d.life.box}
	if !s.ObtainedAt.IsZero() {
		rows = append(rows, d.fact(w.Source, text.ExpirySource(s.ExpirySource)))
	}
	rows = append(rows, d.fact(w.Renewal, renewalWord(s)))
	for _, n := range d.facts.notices {
		rows = append(rows, d.fact(w.Notice, text.TellPlain(n)))
	}
	return group(w.Validity, rows...)
}

func renewalWord(s auth.Status) string {
	switch {
	case s.State == auth.StateSignInNeeded: // the server takes what it would be renewed with no longer
	case s.Renewable && s.RenewAhead:
		return words.Now().Details.RenewAhead
	case s.Renewable:
		return words.Now().Details.RenewAlone
	}
	return words.Now().Details.RenewPerson
}

// trouble is why the last renewal failed, unless that is said already.
func (d *details) trouble(s auth.Status) []fyne.CanvasObject {
	if s.Trouble == nil || d.h.notes[d.id].Failed() {
		return nil
	}
	told := text.Tell(s.Trouble.Failure())
	said := []fyne.CanvasObject{kit.Copiable(kit.Quiet(auth.Clean(told.What, 600)), told.String())}
	if told.Todo != "" {
		said = append(said, kit.Hushed(auth.Clean(told.Todo, 400)))
	}
	if b := d.troubleWay(s).Button(); b != nil {
		said = append(said, container.NewHBox(b))
	}
	said = append(said, kit.NewText(text.Until(s.Trouble.At, d.h.Clock.Now()), kit.SmallSize, kit.ColorMuted))
	row := kit.Beside(kit.StateDrawings[s.State], kit.StateColors[s.State], 16, container.New(layout.NewCustomPaddedVBoxLayout(4), said...))
	return group(words.Now().Details.Trouble, row)
}

// troubleWay is the way out of what an account remembers, where the buttons above
// are not it.
func (d *details) troubleWay(s auth.Status) kit.Way {
	helps := s.Trouble.Failure().Remedy()
	if s.State == auth.StateLocked || helps == auth.RemedySignIn || d.h.notes[s.ID].busy != "" {
		return kit.Way{}
	}
	return d.h.wayOutOf(s.ID, helps, func() { d.h.renew(s.ID) })
}

func (d *details) server(s auth.Status) []fyne.CanvasObject {
	w := words.Now().Details
	var rows []fyne.CanvasObject
	for _, f := range []struct {
		label, value string
		copied       bool // people need it elsewhere
	}{
		{w.Provider, kit.ProviderName(s), false},
		{w.Issuer, s.Issuer, true},
		{w.Host, s.Host, true},
		{w.Secrets, strings.Join(d.facts.hosts, "\n"), false},
		{w.Grant, text.Grant(s.Grant), false},
		{w.Client, s.ClientID, true},
		{w.Subject, s.Subject, true},
	} {
		switch f.value = auth.CleanLines(f.value, 600); {
		case f.value == "":
		case f.copied:
			rows = append(rows, d.copyable(f.label, f.value))
		default:
			rows = append(rows, d.fact(f.label, f.value))
		}
	}
	return group(w.Server, rows...)
}

// tokens are the claims of the tokens, and who verified their signature.
func (d *details) tokens(s auth.Status) []fyne.CanvasObject {
	if s.ObtainedAt.IsZero() || !d.facts.read {
		return nil
	}
	w := words.Now()
	said := w.Claims.Unchecked
	if d.facts.verified {
		said = w.Claims.Verified
	}
	rows := []fyne.CanvasObject{d.fact(w.Details.Signature, d.facts.signature())}
	rows = append(rows, d.claimTree(w.Claims.ID, d.facts.idHead, d.facts.id, said)...)
	if len(d.facts.access) == 0 && d.facts.hasAccess {
		return group(w.Claims.Title, append(rows, kit.Hushed(w.Claims.Opaque))...)
	}
	return group(w.Claims.Title, append(rows, d.claimTree(w.Claims.Access, d.facts.accessHead, d.facts.access, w.Claims.Unchecked)...)...)
}
