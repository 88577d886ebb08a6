package window

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// maxShownItems bounds how many accounts of a file are listed one by one; the
// others are counted, and share what was chosen for all.
const maxShownItems = 100

// show is the page of what is in the file. (requirement 84)
func (i *importing) show(plan *share.Plan) {
	w := words.Now()
	i.plan, i.wanted, i.let = plan, map[*share.Item]bool{}, map[share.Tick]bool{}
	i.hosts = rows(4)
	i.do = strongButton("", i.carryOut)
	list := rows(8)
	for n, it := range plan.Items {
		i.wanted[it] = it.Problem == nil
		if n < maxShownItems {
			list.Add(i.item(it))
		}
	}
	if more := len(plan.Items) - maxShownItems; more > 0 {
		list.Add(hushed(w.Transfer.Rest.Of(more)))
	}
	body := []fyne.CanvasObject{settingCard(list)}
	if len(plan.Ready()) == 0 {
		body = append(body, caution(w.Transfer.Nothing))
	}
	body = append(body, i.ticks()...)
	i.sheet.drops, i.sheet.steady = false, true
	i.sheet.setTitle(w.Transfer.Found.Of(len(plan.Items)))
	i.sheet.set(append(body, i.hosts, i.trouble), newButton(w.Common.Back, func() {
		i.sheet.steady = false
		i.askFile("")
	}), i.do)
	i.chosen()
	i.sheet.focus(firstOf(i.sheet.body, i.do))
}

// firstOf is the first control below o, or else.
func firstOf(o fyne.CanvasObject, other fyne.Focusable) fyne.Focusable {
	if list := focusables(o); len(list) > 0 {
		return list[0]
	}
	return other
}

// item is an account of the file: who it is, where it goes, and whether it is
// wanted, or why it cannot be.
func (i *importing) item(it *share.Item) fyne.CanvasObject {
	w := words.Now().Transfer
	acc := it.Record.Account
	name := auth.Clean(acc.Name, 200)
	line := hushed(strings.Join([]string{text.Grant(acc.Grant), strings.Join(it.Hosts(), ", "), brought(it.Record)}, " · "))
	if it.Problem != nil {
		why, draw, hue := sayEnd(auth.Clean(it.Problem.Error(), 400)), drawX, colorSignIn
		switch {
		case it.Same:
			why, draw, hue = w.Same, drawTick, colorMuted
		case errors.Is(it.Problem, share.ErrClash):
			why, draw, hue = w.Differs, drawInfo, colorExpiring
		}
		return beside(draw, hue, 14, rows(2, sentence(name), line, hushed(why)))
	}
	// A check box does not wrap: what is around it are the dialog's edges and the card's.
	c := newCheck(fit(name, 14, fyne.TextStyle{}, i.sheet.inner()-2*14-checkIndent-8), func(on bool) {
		i.wanted[it] = on
		i.chosen()
	})
	c.Checked = true
	return rows(0, c, container.New(indentLayout{checkIndent}, line))
}

// brought says which secrets come along, and shows none.
func brought(r auth.Record) string {
	w := words.Now().Transfer
	var parts []string
	if !r.Credentials.IsZero() {
		parts = append(parts, w.Secrets)
	}
	if !r.Grant.IsZero() {
		parts = append(parts, w.Tokens)
	}
	if len(parts) == 0 {
		return w.Bare
	}
	return w.With.With("what", strings.Join(parts, words.Now().Common.Comma))
}

// ticks are the things that weaken what protects an account, each to be agreed to.
func (i *importing) ticks() []fyne.CanvasObject {
	w := words.Now().Transfer
	list, accounts := i.plan.Ticks()
	var parts []fyne.CanvasObject
	for _, t := range list {
		note := words.Say(t.Means()) + words.Now().Common.Sentence + w.For.With("accounts", someNames(accounts[t]))
		parts = append(parts, settingCard(newToggle(w.Allow.With("what", words.Say(auth.Clean(t.String(), 300))), note, false, func(on bool) {
			i.let[t] = on
			i.chosen()
		})))
	}
	return parts
}

// someNames lists the first few names.
func someNames(names []string) string {
	const most = 5
	var list []string
	for _, n := range names[:min(len(names), most)] {
		list = append(list, auth.Clean(n, 60))
	}
	said := strings.Join(list, words.Now().Common.Comma)
	if more := len(names) - most; more > 0 {
		said += " " + words.Now().Transfer.Rest.Of(more)
	}
	return said
}

// wants reports that an account was chosen, with all that it brings.
func (i *importing) wants(it *share.Item) bool {
	return i.wanted[it] && !slices.ContainsFunc(it.Ticks, func(t share.Tick) bool { return !i.let[t] })
}

// chosen follows what is wanted: the hosts, and how many accounts it is.
func (i *importing) chosen() {
	if i.begun {
		return
	}
	w := words.Now().Transfer
	var ready []*share.Item
	for _, it := range i.plan.Ready() {
		if i.wants(it) {
			ready = append(ready, it)
		}
	}
	i.do.SetText(w.Do.Of(len(ready)))
	if len(ready) == 0 {
		i.do.Disable()
	} else {
		i.do.Enable()
	}
	i.hosts.Objects = nil
	for _, host := range i.plan.Hosts() {
		var names []string
		for _, it := range ready {
			if slices.Contains(it.Hosts(), host.Name) {
				names = append(names, it.Record.Account.Name)
			}
		}
		if len(names) == 0 {
			continue
		}
		says := host.Name
		if host.Names {
			says = w.Names.With("host", host.Name)
		}
		i.hosts.Add(beside(drawExit, colorMuted, 12, rows(1, sentence(auth.Clean(says, 300)), hushed(someNames(names)))))
	}
	if len(i.hosts.Objects) > 0 {
		i.hosts.Objects = append([]fyne.CanvasObject{section(w.Hosts)}, i.hosts.Objects...)
	}
	i.sheet.fit()
}

// checkIndent is where the words of a check box begin.
const checkIndent = 30

// indentLayout puts one thing a little to the right.
type indentLayout struct{ by float32 }

// MinSize implements fyne.Layout.
func (l indentLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(l.by, 0)
}

// Layout implements fyne.Layout.
func (l indentLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(l.by, 0))
	o[0].Resize(size.SubtractWidthHeight(l.by, 0))
}
