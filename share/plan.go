package share

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
)

// Item is an account of a file, and what is to become of it.
type Item struct {
	Record auth.Record // under a fresh ID
	Ticks  []Tick      // what somebody must agree to first
	Source string      // the account of the file whose token it exchanges
	// Problem is why it is not imported; nil while it may be.
	Problem error
	Same    bool // with ErrClash: the account that is here has the same settings
	target  auth.Target

	name      string         // as the file calls it
	own       error          // what is wrong with it whatever its name is
	clash     bool           // the name is in use here
	here      auth.AccountID // by this account, where it can be renamed
	aside     string         // to this; "" where it stays as it is
	dependent bool           // Problem is another item's
}

// Plan is what an import would do. Nothing is done yet.
type Plan struct {
	Items []*Item
	// Definitions are the texts of new provider definitions that items need.
	definitions map[string]string
	taken       map[string]bool // names in use here, folded
}

// ErrClash says that there is an account of that name. It is never changed by an import.
var ErrClash = errors.New("there is an account of that name here already; it stays as it is")

// ErrLeftOut says that the person does not want an account.
var ErrLeftOut = errors.New("it was not chosen")

// NewPlan judges the accounts of a file. taken are the names in use, folded by
// auth.FoldName. (requirements 82 to 85)
func NewPlan(f File, taken map[string]bool, c Catalogue) *Plan {
	added, wrong := f.definitions(c)
	providers := overlay{c, added}
	p := &Plan{definitions: map[string]string{}, taken: taken}
	ids := map[string]auth.AccountID{}
	for _, a := range f.Accounts {
		r := a.record()
		it := &Item{Record: r, name: a.Name, Source: a.Source, target: auth.NewTarget(r, providers)}
		it.Problem = f.check(a, it.target)
		if err := wrong[a.Provider]; err != nil {
			it.Problem = err
		}
		it.own = it.Problem
		if taken[auth.FoldName(a.Name)] {
			it.Problem, it.clash = ErrClash, true
		}
		_, own := added[a.Provider]
		if own {
			p.definitions[a.Provider] = f.Providers[a.Provider]
		}
		it.Ticks = ticks(r.Account, own)
		ids[a.Name] = r.Account.ID
		p.Items = append(p.Items, it)
	}
	for _, it := range p.Items {
		it.Record.Account.Source = ids[it.Source]
	}
	p.Settle()
	return p
}

// Settle refuses what cannot be without an account that is refused: a token
// exchange never starts from an account outside of the file, or whoever wrote
// the file would get that one's token.
func (p *Plan) Settle() {
	for again := true; again; {
		again = false
		items := map[string]*Item{}
		for _, it := range p.Items {
			items[it.name] = it
		}
		for _, it := range p.Items {
			if it.Problem != nil || it.Source == "" {
				continue
			}
			if it.Problem = sourceProblem(it, items); it.Problem != nil {
				again, it.dependent = true, true
			}
		}
	}
}

// maxSources bounds a chain of accounts that exchange each other's tokens.
const maxSources = 5

func sourceProblem(it *Item, items map[string]*Item) error {
	seen := map[string]bool{}
	for at := it; at.Source != ""; at = items[at.Source] {
		switch source := items[at.Source]; {
		case source == nil:
			return fmt.Errorf("it exchanges the token of %q, which is not in the file", auth.Clean(at.Source, 200))
		case source.Problem != nil:
			return fmt.Errorf("it exchanges the token of %q, which is not imported", at.Source)
		case seen[at.Source] || len(seen) == maxSources:
			return errors.New("the accounts that it exchanges tokens of lead round in a circle")
		}
		seen[at.Source] = true
	}
	return nil
}

// Ready lists the items that may be imported.
func (p *Plan) Ready() []*Item {
	return slices.DeleteFunc(slices.Clone(p.Items), func(it *Item) bool { return it.Problem != nil })
}

// Definitions are the texts of the new provider definitions that the items
// that may be imported need, by ID.
func (p *Plan) Definitions() map[string]string {
	needed := map[string]string{}
	for _, it := range p.Ready() {
		if text, ok := p.definitions[it.Record.Account.Provider]; ok {
			needed[it.Record.Account.Provider] = text
		}
	}
	return needed
}

// Host is a server that will receive credentials: secrets, codes or tokens.
type Host struct {
	Name     string
	Accounts []string // names, in the order of the file
	// Names: its description, which is still unread, may name further hosts.
	Names bool
}

// Hosts lists who will receive credentials of the items that may be imported.
func (p *Plan) Hosts() []Host {
	hosts := map[string]*Host{}
	for _, it := range p.Ready() {
		for _, name := range it.Hosts() {
			if hosts[name] == nil {
				hosts[name] = &Host{Name: name}
			}
			hosts[name].Accounts = append(hosts[name].Accounts, it.Record.Account.Name)
		}
		if it.target.NeedsDiscovery() {
			hosts[auth.Host(it.target.Protocol.Issuer)].Names = true
		}
	}
	var list []Host
	for _, name := range slices.Sorted(maps.Keys(hosts)) {
		list = append(list, *hosts[name])
	}
	return list
}

// Hosts lists who will receive credentials of the account.
func (it *Item) Hosts() []string {
	t := it.target
	addresses := append(t.SecretOrigins(), it.Record.Credentials.Origins...)
	addresses = append(addresses, t.Protocol.Issuer, t.Protocol.Endpoints.Authorize)
	if uri := t.Protocol.Redirect.URI; !strings.HasPrefix(uri, "http://") { // else the code comes here
		addresses = append(addresses, uri)
	}
	var hosts []string
	for _, a := range addresses {
		if h := auth.Host(a); h != "" && !slices.Contains(hosts, h) {
			hosts = append(hosts, h)
		}
	}
	return hosts
}

// Host names the server that is asked for tokens.
func (it *Item) Host() string { return it.target.Host() }
