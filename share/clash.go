package share

import (
	"context"
	"fmt"

	"github.com/authfob/authfob/auth"
)

// An account of the file whose name is in use here is left out, unless a person
// says what is to become of the two: the one of the file takes another name, or
// the one that is here does. Neither gets anything of the other.

// Clashes reports that nothing but its name is in the way of an item.
func (it *Item) Clashes() bool { return it.clash && it.own == nil }

// CanReplace reports that the account of that name can be renamed.
func (it *Item) CanReplace() bool { return it.Clashes() && it.here != "" }

// Leave leaves a clashing item out, as it is from the start.
func (p *Plan) Leave(it *Item) {
	it.Record.Account.Name, it.aside, it.Problem = it.name, "", ErrClash
	p.again()
}

// TakeAs takes a clashing item in under another name. auth.ErrNameTaken when that
// is in use too, here or in the file.
func (p *Plan) TakeAs(it *Item, name string) error {
	if err := auth.CheckName(name); err != nil {
		return err
	}
	if p.inUse(name, it) {
		return auth.ErrNameTaken
	}
	it.Record.Account.Name, it.aside, it.Problem = name, "", nil
	p.again()
	return nil
}

// Replace takes a clashing item in under its own name; the account that is here is
// then called aside, and is otherwise as it was.
func (p *Plan) Replace(it *Item, aside string) {
	it.Record.Account.Name, it.aside, it.Problem = it.name, aside, nil
	p.again()
}

// Free is name, or name with the first number that makes it nobody's.
func (p *Plan) Free(name string) string {
	free := name
	for n := 2; p.inUse(free, nil); n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	return free
}

// inUse reports that a name is somebody else's than it's.
func (p *Plan) inUse(name string, it *Item) bool {
	name = auth.FoldName(name)
	if p.taken[name] {
		return true
	}
	for _, o := range p.Items {
		if o != it && (auth.FoldName(o.Record.Account.Name) == name || o.aside != "" && auth.FoldName(o.aside) == name) {
			return true
		}
	}
	return false
}

// again judges anew what depends on other items.
func (p *Plan) again() {
	for _, it := range p.Items {
		if it.dependent {
			it.dependent, it.Problem = false, nil
		}
	}
	p.Settle()
}

// take imports an item, with the account that is here out of its way where that
// was said.
func (it *Item) take(ctx context.Context, to Importer, done *Done) error {
	if it.aside != "" {
		if err := Rename(ctx, to, it.here, it.aside); err != nil {
			return err
		}
	}
	err := to.Import(ctx, it.Record)
	switch {
	case it.aside == "":
	case err != nil:
		_ = Rename(ctx, to, it.here, it.name) // the import's error is the one to tell
	default:
		done.Renamed[it.here] = it.name
	}
	return err
}

// Rename gives an account another name.
func Rename(ctx context.Context, to Importer, id auth.AccountID, name string) error {
	_, _, err := to.Edit(ctx, id, func(r *auth.Record) error {
		r.Account.Name = name
		return nil
	})
	return err
}
