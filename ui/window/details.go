package window

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// details is the pane about one account: beside the list, or over it.
type details struct {
	h     *home
	id    auth.AccountID // "" when shut
	facts facts
	asked bool // the person opened them, where they cover the list
	box   *fyne.Container

	life   *lifeBar
	back   *kit.FocusButton
	scroll *container.Scroll

	unfolded map[string]bool // headings of claims
	heads    map[string]*focusHeading
}

func newDetails(h *home) *details {
	d := &details{h: h, box: container.NewStack(), unfolded: map[string]bool{}, heads: map[string]*focusHeading{}}
	d.back = kit.NewFocusButton(words.Now().Common.Close, kit.DrawX, h.typedKey, h.closeDetails)
	d.back.Tips = h.tips
	d.box.Hide()
	return d
}

// show opens the account's details and reads what the snapshot does not have.
func (d *details) show(id auth.AccountID) {
	if d.id != id {
		d.facts, d.scroll, d.unfolded = facts{}, nil, map[string]bool{}
	}
	d.id = id
	d.build()
	d.h.tasks.Start(func(ctx context.Context) {
		r, err := d.h.Record(ctx, id)
		if err != nil {
			return // the status on screen says what is wrong
		}
		f := newFacts(r, d.h.Target(r))
		d.h.ui.Do(func() {
			if d.id == id {
				d.facts = f
				d.build()
			}
		})
	})
}

// snapshot follows a new snapshot of the list.
func (d *details) snapshot() {
	switch _, ok := d.h.m.byID[d.id]; {
	case d.id == "":
	case ok:
		d.show(d.id)
	default:
		d.id = ""
	}
}

// noted follows what came of the last thing done to an account.
func (d *details) noted(id auth.AccountID, _ note) {
	if d.id == id {
		d.build()
	}
}

func (d *details) tick(now time.Time) {
	if d.id != "" && d.life != nil {
		d.life.tick(now)
	}
}

// build makes the pane anew, and leaves it scrolled where it was.
func (d *details) build() {
	s := d.h.m.byID[d.id]
	parts := []fyne.CanvasObject{d.head(s), d.actions(s)}
	switch n := d.h.notes[d.id]; {
	case n.failed():
		parts = append(parts, kit.Alarm(auth.Clean(n.what, 600), auth.Clean(n.todo, 400)))
	case n.slow:
		parts = append(parts, kit.Quiet(n.busy))
	case n.done != "" && n.until.IsZero():
		parts = append(parts, kit.Quiet(n.done))
	case n.done != "":
		parts = append(parts, kit.Quiet(n.done+" · "+words.Now().Row.Until.With("time", text.Until(n.until, d.h.clock.Now()))))
	}
	parts = append(parts, d.validity(s)...)
	parts = append(parts, d.server(s)...)
	if t := s.Trouble; t != nil {
		w := text.Tell(t.Failure())
		parts = append(parts, section(words.Now().Details.Trouble), factRow(text.Until(t.At, d.h.clock.Now()), w.What), factRow("", w.Todo))
	}
	said := words.Now().Claims.Unchecked
	if d.facts.verified {
		said = words.Now().Claims.Verified
	}
	parts = append(parts, d.claimTree(words.Now().Claims.ID, d.facts.id, said)...)
	parts = append(parts, d.claimTree(words.Now().Claims.Access, d.facts.access, words.Now().Claims.Unchecked)...)
	parts = append(parts, section(words.Now().Details.History), d.history())
	offset := fyne.Position{}
	if d.scroll != nil {
		offset = d.scroll.Offset
	}
	d.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 16, 18, 18), container.New(layout.NewCustomPaddedVBoxLayout(6), parts...)))
	d.scroll.Offset = offset
	line := canvas.NewRectangle(kit.Shade(kit.ColorCardBorder))
	line.SetMinSize(fyne.NewSize(1, 1))
	d.box.Objects = []fyne.CanvasObject{canvas.NewRectangle(kit.Shade(theme.ColorNameBackground)), container.NewBorder(nil, nil, line, nil, d.scroll)}
	d.box.Refresh()
}

func (d *details) head(s auth.Status) fyne.CanvasObject {
	name := widget.NewLabel(auth.Clean(s.Name, 200))
	name.TextStyle, name.SizeName, name.Wrapping = kit.Bold, theme.SizeNameSubHeadingText, fyne.TextWrapWord
	return container.New(layout.NewCustomPaddedLayout(8, 6, 0, 0), container.NewBorder(nil, nil, nil, container.NewVBox(d.back), kit.Flush(name)))
}

func (d *details) actions(s auth.Status) fyne.CanvasObject {
	id := s.ID
	copyButton := kit.NewButton(words.Now().Row.CopyToken, func() { d.h.copy(id) })
	copyButton.Importance = widget.HighImportance
	renew := kit.NewButton(words.Now().Row.Renew, func() { d.h.renew(id) })
	busy := d.h.notes[id].busy != ""
	switch {
	case s.State == auth.StateSignInNeeded:
		copyButton.Text, copyButton.OnTapped = words.Now().Row.SignInDots, func() { d.h.signIn(id) }
		renew.Hide()
	case s.State == auth.StateLocked:
		copyButton.Disable()
		renew.Disable()
	case !s.Renewable:
		renew.Disable()
	}
	if busy {
		copyButton.Disable()
		renew.Disable()
	}
	edit := kit.NewButton(words.Now().Details.Edit, func() { d.h.edit(id) })
	try := kit.NewButton(words.Now().Details.Try, func() { d.h.try(id) })
	if s.State == auth.StateLocked {
		edit.Disable()
	}
	if s.State == auth.StateLocked || s.State == auth.StateSignInNeeded {
		try.Disable()
	}
	return container.New(&kit.WrapLayout{FlowLayout: kit.FlowLayout{Gap: 8}}, copyButton, renew, try, edit)
}

func (d *details) validity(s auth.Status) []fyne.CanvasObject {
	now := d.h.clock.Now()
	d.life = newLifeBar(s, now)
	rows := []fyne.CanvasObject{
		section(words.Now().Details.Validity), d.life,
		factRow(words.Now().Details.Source, text.ExpirySource(s.ExpirySource)), factRow(words.Now().Details.Renewal, renewalWord(s)),
	}
	if at := d.facts.refreshExpiresAt; !at.IsZero() {
		rows = append(rows, factRow(words.Now().Details.Refresh, words.Now().Row.Until.With("time", text.Until(at, now))))
	}
	for _, n := range d.facts.notices {
		rows = append(rows, factRow(words.Now().Details.Notice, words.Say(auth.Clean(n, 300))))
	}
	return rows
}

func renewalWord(s auth.Status) string {
	switch {
	case s.Renewable && s.RenewAhead:
		return words.Now().Details.RenewAhead
	case s.Renewable:
		return words.Now().Details.RenewAlone
	}
	return words.Now().Details.RenewPerson
}

func (d *details) server(s auth.Status) []fyne.CanvasObject {
	rows := []fyne.CanvasObject{section(words.Now().Details.Server)}
	for _, f := range []struct{ label, value string }{
		{words.Now().Details.Provider, providerName(s)},
		{words.Now().Details.Host, s.Host},
		{words.Now().Details.Issuer, s.Issuer},
		{words.Now().Details.Grant, text.Grant(s.Grant)},
		{words.Now().Details.Client, s.ClientID},
		{words.Now().Details.Subject, s.Subject},
		{words.Now().Details.Secrets, strings.Join(d.facts.hosts, " ")},
		{words.Now().Details.Tags, strings.Join(s.Tags, ", ")},
	} {
		if f.value != "" {
			rows = append(rows, factRow(f.label, auth.Clean(f.value, 600)))
		}
	}
	if !s.ObtainedAt.IsZero() && d.facts.read {
		rows = append(rows, factRow(words.Now().Details.Signature, d.facts.signature()))
	}
	return append(rows, d.scopes(s)...)
}

// section is a heading of the pane.
func section(title string) fyne.CanvasObject {
	t := kit.NewText(title, 13, theme.ColorNameForeground)
	t.TextStyle = kit.Bold
	return container.New(layout.NewCustomPaddedLayout(12, 2, 0, 0), t)
}

// factRow is a label and what it says, which wraps.
func factRow(label, value string) fyne.CanvasObject {
	l := kit.NewText(label, 12, kit.ColorMuted)
	v := kit.Wrapped(value)
	v.SizeName, v.Selectable = theme.SizeNameCaptionText, true
	return container.New(factLayout{}, l, kit.Flush(v))
}

// factLabel is the width of the labels' column.
const factLabel = 104

// factLayout puts a label beside a text of any height.
type factLayout struct{}

// MinSize implements fyne.Layout.
func (factLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

// Layout implements fyne.Layout.
func (factLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(factLabel, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(factLabel, 0))
	o[1].Resize(fyne.NewSize(size.Width-factLabel, size.Height))
}
