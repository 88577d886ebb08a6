package transfer

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// maxShownItems bounds how many accounts of a file are listed one by one; the
// others are counted, and share what was chosen for all.
const maxShownItems = 100

// show is the page of what is in the file. (requirement 84)
func (i *importing) show(plan *share.Plan) {
	w := words.Now()
	i.plan, i.wanted, i.let = plan, map[*share.Item]bool{}, map[share.Tick]bool{}
	i.hosts = kit.Column(4)
	i.do = kit.StrongButton("", i.carryOut)
	list := kit.Column(12)
	for n, it := range plan.Items {
		i.wanted[it] = it.Problem == nil
		if n < maxShownItems {
			list.Add(i.item(it))
		}
	}
	if more := len(plan.Items) - maxShownItems; more > 0 {
		list.Add(kit.Hushed(w.Transfer.Rest.Of(more)))
	}
	body := []fyne.CanvasObject{kit.Card(list)}
	if len(plan.Ready()) == 0 {
		body = append(body, kit.Caution(w.Transfer.Nothing))
	}
	body = append(body, i.ticks()...)
	i.sheet.Drops, i.sheet.Steady = false, true
	i.sheet.SetTitle(w.Transfer.Found.Of(len(plan.Items)))
	i.sheet.Set(append(body, i.hosts, i.trouble), kit.NewButton(w.Common.Back, func() {
		i.sheet.Steady = false
		i.askFile("")
	}), i.do)
	i.chosen()
	i.sheet.Focus(kit.FirstOf(i.sheet.Body, i.do))
}

// item is an account of the file: who it is, where it goes, and whether it is
// wanted, or why it cannot be.
func (i *importing) item(it *share.Item) fyne.CanvasObject {
	w := words.Now().Transfer
	acc := it.Record.Account
	name := auth.Clean(acc.Name, 200)
	parts := slices.DeleteFunc([]string{text.Grant(acc.Grant), strings.Join(it.Hosts(), ", "), brought(it.Record)}, func(s string) bool { return s == "" }) // a provider without a definition has no host
	line := kit.Hushed(strings.Join(parts, " · "))
	if it.Problem != nil {
		why, draw, hue := words.SayEnd(auth.Clean(it.Problem.Error(), 400)), kit.DrawX, kit.ColorSignIn
		if it.Clashes() && !it.Same {
			return i.clashing(it, line)
		}
		switch {
		case it.Same:
			why, draw, hue = w.Same, kit.DrawTick, kit.ColorMuted
		case errors.Is(it.Problem, share.ErrClash):
			why, draw, hue = w.Differs, kit.DrawInfo, kit.ColorExpiring
		}
		return signed(draw, hue, kit.Column(2, kit.Sentence(name), line, kit.Hushed(why)))
	}
	// A check box does not wrap: what is around it are the dialog's edges and the card's.
	c := kit.NewCheck(kit.Fit(name, 14, fyne.TextStyle{}, i.sheet.Inner()-2*14-wordsAt-8), func(on bool) {
		i.wanted[it] = on
		i.chosen()
	})
	c.Checked = true
	return container.New(checkLayout{}, c, line)
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
		parts = append(parts, kit.Card(kit.NewToggle(w.Allow.With("what", words.Say(auth.Clean(t.String(), 300))), note, false, func(on bool) {
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
		i.hosts.Add(kit.Beside(kit.DrawExit, kit.ColorMuted, 12, kit.Column(1, kit.Sentence(auth.Clean(says, 300)), kit.Hushed(someNames(names)))))
	}
	if len(i.hosts.Objects) > 0 {
		i.hosts.Objects = append([]fyne.CanvasObject{kit.Section(w.Hosts)}, i.hosts.Objects...)
	}
	i.sheet.Fit()
}
